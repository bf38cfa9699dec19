"""How `show` tells what staying and leaving would mean."""

from bowout.cli.context import Desk
from bowout.cli.output import Printer, heading
from bowout.cli.sections import INDENT, print_section, texts
from bowout.cli.stage_output import stage_name
from bowout.domain.dates import show
from bowout.domain.details import ApplicationDetail
from bowout.domain.outlook import LeavingNow, Outlook
from bowout.domain.reasons import REASONS
from bowout.domain.results import ApplicationView
from bowout.domain.situations import Situation
from bowout.domain.stages import StageKind
from bowout.services.outlook import COUNTED
from bowout.storage.views import has_passed

_LABEL = 12
_LETTERS = {
    Situation.DECLINE_OUTREACH: "says no to their message",
    Situation.WITHDRAW_APPLICATION: "withdraws the application",
    Situation.WITHDRAW_AFTER_SCREENING: "withdraws at the first call or assessment",
    Situation.DECLINE_INTERVIEW: "declines the interview",
    Situation.DECLINE_NEXT_INTERVIEW: "declines the next interview",
    Situation.WITHDRAW_AFTER_INTERVIEW: "withdraws after the interview",
    Situation.WITHDRAW_AT_REFERENCES: "withdraws at the reference checks",
    Situation.DECLINE_OFFER: "declines the offer",
    Situation.RESCIND_ACCEPTANCE: "takes the acceptance back, with an apology",
}
_CALLS = {
    "offer": "before you write, as they made you an offer",
    "acceptance": "before you write, as you accepted",
    "soon": "now, as they expect you within a day",
}
_MISSING = {
    "reason": "the reason (bowout reasons lists them)",
    "address": "an address of theirs (bowout contact add {number} PERSON)",
    "name": "your name (bowout profile --name NAME)",
    "email": "your address (bowout profile --email ADDRESS)",
}


def print_outlook(desk: Desk, printer: Printer, detail: ApplicationDetail, outlook: Outlook) -> None:
    """Print what speaks for what, what else is open, and what leaving now would need."""
    stages: dict[int | None, str] = {stage.number: f" ({stage_name(stage)})" for stage in detail.stages}
    print_section(
        printer,
        "Speaks for staying",
        texts([f"{good.text}{stages.get(good.stage, '')}" for good in outlook.for_]),
    )
    against = [
        f"{REASONS[bad.reason].called}{f': {bad.text}' if bad.text else ''}{stages.get(bad.stage, '')}"
        for bad in outlook.against
    ]
    print_section(printer, "Speaks for leaving (private)", texts(against))
    print_section(
        printer,
        "Alternatives",
        [("", _alternative(desk, view), view.status) for view in outlook.alternatives] + _more(outlook.more),
    )
    _print_leaving(desk, printer, detail, outlook.leaving)


def _alternative(desk: Desk, view: ApplicationView) -> str:
    return ", ".join(part for part in (f"{heading(view)}: {view.status}", _next(desk, view)) if part)


def _next(desk: Desk, view: ApplicationView) -> str:
    stage = view.next_stage
    if stage is None:
        return ""
    name = stage_name(stage)
    if stage.at:
        return f"{name} on {show(stage.at, desk.zone)}"
    if stage.due is None:
        return "" if stage.kind == StageKind.OFFER else f"{name} without a date yet"
    due = show(stage.due, desk.zone)
    return f"answer by {due}" if stage.kind == StageKind.OFFER else f"{name} due {due}"


def _more(count: int) -> list[tuple[str, str, str]]:
    if not count:
        return []
    number = f"{count:,}" if count <= COUNTED else f"over {COUNTED:,}"
    return [("", f"and {number} more: bowout list --open", "")]


def _print_leaving(desk: Desk, printer: Printer, detail: ApplicationDetail, leaving: LeavingNow) -> None:
    leave = "decline" if leaving.situation is Situation.DECLINE_OFFER else "withdraw"
    missing = [_MISSING[what].format(number=detail.id) for what in leaving.missing]
    printer.say()
    printer.say("If you leave now", "bold")
    for label, text in (
        ("letter", _letter(detail, leaving)),
        ("call", _CALLS[leaving.call] if leaving.call else ""),
        ("portal", f"{leave} there as well, if you applied through one" if leaving.portal == "too" else ""),
        ("deadline", _deadline(desk, leaving)),
        *(("" if place else "missing", text) for place, text in enumerate(missing)),
        ("command", leaving.command),
    ):
        if text:
            printer.item(f"{' ' * INDENT}{label}", text, _LABEL)


def _letter(detail: ApplicationDetail, leaving: LeavingNow) -> str:
    where = "you applied" if detail.applied_on else "they wrote to you"
    parts = (
        _LETTERS[leaving.situation],
        f"to {_listed(leaving.to)}" if leaving.to else "",
        f"to paste where {where}" if leaving.portal == "instead" else "",
    )
    return ", ".join(part for part in parts if part)


def _listed(names: tuple[str, ...]) -> str:
    *first, last = names
    return f"{', '.join(first)} and {last}" if first else last


def _deadline(desk: Desk, leaving: LeavingNow) -> str:
    if leaving.answer_by is None:
        return ""
    wanted = "wanted" if has_passed(leaving.answer_by, desk.now) else "expect"
    return f"they {wanted} your answer by {show(leaving.answer_by, desk.zone)}"
