"""The graph to look at: the interactive page with its layout and scripts, networks, what notebooks display."""
