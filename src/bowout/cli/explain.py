"""bowout explain, insist: answers to what they write after I left."""

from typing import Annotated

import typer

from bowout.cli.follow_up import Options, write
from bowout.cli.letter_params import (
    Cc,
    Copy,
    DryRun,
    Edit,
    Eml,
    Force,
    Format,
    Language,
    Mailto,
    Overwrite,
    Send,
    To,
    ToDrafts,
    Tone,
    Yes,
)  # fmt: skip
from bowout.cli.params import AppArgument, Json, Quiet, Shipped
from bowout.cli.ways import Ways
from bowout.domain.errors import UsageError
from bowout.domain.follow_ups import FollowUp
from bowout.domain.statuses import Status

_LEFT = (Status.WITHDRAWN,)


def explain(
    context: typer.Context,
    app: AppArgument,
    say: Annotated[
        str | None, typer.Option("--say", help="Your own sentence, where nothing was said before.")
    ] = None,
    language: Language = None,
    tone: Tone = None,
    format_: Format = None,
    to: To = None,
    cc: Cc = None,
    edit: Edit = False,
    dry_run: DryRun = False,
    eml: Eml = None,
    overwrite: Overwrite = False,
    copy: Copy = False,
    mailto: Mailto = False,
    to_drafts: ToDrafts = False,
    send: Send = False,
    yes: Yes = False,
    force: Force = False,
    shipped: Shipped = False,
    as_json: Json = False,
    quiet: Quiet = False,
) -> None:
    """Answer "may I ask why?": the reason that your letter gave, or that you keep it to yourself.

    Whoever asks at one company gets the same answer, also from another application
    there; --say that differs from it is refused unless you --force it.

    Examples:
      bowout explain acme
      bowout explain acme --say "I want to work closer to research." --copy
    """
    options = Options(
        language=language, tone=tone, form=format_, to=to, cc=cc, edit=edit, dry_run=dry_run,
        ways=Ways(eml, overwrite, copy, mailto, to_drafts, send, yes),
        force=force, shipped=shipped, as_json=as_json, quiet=quiet,
    )  # fmt: skip
    if say is not None and not say.strip():
        raise UsageError("--say is empty.", "Write a sentence, or leave it out.")
    write(context, FollowUp.EXPLAIN, app, options, about="asked why", fitting=_LEFT, say=say)


def insist(
    context: typer.Context,
    app: AppArgument,
    counter_offer: Annotated[
        bool, typer.Option("--counter-offer", help="They have offered something new; it is declined.")
    ] = False,
    language: Language = None,
    tone: Tone = None,
    format_: Format = None,
    to: To = None,
    cc: Cc = None,
    edit: Edit = False,
    dry_run: DryRun = False,
    eml: Eml = None,
    overwrite: Overwrite = False,
    copy: Copy = False,
    mailto: Mailto = False,
    to_drafts: ToDrafts = False,
    send: Send = False,
    yes: Yes = False,
    force: Force = False,
    shipped: Shipped = False,
    as_json: Json = False,
    quiet: Quiet = False,
) -> None:
    """Answer "are you sure?", or a counter-offer: thanks, and the decision stands.

    It gives no new reason, no figure, and nothing that invites another question.

    Examples:
      bowout insist acme
      bowout insist acme --counter-offer --tone brief
    """
    options = Options(
        language=language, tone=tone, form=format_, to=to, cc=cc, edit=edit, dry_run=dry_run,
        ways=Ways(eml, overwrite, copy, mailto, to_drafts, send, yes),
        force=force, shipped=shipped, as_json=as_json, quiet=quiet,
    )  # fmt: skip
    kind = FollowUp.DECLINE_COUNTER_OFFER if counter_offer else FollowUp.STAND_BY
    about = "a new offer declined" if counter_offer else "the decision stands"
    write(context, kind, app, options, about=about, fitting=_LEFT)
