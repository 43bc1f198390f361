"""The graph on disk or on a server: RDF terms and quads, the database in its folder, what follows from documents."""
