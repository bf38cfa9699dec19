"""Parameters that the commands about stages share."""

from typing import Annotated

import typer

from bowout.cli.params import LARGEST
from bowout.domain.errors import UsageError

Number = Annotated[
    int | None,
    typer.Argument(
        metavar="[N]",
        min=1,
        max=LARGEST,
        help="The stage's number; without it, the next one.",
        show_default=False,
    ),
]
At = Annotated[str | None, typer.Option("--at", metavar="WHEN", help="When it takes place.")]
Minutes = Annotated[int | None, typer.Option("--minutes", help="How long it takes.")]
With = Annotated[
    list[str] | None,
    typer.Option("--with", metavar="PERSON", help="Who takes part on their side; repeatable."),
]
Where = Annotated[str | None, typer.Option("--where", metavar="TEXT", help="The place or the link.")]
Round = Annotated[
    int | None, typer.Option("--round", metavar="N", help="Which interview it is; counted by itself.")
]
Due = Annotated[
    str | None, typer.Option("--due", metavar="WHEN", help="The deadline of an assessment or an offer.")
]
By = Annotated[str, typer.Option("--by", metavar="me|them", help="Who did it.")]


def is_mine(by: str) -> bool:
    """Read who did it, `me` or `them`; UsageError where it is neither."""
    if by.casefold() not in ("me", "them"):
        raise UsageError(f"“{by}” is not who did it.", "Write --by me or --by them.")
    return by.casefold() == "me"
