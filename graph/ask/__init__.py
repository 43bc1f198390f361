"""Questions to a graph: SPARQL, named queries, paths, timelines, and the formats of their answers."""
