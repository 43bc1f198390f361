"""Entities as the arguments of statements: the mention that is meant, and all others in the sentence."""

from __future__ import annotations

from newsweave.extract.entities.cluster import Passage
from newsweave.extract.model import EntityArgument
from newsweave.extract.relations.argument_linking import LinkedEntity

__all__ = ["entity_argument"]


def entity_argument(p: Passage, found: LinkedEntity, start: int, end: int) -> EntityArgument:
    """An entity as a statement's argument in the sentence from ``start`` to ``end``."""
    tree, cluster = p.tree, found.cluster
    a = found.argument
    span = p.spans.get(a.head)
    if span is None or p.at.get(a.head) is not cluster:
        span = next(
            (p.spans[t] for t in range(len(tree.words)) if p.at.get(t) is cluster and start <= tree.starts[t] < end),
            None,
        )
    if span is None:
        at, to = a.start, a.end
    else:
        at, to = tree.starts[span[0]], tree.ends[span[1] - 1]
    return EntityArgument(
        id=cluster.id,
        name=cluster.name,
        type=cluster.type,
        text=p.tree.text[at:to],
        start=at,
        end=to,
        mentions=p.mentions(cluster, start, end),
        unnamed=cluster.unnamed,
        aliases=tuple(
            sorted(set(cluster.forms) | cluster.also | ({cluster.long} if cluster.long else set()) - {cluster.name})
        ),
    )
