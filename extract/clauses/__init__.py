"""What each clause says, before any domain is known: propositions with polarity, modality and speaker, and open triples."""
