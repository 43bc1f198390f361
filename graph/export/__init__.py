"""A graph as a file in other formats."""
