"""The table of commands, and the one exit: `main(argv) -> int`."""

import io
import os
import sys
from collections.abc import Sequence
from contextlib import suppress
from importlib import import_module
from typing import Annotated, Any, NamedTuple

import typer
from typer.core import TyperGroup

from bowout import __version__
from bowout.cli import context, failures
from bowout.cli.help import set_out
from bowout.domain.errors import UsageError


class Entry(NamedTuple):
    """A command: the module and the function or Typer in it, its line of help, its panel."""

    module: str
    name: str
    help: str
    panel: str


_TRACK, _LEAVE, _REVIEW, _DATA = "Track", "Leave", "Review", "Data and settings"
TABLE: dict[str, Entry] = {
    "add": Entry("add", "add", "Log an application.", _TRACK),
    "list": Entry("listing", "list_applications", "List applications, newest change first.", _TRACK),
    "show": Entry("show", "show", "Show everything about one application.", _TRACK),
    "edit": Entry("edit", "edit", "Change fields of an application.", _TRACK),
    "note": Entry("note", "note", "Keep a private note, a concern or a highlight.", _TRACK),
    "move": Entry("move", "move", "Change the status of one application or of several.", _TRACK),
    "applied": Entry("move", "applied", "Short for: move APP applied.", _TRACK),
    "rejected": Entry("move", "rejected", "Short for: move APP rejected.", _TRACK),
    "ghosted": Entry("move", "ghosted", "Short for: move APP ghosted.", _TRACK),
    "stage": Entry("stage", "app", "Calls, assessments, interviews, offers.", _TRACK),
    "reschedule": Entry("reschedule", "reschedule", "Give the next stage another time.", _TRACK),
    "contact": Entry("contact", "app", "People at the company.", _TRACK),
    "remind": Entry("remind", "remind", "Set a reminder for a day, or note that it is done.", _TRACK),
    "agenda": Entry("agenda", "agenda", "What lies ahead, and what waits for an answer.", _TRACK),
    "inbox": Entry("inbox", "inbox", "Take in what employers send: mails and invitations.", _TRACK),
    "delete": Entry("delete", "delete", "Delete applications; undo brings them back.", _TRACK),
    "withdraw": Entry("withdraw", "withdraw", "Leave a process, and write the letter that fits.", _LEAVE),
    "decline": Entry("withdraw", "withdraw", "The same as withdraw.", _LEAVE),
    "accept": Entry("accept", "accept", "Accept an offer, and leave the others.", _LEAVE),
    "explain": Entry("explain", "explain", "Answer why you left, as you said it before.", _LEAVE),
    "insist": Entry("explain", "insist", "Answer whether you are sure, or a counter-offer.", _LEAVE),
    "retract": Entry("reconnect", "retract", "Take a letter back that was sent.", _LEAVE),
    "reaffirm": Entry("reconnect", "reaffirm", "Say that another application there stands.", _LEAVE),
    "reconnect": Entry("reconnect", "reconnect", "Take up the contact again, months later.", _LEAVE),
    "send": Entry("send", "send", "Hand over or send a letter that was written before.", _LEAVE),
    "sent": Entry("sent", "sent", "Note that you sent a letter yourself.", _LEAVE),
    "told": Entry("closing", "told", "Note that you told them yourself.", _LEAVE),
    "answered": Entry("closing", "answered", "Note that they answered a letter.", _LEAVE),
    "letters": Entry("letters", "app", "The letters that were written.", _LEAVE),
    "templates": Entry("templates", "app", "The wording of the letters: yours and the shipped one.", _LEAVE),
    "reasons": Entry("reasons", "reasons", "The categories of reason, and how often each was yours.", _LEAVE),
    "search": Entry("search", "search", "Find words in all that is known of applications.", _REVIEW),
    "history": Entry("history", "history", "What happened, of one application or of all.", _REVIEW),
    "stats": Entry("stats", "stats", "The numbers of the search, and what each means.", _REVIEW),
    "log": Entry("log", "log", "What was recorded, and when.", _REVIEW),
    "undo": Entry("undo", "undo", "Take back the last step, or the one that log numbers so.", _REVIEW),
    "redo": Entry("undo", "redo", "Bring back what the last undo took.", _REVIEW),
    "report": Entry("report", "report", "Write the search as a page, or its proof to be printed.", _REVIEW),
    "profile": Entry("profile", "profile", "Who writes: name, address, time zone, language.", _DATA),
    "config": Entry("config", "app", "The few settings.", _DATA),
    "import": Entry("import_", "import_", "Bring in the table that you kept before.", _DATA),
    "export": Entry(
        "export", "export", "Write the applications as CSV or JSON, or a calendar of the steps.", _DATA
    ),
    "backup": Entry("backup", "backup", "Copy the database, verified, also while it is in use.", _DATA),
    "restore": Entry("backup", "restore", "Put a backup in the place of the database.", _DATA),
    "doctor": Entry("doctor", "doctor", "Look whether all is well, and mend what is not.", _DATA),
    "database": Entry("database", "app", "The database itself.", _DATA),
    "demo": Entry("demo", "demo", "A little search in a throw-away database.", _DATA),
}


class Group(TyperGroup):
    """Commands below a name."""

    def resolve_command(self, ctx: typer.Context, args: list[str]) -> Any:  # type: ignore[override]
        """Suggest the nearest names for one that is not there."""
        known = self.list_commands(ctx)
        if args and args[0] not in known and not args[0].startswith("-"):
            raise failures.no_such_command(args[0], known, ctx.command_path)
        return super().resolve_command(ctx, args)


class LazyGroup(Group):
    """Imports a command's module when the command is called, and not for its name or line of help."""

    def list_commands(self, ctx: typer.Context) -> list[str]:  # type: ignore[override]  # Typer's own click
        """The names, in the order of the table."""
        return list(TABLE)

    def get_command(self, ctx: typer.Context, cmd_name: str) -> Any:  # type: ignore[override]
        """Import one command."""
        if cmd_name not in TABLE:
            return None
        command = self.commands[cmd_name] = self.commands.get(cmd_name) or _load(cmd_name)
        return command

    def invoke(self, ctx: typer.Context) -> Any:  # type: ignore[override]  # Typer's own click
        """Run the command; Ctrl-C ends it as the end of input does, where Typer would say nothing."""
        try:
            return super().invoke(ctx)
        except KeyboardInterrupt:
            raise typer.Abort from None

    def format_commands(self, ctx: typer.Context, formatter: Any) -> None:  # type: ignore[override]
        """Write the table in its panels."""
        for panel in dict.fromkeys(entry.panel for entry in TABLE.values()):
            with formatter.section(panel):
                formatter.write_dl(
                    [(name, entry.help) for name, entry in TABLE.items() if entry.panel == panel]
                )

    def shell_complete(self, ctx: typer.Context, incomplete: str) -> Any:  # type: ignore[override]
        """Complete the name of a command without importing one."""
        from typer._click.shell_completion import CompletionItem

        items = [
            CompletionItem(name, help=entry.help)
            for name, entry in TABLE.items()
            if name.startswith(incomplete)
        ]
        return items or super(TyperGroup, self).shell_complete(ctx, incomplete)


def _load(name: str) -> Any:
    found = getattr(import_module(f"bowout.cli.{TABLE[name].module}"), TABLE[name].name)
    command: Any
    if isinstance(found, typer.Typer):
        found.info.cls = Group
        command = typer.main.get_group(found)
        command.name = name
        for part in command.commands.values():
            part.params.append(context.database_option())
            set_out(part)
    else:
        single = typer.Typer(rich_markup_mode=None, pretty_exceptions_enable=False, add_completion=False)
        single.command(name)(found)
        command = typer.main.get_command(single)
    command.params.append(context.database_option())
    set_out(command)
    return command


def _print_version(wanted: bool) -> None:
    if wanted:
        typer.echo(f"bowout {__version__}")
        raise typer.Exit


def _root(
    ctx: typer.Context,
    db: Annotated[
        str | None,
        typer.Option(
            "--db",
            metavar="URL_OR_PATH",
            help="The database: a path or an SQLAlchemy URL.",
            callback=context.choose_database,
        ),
    ] = None,
    version: Annotated[
        bool, typer.Option("--version", callback=_print_version, is_eager=True, help="Print the version.")
    ] = False,
) -> None:
    """Keep track of a job search, and leave each process well.

    Examples:
      bowout add Acme "Backend Engineer" --source LinkedIn
      bowout agenda
      bowout withdraw acme --reason career_direction
    """


def command() -> Any:
    """Build the root command."""
    root = typer.Typer(
        cls=LazyGroup,
        rich_markup_mode=None,
        pretty_exceptions_enable=False,
        no_args_is_help=True,
        context_settings={"help_option_names": ["--help", "-h"]},
    )
    root.callback()(_root)
    group = typer.main.get_command(root)
    set_out(group)
    return group


def _prepare_streams() -> None:
    """Nothing that a person stored may fail to print; and a stream that is closed takes what is said."""
    for name in ("stdout", "stderr"):
        stream = getattr(sys, name)
        if stream is None:
            setattr(sys, name, open(os.devnull, "w", encoding="utf-8"))  # noqa: SIM115, PTH123 - until the exit
        elif isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="backslashreplace")


def _check_encoding(argv: Sequence[str]) -> None:
    for word in argv:
        # What is not UTF-8 arrives as halves of surrogate pairs, which nothing can store or print.
        if any("\ud800" <= char <= "\udfff" for char in word):
            raise UsageError(
                "A word on the command line is not UTF-8.", "Type it again, in a UTF-8 terminal."
            )


def _drop_output() -> None:
    """Let what is still in the buffer go nowhere; else the interpreter tries once more on its way out."""
    with suppress(OSError, ValueError):  # where stdout is no file there is nothing to drop
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


def main(argv: Sequence[str]) -> int:
    """Run one command line and return its exit code; nothing is raised but what BOWOUT_DEBUG=1 asks for."""
    context.start()
    _prepare_streams()
    try:
        _check_encoding(argv)
        result = command().main(args=list(argv), prog_name="bowout", standalone_mode=False)
        sys.stdout.flush()
        return result if isinstance(result, int) else 0
    except (BrokenPipeError, SystemExit):  # the latter is Typer's own answer to a closed pipe, with code 1
        # Whoever reads has enough.
        _drop_output()
        return 0
    except (KeyboardInterrupt, typer.Abort):
        sys.stderr.write("\nInterrupted.\n")
        return 130
    except Exception as error:
        if isinstance(error, OSError):
            error = failures.unprinted(error) if context.is_recorded() else error
            _drop_output()
        if os.environ.get("BOWOUT_DEBUG") == "1":
            raise
        return failures.report(error, as_json="--json" in argv)
