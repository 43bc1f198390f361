"""Any way of building, editing, removing, deciding and withdrawing ends as a fresh build with the final decisions."""

from __future__ import annotations

import signal
import subprocess
import sys
from pathlib import Path

from hypothesis import given, settings
from hypothesis import strategies as st
from tests.graph.store.store_fixtures import Item, items, random_items, state

from newsweave.graph.export.export import export
from newsweave.graph.review.decisions import Decision, add_decisions, read_decisions, withdraw
from newsweave.graph.review.following import apply
from newsweave.graph.review.validate import validate
from newsweave.graph.store.folder import DECISIONS_FILE
from newsweave.graph.store.graph_reader import GraphReader
from newsweave.graph.store.store import GraphStore

ROOT = Path(__file__).parents[3]
COUNT = 6
EDITIONS = [{i.document.id: i for i in random_items(COUNT, seed, pool=5)} for seed in (31, 32)]


def _lines() -> list[Decision]:
    """Decisions of every kind on both editions."""
    found = []
    for edition in EDITIONS:
        with GraphStore.in_memory() as store:
            facts = GraphReader(items(store, list(edition.values()))).facts()
        for number, fact in enumerate(facts):
            e = fact.evidence[0]
            found += [
                Decision(decision="reject", fact=fact.key, document=e.document_id if number % 2 else ""),
                Decision(decision="confirm", fact=fact.key),
                Decision(decision="change", fact=fact.key, field="status", value="possible"),
                Decision(decision="change", fact=fact.key, field="subject", value="firm-3"),
                Decision(decision="change", fact=fact.key, field="object", value="firm-4" if number % 2 else "7 EUR"),
                Decision(decision="change", fact=fact.key, field="relation", value="sued", sentence=e.text),
            ]
            found.append(Decision(decision="reject", rule="test-rule", document=e.document_id))
            split = Decision(decision="split", subject="firm-1", value="Another One", document=e.document_id)
            found += [split, Decision(decision="split", subject="firm-2", value="Firm Two B", sentence=e.text)]
            ends = {"subject": "firm-0", "relation": "acquired", "object": "firm-2"}
            found.append(Decision(decision="add", **ends, document=e.document_id, sentence=e.text))
            found.append(Decision(decision="reject", subject="firm-0", object="firm-2"))
    for firm in ("firm-0", "firm-1", "Another One"):
        found.append(Decision(decision="rename", subject=firm, value=f"{firm} renamed"))
        found.append(Decision(decision="retype", subject=firm, value="CentralBank"))
        found.append(Decision(decision="link", subject=firm, value="Q42"))
    return found


LINES = _lines()
_step = st.one_of(
    st.tuples(st.just("put"), st.sampled_from([(n, id) for n in (0, 1) for id in EDITIONS[0]])),
    st.tuples(st.just("remove"), st.sampled_from(list(EDITIONS[0]))),
    st.tuples(st.just("decide"), st.lists(st.sampled_from(LINES), min_size=1, max_size=5)),
    st.tuples(st.just("withdraw"), st.integers(0, 20)),
    st.tuples(st.just("apply"), st.none()),
)


def exported(store: GraphStore, path: Path) -> bytes:
    export(store, path)
    return path.read_bytes()


@settings(max_examples=25, deadline=None)
@given(st.lists(_step, max_size=12))
def test_any_way_ends_as_a_fresh_build(tmp_path_factory: object, steps: list[tuple[str, object]]) -> None:
    folder = tmp_path_factory.mktemp("any")  # type: ignore[attr-defined]
    path = folder / DECISIONS_FILE
    left: dict[str, Item] = {}
    with GraphStore.create_or_open(folder / "kg") as store, GraphStore.in_memory() as fresh:
        for kind, what in [*steps, ("apply", None)]:
            if kind == "put":
                edition, id = what  # type: ignore[misc]
                left[id] = EDITIONS[edition][id]
                left[id].put(store)
            elif kind == "remove":
                left.pop(what, None)  # type: ignore[call-overload]
                store.remove(what)  # type: ignore[arg-type]
            elif kind == "decide":
                add_decisions(path, what)  # type: ignore[arg-type]
            elif kind == "withdraw":
                withdraw(path, [d.id for d in read_decisions(path)][what:][:2])  # type: ignore[misc]
            else:
                apply(store, read_decisions(path))
        store.finish()
        items(fresh, list(left.values()))
        assert apply(fresh, read_decisions(path)).stale == apply(store, read_decisions(path)).stale
        assert state(store) == state(fresh)
        assert exported(store, folder / "a.trig") == exported(fresh, folder / "b.trig")
        assert validate(store).conforms, validate(store).violations
        apply(store, [])
        plain = GraphStore.in_memory()
        assert state(store) == state(items(plain, list(left.values())))


_APPLYING = f"""
import sys
sys.path.insert(0, {str(ROOT)!r})
from tests.graph.review.test_deciding_and_building import LINES
from newsweave.graph.review.decisions import check_decision
from newsweave.graph.review.following import apply
from newsweave.graph.store.store import GraphStore
lines = [check_decision(d, "test") for d in LINES]
with GraphStore.open(sys.argv[1], read_only=False) as store:
    replace = store.replace
    def told(graph, quads):
        print("writes", flush=True)
        return replace(graph, quads)
    store.replace = told
    for number in range(1000):
        apply(store, lines if number % 2 == 0 else [])
"""


def test_applying_killed_at_any_moment_goes_on_to_the_same_graph(tmp_path: Path) -> None:
    path = tmp_path / "kg"
    lines = add_decisions(tmp_path / DECISIONS_FILE, LINES)
    given = list(EDITIONS[0].values())
    with GraphStore.create_or_open(path) as store, GraphStore.in_memory() as undisturbed:
        items(store, given)
        apply(items(undisturbed, given), lines)
        expected = state(undisturbed)
    for after in (1, 4, 9):
        with subprocess.Popen([sys.executable, "-c", _APPLYING, path], stdout=subprocess.PIPE, text=True) as work:
            assert work.stdout is not None
            for _ in range(after):
                assert work.stdout.readline() == "writes\n"
            work.kill()
            assert work.wait() == -signal.SIGKILL
        with GraphStore.open(path, read_only=False) as store:
            apply(store, lines)
            assert state(store) == expected
