"""What a person checks: which entities are the same, the decisions on it, and SHACL validation."""
