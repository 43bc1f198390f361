"""The tree under everything: the parser, the tree in plain lists, and the repair of what parsers get wrong on news."""
