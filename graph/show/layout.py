"""Where entities stand on the page's map: a deterministic force-directed layout, computed before the page is written.

Every connected component is laid out by itself and the components are then packed side by side, the largest first.
Within a component entities repel one another and edges pull, as in ForceAtlas2 (Jacomy et al. 2014, PLoS ONE 9(6)):
repulsion falls with 1/distance and grows with degree, attraction grows with distance. Three things are ours:

* far repulsion acts from the centroids of blocks found by repeated bisection, so that a round costs O(n**1.5); the
  bisecting axes turn from round to round, because fixed axes leave visible stripes;
* components start from their Louvain communities, and edges between communities pull less, so that groups show;
* at the end entities are moved apart until their labels have room.

Units are the canvas units of vis-network: one is a pixel at zoom 1. y grows downwards. The same input gives the same
positions: the only chance in it is seeded, and no result depends on the order of a set.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import TypeAlias

import numpy as np
from numpy.typing import NDArray

__all__ = ["Point", "Rectangle", "arranged", "component_layout", "layout", "pack"]

Point: TypeAlias = tuple[float, float]
Rectangle: TypeAlias = tuple[float, float]
"""Width and height."""
_Floats: TypeAlias = NDArray[np.float64]
_Ints: TypeAlias = NDArray[np.int64]

LABEL_WIDTH = 104.0
LABEL_HEIGHT = 52.0
"""Room that each entity gets: a label of ordinary length, and its dot above it."""
MARGIN = 46.0
"""Half the free space between two components."""
_SEED = 7
_BETWEEN_COMMUNITIES = 0.5
"""Pull of an edge between communities, where one inside a community pulls with 1."""
_SOFT = 0.01
"""Added to squared distances, so that coincident nodes do not fly apart."""
_TURN = 2.399963229728653
"""The golden angle: successive bisections share no direction, and spiral starts no rows."""


def layout(count: int, edges: Sequence[tuple[int, int]], *, aspect: float = 1.15) -> list[Point]:
    """Positions of ``count`` nodes, in node order, around (0, 0).

    Args:
        count: number of nodes; edges name them 0 to ``count - 1``.
        edges: pairs of nodes; direction does not matter, loops are ignored, repeated pairs pull more.
        aspect: width divided by height that the whole should come near to.
    """
    return arranged(count, edges, aspect=aspect)[0]


def arranged(count: int, edges: Sequence[tuple[int, int]], *, aspect: float = 1.15) -> tuple[list[Point], list[int]]:
    """``layout``, and beside it the community that each node was laid out with, numbered from the largest."""
    if not count:
        return [], []
    pairs, weights = _merged(edges)
    members = _components(count, pairs)
    position = np.zeros((count, 2))
    boxes: list[Rectangle] = []
    community = np.zeros(count, dtype=np.int64)
    communities = 0
    known: dict[tuple[int, bytes, bytes], tuple[_Floats, _Ints]] = {}  # small components are mostly alike
    for nodes in members:
        place = np.full(count, -1, dtype=np.int64)
        place[nodes] = np.arange(len(nodes))
        inside = place[pairs[:, 0]] >= 0
        own, pull = place[pairs[inside]], weights[inside]
        key = (len(nodes), own.tobytes(), pull.tobytes())
        if key not in known:
            known[key] = component_layout(len(nodes), own, pull)
        points, own_community = known[key]
        community[nodes] = own_community + communities
        communities += int(np.max(own_community)) + 1
        low, high = points.min(axis=0), points.max(axis=0)
        position[nodes] = points - (low + high) / 2
        width, height = high - low
        boxes.append((float(width) + LABEL_WIDTH + MARGIN, float(height) + LABEL_HEIGHT + MARGIN))
    for nodes, centre in zip(members, pack(boxes, aspect), strict=True):
        position[nodes] += centre
    position -= (position.min(axis=0) + position.max(axis=0)) / 2
    return [(float(x), float(y)) for x, y in position], _by_size(community)


def _by_size(label: _Ints) -> list[int]:
    """The same groups, numbered from the largest; of equal ones the first node's comes first."""
    _, first, inverse, size = np.unique(label, return_index=True, return_inverse=True, return_counts=True)
    number = np.empty(len(size), dtype=np.int64)
    number[np.lexsort((first, -size))] = np.arange(len(size))
    return [int(n) for n in number[inverse]]


def _merged(edges: Sequence[tuple[int, int]]) -> tuple[_Ints, _Floats]:
    """Distinct pairs (low, high) without loops, sorted, and how hard each pulls: 1 plus the log of its repeats."""
    pairs = np.array([(min(e), max(e)) for e in edges if e[0] != e[1]], dtype=np.int64).reshape(-1, 2)
    distinct, repeats = np.unique(pairs, axis=0, return_counts=True)
    return distinct, 1.0 + np.log(repeats)


def _components(count: int, pairs: _Ints) -> list[_Ints]:
    """Connected components as sorted node arrays, largest first, then by lowest node."""
    from scipy.sparse import coo_array
    from scipy.sparse.csgraph import connected_components

    matrix = coo_array((np.ones(len(pairs)), (pairs[:, 0], pairs[:, 1])), shape=(count, count))
    number, label = connected_components(matrix, directed=False)
    order = np.argsort(label, kind="stable")
    parts = np.split(order, np.cumsum(np.bincount(label, minlength=number))[:-1])
    return sorted(parts, key=lambda nodes: (-len(nodes), int(nodes[0])))


# ---- one component


def component_layout(count: int, pairs: _Ints, weights: _Floats) -> tuple[_Floats, _Ints]:
    """Positions, shape (count, 2), and communities of one connected component whose nodes are 0 to ``count - 1``.

    Args:
        count: number of nodes, at least 1.
        pairs: distinct edges, shape (m, 2), without loops.
        weights: how hard each edge pulls, shape (m,).
    """
    if count == 1:
        return np.zeros((1, 2)), np.zeros(1, dtype=np.int64)
    if count == 2:
        return np.array([[-0.75 * LABEL_WIDTH, 0.0], [0.75 * LABEL_WIDTH, 0.0]]), np.zeros(2, dtype=np.int64)
    community = _communities(count, pairs, weights)
    start = _start(community, pairs)
    pull = np.where(community[pairs[:, 0]] == community[pairs[:, 1]], weights, weights * _BETWEEN_COMMUNITIES)
    points = _forces(start, pairs, pull, rounds=min(220, 60 + 4 * count) if count <= 2000 else 120)
    return _apart(_levelled(_scaled(points))), community


def _communities(count: int, pairs: _Ints, weights: _Floats) -> _Ints:
    """The Louvain community of each node, numbered from the largest."""
    import networkx as nx

    graph: nx.Graph[int] = nx.Graph()
    graph.add_nodes_from(range(count))
    graph.add_weighted_edges_from((int(a), int(b), float(w)) for (a, b), w in zip(pairs, weights, strict=True))
    found = nx.community.louvain_communities(graph, seed=_SEED)
    label = np.zeros(count, dtype=np.int64)
    for number, nodes in enumerate(sorted(found, key=lambda nodes: (-len(nodes), min(nodes)))):
        label[sorted(nodes)] = number
    return label


def _spiral(sizes: _Floats) -> _Floats:
    """Points of a sunflower spiral, one per size, each with an area proportional to its size."""
    radius = np.sqrt(np.cumsum(sizes) - sizes / 2)
    angle = np.arange(len(sizes)) * _TURN
    return np.stack([radius * np.cos(angle), radius * np.sin(angle)], axis=1)


def _start(community: _Ints, pairs: _Ints) -> _Floats:
    """First positions: communities laid out by the edges between them, members in a spiral about the centre."""
    sizes = np.bincount(community).astype(np.float64)
    centres = _spiral(sizes)
    between = np.sort(community[pairs], axis=1)
    between = between[between[:, 0] != between[:, 1]]
    if len(between):
        links, times = np.unique(between, axis=0, return_counts=True)
        centres = _forces(centres, links, np.log1p(times), rounds=150, mass=sizes)
    points = np.zeros((len(community), 2))
    for number, centre in enumerate(centres):
        nodes = np.flatnonzero(community == number)
        points[nodes] = centre + _spiral(np.ones(len(nodes)))
    return points


def _forces(start: _Floats, pairs: _Ints, pull: _Floats, *, rounds: int, mass: _Floats | None = None) -> _Floats:
    """Let repulsion, edges and a weak pull to the centre act; steps shorten from round to round."""
    count = len(start)
    degree = np.bincount(pairs.ravel(), minlength=count).astype(np.float64)
    mass = np.sqrt(1.0 + degree) if mass is None else mass
    points = start * (1.5 * math.sqrt(float(mass.sum())) / max(float(np.abs(start).max()), 1e-9))
    gravity = 0.3 / math.sqrt(count)
    # An edge is shared by two ends: dividing by the lesser mass keeps leaves from collapsing onto their hub.
    strength = (pull / np.sqrt(np.minimum(mass[pairs[:, 0]], mass[pairs[:, 1]])))[:, None]
    step = float(np.abs(points).max()) / 8
    for turn in range(rounds):
        force = _repulsion(points, mass, turn * _TURN) - gravity * mass[:, None] * points
        stretch = points[pairs[:, 1]] - points[pairs[:, 0]]
        stretch *= strength * np.sqrt((stretch * stretch).sum(axis=1, keepdims=True))
        for axis in (0, 1):
            force[:, axis] += np.bincount(pairs[:, 0], stretch[:, axis], count)
            force[:, axis] -= np.bincount(pairs[:, 1], stretch[:, axis], count)
        length = np.sqrt((force * force).sum(axis=1, keepdims=True)) + 1e-9
        limit = step * (1.0 - turn / rounds) ** 1.5
        points = points + force / length * np.minimum(length, limit)
    return points


def _repulsion(points: _Floats, mass: _Floats, angle: float) -> _Floats:
    """Repulsive force on each node: exact within its block, from the centroids of the other blocks."""
    count = len(points)
    block = _blocks(points, angle)
    number, size = block.shape
    held = block < count  # blocks at the end are filled up with nodes that weigh nothing
    safe = np.where(held, block, 0)
    weight = np.where(held, mass[safe], 0.0)
    total = np.maximum(weight.sum(axis=1), 1e-12)
    x, y = points[safe, 0], points[safe, 1]
    centre_x, centre_y = (x * weight).sum(axis=1) / total, (y * weight).sum(axis=1) / total
    square = (x - centre_x[:, None]) ** 2 + (y - centre_y[:, None]) ** 2
    spread = (square * weight).sum(axis=1) / total
    own = np.repeat(np.arange(number), size)
    far = _pushes(x.reshape(-1, 1) - centre_x, y.reshape(-1, 1) - centre_y, total, spread + _SOFT, own)
    near = _pushes(x[:, :, None] - x[:, None, :], y[:, :, None] - y[:, None, :], weight[:, None, :], _SOFT)
    force = (far.reshape(number, size, 2) + near) * weight[..., None]
    result = np.zeros((count, 2))
    result[block[held]] = force[held]
    return result


def _pushes(dx: _Floats, dy: _Floats, weight: _Floats, soft: _Floats | float, own: _Ints | None = None) -> _Floats:
    """Summed push (x, y) along the last axis, falling with the square of distance; ``own`` columns do not count."""
    square = dx * dx + dy * dy + soft
    push = weight / (square * np.sqrt(square))
    if own is not None:
        push[np.arange(len(own)), own] = 0.0
    return np.stack([(dx * push).sum(axis=-1), (dy * push).sum(axis=-1)], axis=-1)


def _blocks(points: _Floats, angle: float) -> _Ints:
    """Nodes in blocks of neighbours, shape (blocks, size), by repeated bisection; missing nodes are ``len(points)``."""
    count = len(points)
    levels = max(0, round(math.log2(count) / 2))
    size = -(-count // 2**levels)
    order = np.full(size * 2**levels, count, dtype=np.int64)
    order[:count] = np.arange(count)
    for level in range(levels):
        turned = angle + level * math.pi / 2
        # Fillers lie beyond everybody, so that they do not displace nodes from the blocks of their neighbours.
        along = np.append(points @ np.array([math.cos(turned), math.sin(turned)]), np.inf)
        rows = order.reshape(2**level, -1)
        order = np.take_along_axis(rows, np.argsort(along[rows], axis=1, kind="stable"), axis=1).ravel()
    return order.reshape(2**levels, size)


def _scaled(points: _Floats) -> _Floats:
    """Centred and sized so that the typical entity has a part of the room of a label; ``_apart`` makes the rest.

    The smaller the part, the more evenly entities end up: good where all are named, while in a large graph the shape
    of its communities says more.
    """
    from scipy.spatial import cKDTree

    points = points - points.mean(axis=0)
    part = min(0.85, max(0.5, 0.5 + 0.35 * (len(points) - 80) / 300))
    nearest = cKDTree(points).query(points, k=2)[0][:, 1]
    return points * (part * LABEL_WIDTH / max(float(np.quantile(nearest, 0.6)), 1e-6))


def _levelled(points: _Floats) -> _Floats:
    """Turned so that the longest direction lies across, as screens do."""
    x, y = points[:, 0], points[:, 1]
    angle = 0.5 * math.atan2(2 * float((x * y).sum()), float((x * x - y * y).sum()))
    cos, sin = math.cos(angle), math.sin(angle)
    return np.stack([cos * x + sin * y, cos * y - sin * x], axis=1)


def _apart(points: _Floats, rounds: int = 60) -> _Floats:
    """Moved until no two share the room of a label (or the rounds are used up)."""
    from scipy.spatial import cKDTree

    room = np.array([LABEL_WIDTH, LABEL_HEIGHT])
    count = len(points)
    # Coincident points have no direction to part in; the spiral gives each one of its own.
    points = points / room + 1e-3 * _spiral(np.ones(count)) / math.sqrt(count)
    for _ in range(rounds):
        pairs = cKDTree(points).query_pairs(1.0, output_type="ndarray")
        if not len(pairs):
            break
        pairs = pairs[np.lexsort((pairs[:, 1], pairs[:, 0]))]
        gap = points[pairs[:, 1]] - points[pairs[:, 0]]
        distance = np.sqrt((gap * gap).sum(axis=1, keepdims=True)) + 1e-9
        move = gap / distance * (1.02 - distance) * 0.35
        for axis in (0, 1):
            points[:, axis] += np.bincount(pairs[:, 1], move[:, axis], count)
            points[:, axis] -= np.bincount(pairs[:, 0], move[:, axis], count)
    result: _Floats = points * room
    return result


# ---- components side by side


def pack(boxes: Sequence[Rectangle], aspect: float) -> list[Point]:
    """Centres for rectangles so that none overlap and the whole is near ``aspect`` (width over height) and small.

    The order of ``boxes`` is kept where it does not cost room: give the most important first, it stands top left.
    """
    if not boxes:
        return []
    area = sum(width * height for width, height in boxes)
    widest = max(width for width, _ in boxes)
    tries = sorted({max(widest, math.sqrt(area * aspect) * factor) for factor in (0.9, 1.0, 1.1, 1.25, 1.5)})
    packed = [_skyline(boxes, width) for width in tries]
    return min(packed, key=lambda centres: _wasted(boxes, centres, aspect))


def _wasted(boxes: Sequence[Rectangle], centres: Sequence[Point], aspect: float) -> float:
    """Height of the smallest frame of this aspect that holds everything."""
    right = max(x + w / 2 for (x, _), (w, _) in zip(centres, boxes, strict=True))
    bottom = max(y + h / 2 for (_, y), (_, h) in zip(centres, boxes, strict=True))
    return max(right / aspect, bottom)


def _skyline(boxes: Sequence[Rectangle], width: float) -> list[Point]:
    """Each rectangle as high as it can go, then as far left, within ``width``."""
    steps = [(0.0, 0.0)]  # where the lower edge changes: (x, y), by x; the last step runs to the right end
    centres = []
    for w, h in boxes:
        y, x = min(_resting(steps, start, w) for start in (s[0] for s in steps) if start + w <= width + 1e-6)
        centres.append((x + w / 2, y + h / 2))
        after = max((s for s in steps if s[0] <= x + w + 1e-9), key=lambda s: s[0])
        kept = [s for s in steps if s[0] < x - 1e-9 or s[0] > x + w + 1e-9]
        steps = sorted([*kept, (x, y + h), (x + w, after[1])])
    return centres


def _resting(steps: Sequence[Point], start: float, width: float) -> tuple[float, float]:
    """(y, x) where a rectangle of this width comes to rest with its left side at ``start``."""
    below = [y for x, y in steps if start <= x < start + width - 1e-9]
    return max(below), start
