"""What the graph can say, as data: vocabulary, rules, names, and the loaders that check them."""
