"""``python -m newsweave``: the command line, where the script is not on the PATH."""

from __future__ import annotations

from newsweave.cli import main

if __name__ == "__main__":
    main()
