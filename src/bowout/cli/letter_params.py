"""Options of every command that writes a letter, each defined once."""

from pathlib import Path
from typing import Annotated

import typer

Language = Annotated[
    str | None,
    typer.Option(
        "--language",
        help="A language of `bowout templates list`; else the earlier letter's, or the profile's.",
    ),
]
Tone = Annotated[str | None, typer.Option("--tone", help="warm, neutral or brief; the profile's otherwise.")]
Format = Annotated[
    str | None, typer.Option("--format", help="email, or letter: with the date and the addresses.")
]
To = Annotated[list[str] | None, typer.Option("--to", metavar="PERSON", help="To whom; repeatable.")]
Cc = Annotated[list[str] | None, typer.Option("--cc", metavar="PERSON", help="A copy to; repeatable.")]
Edit = Annotated[
    bool, typer.Option("--edit", help="Open the letter in your editor first; it is checked again.")
]
DryRun = Annotated[bool, typer.Option("--dry-run", help="Show everything, change nothing.")]
Eml = Annotated[
    Path | None, typer.Option("--eml", metavar="FILE", help="Write it to a file, as a mail draft.")
]
EmlFolder = Annotated[
    Path | None,
    typer.Option("--eml", metavar="FOLDER", help="Write each letter to a file there, as a mail draft."),
]
Overwrite = Annotated[bool, typer.Option("--overwrite", help="Replace a file that exists.")]
Copy = Annotated[bool, typer.Option("--copy", help="Copy it to the clipboard.")]
As = Annotated[
    str | None, typer.Option("--as", metavar="ADDRESS", help="The address under which I am invited.")
]
NoDeclineInvite = Annotated[
    bool, typer.Option("--no-decline-invite", help="Leave the calendar invitation unanswered.")
]
Mailto = Annotated[bool, typer.Option("--mailto", help="Open it in your mail program, by a link.")]
ToDrafts = Annotated[
    bool, typer.Option("--to-drafts", help="Put it into the folder of drafts of your mail account.")
]
Send = Annotated[bool, typer.Option("--send", help="Send it, by your mail account, once you say yes.")]
Yes = Annotated[bool, typer.Option("--yes", "-y", help="Do not ask before --send.")]
Force = Annotated[bool, typer.Option("--force", help="Write the letter although a check failed.")]
