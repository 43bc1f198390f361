"""Whether a statement is right by the annotations of its text: what the confidence of statements is fitted to.

A judge yields, for each annotated text, the group that it must not be parted from in cross-validation (its outlet, else
itself), its record, and a function from a statement (as the command line prints it) to True, False, or None where the
annotations cannot tell.
"""

from __future__ import annotations

import ast
import json
from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from types import SimpleNamespace
from typing import Any, TypeAlias

__all__ = ["JUDGES", "Judged"]

Right: TypeAlias = Callable[[dict[str, Any]], "bool | None"]
Judged: TypeAlias = Iterator[tuple[str, dict[str, Any], Right]]


def _knowledgenet(data: Path, score: Any) -> Judged:
    for line in (data / "knowledgenet.jsonl").read_text("utf-8").splitlines():
        record = json.loads(line)

        def right(s: dict[str, Any], passages: Sequence[dict[str, Any]] = record["passages"]) -> bool | None:
            relation = score.PROPERTY.get(score.plain(s["relation"]))
            if relation is None or s["status"] == "negated":
                return None
            ends = (s["object"], s["subject"]) if relation[1] else (s["subject"], s["object"])
            a, b = map(score.spans, ends)
            return _spans_right(score, relation[0], a, b, passages)

        yield str(record["doc"]), {"id": record["doc"], "text": record["text"]}, right


def _spans_right(score: Any, relation: str, a: Any, b: Any, passages: Sequence[dict[str, Any]]) -> bool | None:
    """Whether a passage annotated for the relation holds the fact; None where none is annotated."""
    judged = False
    for p in passages:
        inside = [any(p["start"] <= x and y <= p["end"] for x, y in spans) for spans in (a, b)]
        if relation not in p["annotated"] or not all(inside):
            continue
        judged = True
        for prop, *ends in (f[:5] for f in p["facts"]):
            ways = [(a, b), (b, a)] if prop in score.SYMMETRIC else [(a, b)]
            first, second = (ends[0], ends[1]), (ends[2], ends[3])
            if prop == relation and any(
                any(score.touch(first, x) for x in xs) and any(score.touch(second, y) for y in ys) for xs, ys in ways
            ):
                return True
    return False if judged else None


def _news(data: Path, score: Any, name: str) -> Judged:
    gold, doubtful = (_facts(data / f"{name}-{kind}.jsonl", score) for kind in ("gold", "doubtful"))
    for line in (data / f"{name}.jsonl").read_text("utf-8").splitlines():
        record = json.loads(line)
        key = str(record["id"])

        def right(s: dict[str, Any], key: str = key) -> bool | None:
            if s["relation"] in ("said", "holds_office"):  # the gold does not have them
                return None
            if any(_same_fact(score, g, s) for g in gold[key]):
                return True
            return None if any(_same_fact(score, g, s) for g in doubtful[key]) else False

        yield str(record.get("source") or key), record, right


def _facts(path: Path, score: Any) -> dict[str, list[tuple[Any, ...]]]:
    out: dict[str, list[tuple[Any, ...]]] = defaultdict(list)
    for line in path.read_text("utf-8").splitlines():
        g = json.loads(line)
        ends = (score.names(g[k], *g.get(f"{k}_aliases") or ()) for k in ("subj", "obj"))
        out[str(g["doc"])].append((score.plain(g["rel"]), *ends, {score.plain(r) for r in g.get("rel_alt") or ()}))
    return out


def _same_fact(score: Any, gold: tuple[Any, ...], s: dict[str, Any]) -> bool:
    relation = score.plain(s["relation"])
    a, b = (
        score.names(x.get("name"), x.get("text"), x.get("value"), *(x.get("aliases") or ()))
        for x in (s["subject"], s["object"])
    )
    near = relation == gold[0] or relation in score.NEAR.get(gold[0], ()) or relation in gold[3]
    crossed = gold[0] in score.TWO_WAY and score.same(gold[1], b) and score.same(gold[2], a)
    return near and ((score.same(gold[1], a) and score.same(gold[2], b)) or crossed)


def _fire(data: Path, score: Any) -> Judged:
    """FIRE: right where both ends overlap those of a relation of the mapped type. Its gold leaves out some."""
    fire = _definitions(data / "thirdparty" / "score_fire.py")
    for line in (data / "thirdparty" / "fire_dev.jsonl").read_text("utf-8").splitlines():
        record = json.loads(line)
        ends = [(e["start"], e["end"]) for e in record["entities"]]
        gold = [(r["type"], ends[r["head"]], ends[r["tail"]]) for r in record["relations"]]

        def right(s: dict[str, Any], gold: Sequence[Any] = gold) -> bool | None:
            mapped = fire.mapped(s)
            if mapped is None or s["status"] == "negated":
                return None
            kind, a, b = mapped
            ways = [(a, b), (b, a)] if kind == "ActionMerge" else [(a, b)]
            return any(
                kind == found
                and any(fire.ov(q, head) for q in fire.spans(x))
                and any(fire.ov(q, tail) for q in fire.spans(y))
                for found, head, tail in gold
                for x, y in ways
            )

        yield str(record["id"]), {"id": record["id"], "text": record["text"]}, right


def _dwie(data: Path, score: Any) -> Judged:
    """DWIE: a fact is right where entities that its ends overlap have a relation of its group, anywhere in the text."""
    dwie = _definitions(data / "thirdparty" / "score_dwie.py")
    for line in (data / "thirdparty" / "dwie_dev.jsonl").read_text("utf-8").splitlines():
        record = json.loads(line)
        related: dict[tuple[int, int], set[str]] = defaultdict(set)
        for r in record["relations"]:
            related[r["head"], r["tail"]].add(r["type"])

        def right(
            s: dict[str, Any], entities: Sequence[Any] = record["entities"], related: Any = related
        ) -> bool | None:
            mapped = dwie.mapped(s)
            if mapped is None or s["status"] == "negated":
                return None
            kind, *ends = mapped
            heads, tails = ([i for i, e in enumerate(entities) if _overlap(dwie.spans(x), e)] for x in ends)
            if not heads or not tails:
                return None
            pairs = [(i, j) for i in heads for j in tails if i != j]
            pairs += [(j, i) for i, j in pairs] if kind == "family" else []
            return any(related[pair] & dwie.GOLD[kind] for pair in pairs)

        yield str(record["id"]), {"id": record["id"], "text": record["text"]}, right


def _definitions(path: Path) -> SimpleNamespace:
    """What a script defines; it has no guard for being imported, so what it runs is left out."""
    tree = ast.parse(path.read_text("utf-8"))
    defining = ast.Import, ast.ImportFrom, ast.Assign, ast.FunctionDef
    tree.body = [node for node in tree.body if isinstance(node, defining)]
    names: dict[str, Any] = {}
    exec(compile(tree, path, "exec"), names)
    return SimpleNamespace(**names)


def _overlap(spans: Sequence[tuple[int, int]], entity: dict[str, Any]) -> bool:
    return any(m[0] < end and start < m[1] for start, end in spans for m in entity["mentions"])


JUDGES: dict[str, Callable[[Path, Any], Judged]] = {
    "news-real": lambda data, score: _news(data, score, "news-real"),
    "news-dev": lambda data, score: _news(data, score, "news-dev"),
    "kn": _knowledgenet,
    "dwie": _dwie,
    "fire": _fire,
}
"""By the name of the texts; the first are of outlets that nobody tuned on."""
