"""Words that the shell completes: the script for it, and what stands behind ``--name``.

click does the rest: the shell asks ``newsweave`` itself, with ``_NEWSWEAVE_COMPLETE`` set, at every press of the key.
So what runs here must be quick, and must not fail.
"""

from __future__ import annotations

import click
from click.shell_completion import CompletionItem, get_completion_class

__all__ = ["completion", "query_names"]

_VARIABLE = "_NEWSWEAVE_COMPLETE"


@click.command(short_help="Print the script for completion in your shell.")
@click.argument("shell", type=click.Choice(["bash", "zsh", "fish"]))
@click.pass_context
def completion(ctx: click.Context, shell: str) -> None:
    """Print the script that makes SHELL complete commands, options, files and named queries.

    \b
    bash: put  eval "$(newsweave completion bash)"  into ~/.bashrc
    zsh:  put  eval "$(newsweave completion zsh)"  into ~/.zshrc, after compinit
    fish: newsweave completion fish > ~/.config/fish/completions/newsweave.fish
    """
    found = get_completion_class(shell)
    assert found is not None, shell  # click has had these three since 8.0
    click.echo(found(ctx.find_root().command, {}, "newsweave", _VARIABLE).source())


def query_names(ctx: click.Context, param: click.Parameter, incomplete: str) -> list[CompletionItem[str]]:
    """The named queries that begin so, with their titles, for ``--name``."""
    from newsweave.graph.ask.named_queries import named_queries

    return [CompletionItem(q.name, help=q.title) for q in named_queries().values() if q.name.startswith(incomplete)]
