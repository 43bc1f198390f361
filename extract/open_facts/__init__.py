"""What joins two entities in words that the vocabulary has no relation for: open facts."""
