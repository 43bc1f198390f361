"""What each clause says, before any domain is known: propositions with their reading and speaker, open triples."""
