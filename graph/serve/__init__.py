"""A read-only SPARQL endpoint and query page on this machine."""
