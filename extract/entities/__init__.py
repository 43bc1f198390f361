"""Who and what is named: names found, brought together as entities, and given a class."""
