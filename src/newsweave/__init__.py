"""newsweave: English news in, a knowledge graph out, every fact with its sentence."""
