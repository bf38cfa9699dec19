"""Every way a command can fail, as one or two lines on stderr and an exit code."""

import difflib
import sys
from collections.abc import Iterable

import typer

from bowout.cli.output import aside
from bowout.domain.errors import Ambiguous, BowoutError, NotDelivered, UsageError

_SHOWN = 10
_ISSUE = "This should not happen. BOWOUT_DEBUG=1 shows the details for a report."


def no_such_command(name: str, known: Iterable[str], path: str) -> UsageError:
    """A command that is not there below `path`, with the nearest that are."""
    near = difflib.get_close_matches(name, list(known), 2, 0.65)
    hint = f"Did you mean {' or '.join(near)}?" if near else f"`{path} --help` lists the commands."
    return UsageError(f"There is no command “{name}”.", hint, code="no_such_command")


def unprinted(error: OSError) -> NotDelivered:
    """A command that is recorded, and whose result could not be written."""
    return NotDelivered(
        f"Recorded, but the result could not be printed: {error.strerror or error}.",
        "`bowout log` shows what was recorded.",
        code="not_printed",
    )


def report(error: Exception, *, as_json: bool) -> int:
    """Print an error, in words or as JSON, and return its exit code."""
    if type(error).__name__ == "NoArgsIsHelpError":
        # Typer's way to say that a command's name is missing: the error is the help itself.
        print(error, file=sys.stderr)
        return 2
    failure = _named(error)
    if as_json:
        import json

        about: dict[str, object] = {"code": failure.code, "message": failure.message, "hint": failure.hint}
        if isinstance(failure, Ambiguous):
            about["candidates"] = failure.candidates
        print(json.dumps({"error": about}, ensure_ascii=False), file=sys.stderr)
        return failure.exit_code
    aside(f"bowout: {failure.message}")
    if isinstance(failure, Ambiguous):
        for candidate in failure.candidates[:_SHOWN]:
            aside(f"  {candidate}")
        if len(failure.candidates) > _SHOWN:
            print(f"  and {len(failure.candidates) - _SHOWN} more", file=sys.stderr)
    if failure.hint:
        aside(failure.hint)
    return failure.exit_code


def _named(error: Exception) -> BowoutError:
    if isinstance(error, BowoutError):
        return error
    if isinstance(error, typer.TyperException):
        return _usage(error)
    if isinstance(error, OSError):
        where = f"{error.filename}: " if error.filename else ""
        return BowoutError(f"{where}{error.strerror or error}.", code="system")
    return BowoutError(f"{type(error).__name__}: {error}.", _ISSUE, code="internal")


def _usage(error: typer.TyperException) -> BowoutError:
    """A usage error of Typer's, in the form of ours."""
    message = getattr(error, "format_message", lambda: str(error))()
    ctx = getattr(error, "ctx", None)
    path = ctx.command_path if ctx is not None else "bowout"
    first, _, rest = message.partition("\n")
    hint = rest.strip() or f"`{path} --help` says what it takes."
    if first.startswith("No such option"):
        hint += " What begins with - and is no option goes last, after --."
    failure = UsageError(first, hint)
    failure.exit_code = getattr(error, "exit_code", 2)
    return failure
