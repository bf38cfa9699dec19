"""Parameters that many commands share, each defined once."""

from typing import TYPE_CHECKING, Annotated

import typer

from bowout.cli.completion import complete_application, complete_reason

if TYPE_CHECKING:
    from bowout.cli.context import Desk

LARGEST = 2**63 - 1  # what a database can hold as a number

AppArgument = Annotated[
    str,
    typer.Argument(
        metavar="APP",
        help="An application: its number, or words of its company and position.",
        autocompletion=complete_application,
        show_default=False,
    ),
]
OptionalApp = Annotated[
    str | None,
    typer.Argument(
        metavar="APP",
        help="An application: its number, or words of its company and position.",
        autocompletion=complete_application,
        show_default=False,
    ),
]
AppsArgument = Annotated[
    list[str],
    typer.Argument(
        metavar="APP...",
        help="Applications: numbers, or words of company and position.",
        autocompletion=complete_application,
        show_default=False,
    ),
]
Json = Annotated[bool, typer.Option("--json", help="Print JSON.")]
Quiet = Annotated[bool, typer.Option("--quiet", "-q", help="Print the number alone.")]
On = Annotated[str | None, typer.Option("--on", metavar="WHEN", help="The day it happened, if not today.")]
Shipped = Annotated[bool, typer.Option("--shipped", help="The shipped wording, without your own templates.")]
ReasonOption = Annotated[
    str | None,
    typer.Option(
        "--reason",
        "-r",
        metavar="REASON",
        help="Why: one of `bowout reasons`, or the beginning of one.",
        autocompletion=complete_reason,
    ),
]
ConcernOption = Annotated[
    list[str] | None,
    typer.Option("--concern", metavar="REASON[:TEXT]", help="What speaks for leaving; private; repeatable."),
]


def read_concern(text: str) -> tuple[str, str | None]:
    """Read REASON[:TEXT]: the reason's slug, and the private words.

    Raises:
        UsageError: no such reason; the list is named.
    """
    from bowout.domain.reasons import reason_named

    reason, _, words = text.partition(":")
    return reason_named(reason.strip()).slug, words.strip() or None


def read_highlight(desk: "Desk", text: str | None) -> str:
    """Tell the sentence that a highlight becomes in a letter; "" where none was given.

    Raises:
        UsageError: no letter could hold it; the hint says what one is.
    """
    if text is None:
        return ""
    from bowout.cli.leaving_prompts import highlight

    return highlight(text, desk.profile)
