"""bowout told, answered: the loop closed."""

from typing import Annotated

import typer

from bowout.cli.context import Desk
from bowout.cli.output import Printer
from bowout.cli.params import AppArgument, Json, On, Quiet
from bowout.domain.statuses import CLOSED, Status


def told(app: AppArgument, on: On = None, as_json: Json = False, quiet: Quiet = False) -> None:
    """Note that you told them yourself that you left: by phone, in the portal.

    A letter that you sent tells them too: that is `bowout sent`.

    Examples:
      bowout told acme
      bowout told acme --on yesterday
    """
    from bowout.services.closing import note_told
    from bowout.services.events import load_application
    from bowout.storage import views

    desk = Desk()
    when = desk.happened(on)
    number = desk.find(app, prefer=CLOSED, fits=lambda status: status == Status.WITHDRAWN)
    with desk.changing("told") as work:
        note_told(work, load_application(work, number), when)
        view = views.application(work.reader, number, desk.now)
    Printer(json=as_json, quiet=quiet).result(view, "told")


def answered(
    app: AppArgument,
    text: Annotated[
        str | None, typer.Argument(metavar="[TEXT]", help="What they wrote; private.", show_default=False)
    ] = None,
    on: On = None,
    as_json: Json = False,
    quiet: Quiet = False,
) -> None:
    """Note that they answered a letter of yours; what they wrote stays private.

    Examples:
      bowout answered acme
      bowout answered acme "they wish me well" --on yesterday
    """
    from bowout.services.closing import note_answer
    from bowout.services.events import load_application
    from bowout.storage import views

    desk = Desk()
    when = desk.happened(on)
    number = desk.find(app, prefer=CLOSED)
    with desk.changing("answered") as work:
        note_answer(work, load_application(work, number), text, when)
        view = views.application(work.reader, number, desk.now)
    printer = Printer(json=as_json, quiet=quiet)
    printer.result(view, "answered")
    if view.status == Status.WITHDRAWN:
        printer.hint(f"If they ask why: bowout explain {number}. If they ask again: bowout insist {number}.")
