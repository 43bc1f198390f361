"""Who and what is named: mentions, the entities and classes that they mean, and coreference."""
