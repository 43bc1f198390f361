"""Whether something can have such a measure: a country has no share price, a firm no rate of unemployment."""

from __future__ import annotations

from newsweave.extract.entities.cluster import Cluster
from newsweave.ontology.metrics import metrics

__all__ = ["can_have"]

_OF_PLACES = frozenset({"Place"})
_NOT_OF_FIRMS = frozenset({"Place", "Person", "Law", "Event"})
_UNIONS = frozenset({"IntergovernmentalOrganization"})
"""What countries form has their measures, too: inflation in the European Union."""


def can_have(owner: Cluster, metric: str, datatype: str) -> bool:
    """Whether a measure (the qualifier ``metric`` of a value of this datatype) fits whose it is said to be."""
    known = metrics().read(metric, datatype).metric
    whose = None if known is None else known.owners
    if whose == "places":
        return owner.broad in _OF_PLACES or owner.type in _UNIONS
    return whose != "firms" or owner.broad not in _NOT_OF_FIRMS
