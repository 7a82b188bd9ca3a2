"""The `simpul` command: finds the subcommand, and turns errors that users can cause into one line and exit status 2."""

from __future__ import annotations

import os
import sys
from importlib import import_module
from typing import Any, Final

import click

from simpul.ontology.errors import SimpulError

COMMANDS: Final = (
    "load",
    "remove",
    "sources",
    "history",
    "reextract",
    "map",
    "extract",
    "eval",
    "query",
    "queries",
    "export",
    "network",
    "recommend",
    "diffusion",
    "after-award",
    "chain",
    "bridges",
    "coverage",
    "view",
    "review",
    "judge",
    "reject",
    "judgements",
    "conflicts",
    "check",
    "demo",
)


class _Commands(click.Group):
    """Each command's module is imported only when it is the one asked for, so that help and errors come at once."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        """The commands, in the order in which one uses them."""
        del ctx
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """The command called `cmd_name`, or None."""
        del ctx
        if cmd_name not in COMMANDS:
            return None
        module = cmd_name.replace("-", "_")
        command: Any = getattr(import_module(f"simpul.cli.{module}"), module)
        return command if isinstance(command, click.Command) else None


@click.command(cls=_Commands, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(package_name="simpul")
def simpul() -> None:
    """A knowledge graph of Indonesian local government, every statement traced to the words that support it.

    Try 'simpul demo' first.
    """


def main() -> None:
    """Run the command line; exits with 0, or with 2 after one line on what was wrong, where, and what to do."""
    try:
        simpul.main(standalone_mode=False)
    except SimpulError as error:
        _fail(str(error))
    except click.exceptions.NoArgsIsHelpError as error:
        click.echo(error.format_message(), err=True)
        sys.exit(2)
    except click.UsageError as error:
        command = error.ctx.command_path if error.ctx else "simpul"
        _fail(f"{error.format_message()} (see '{command} --help')")
    except click.ClickException as error:
        _fail(error.format_message())
    except (click.Abort, KeyboardInterrupt):
        sys.exit(130)
    except BrokenPipeError:
        # Who reads us has seen enough ('simpul queries | head'); nothing more may be written to the closed pipe.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        sys.exit(0)


def _fail(message: str) -> None:
    click.echo(f"simpul: {' '.join(message.split())}", err=True)
    sys.exit(2)
