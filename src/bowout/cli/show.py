"""bowout show."""

from bowout.cli.context import Desk
from bowout.cli.event_words import in_words, when_in_words
from bowout.cli.output import Printer
from bowout.cli.params import AppArgument, Json
from bowout.cli.sections import INDENT, print_section, texts
from bowout.cli.stage_output import stage_line
from bowout.domain.dates import show as show_time
from bowout.domain.details import ApplicationDetail
from bowout.domain.people import Person
from bowout.domain.reasons import REASONS
from bowout.domain.results import ConcernView, StageView
from bowout.domain.statuses import Status

_BESIDE = 5
_LABEL = 11


def show(app: AppArgument, as_json: Json = False) -> None:
    """Show everything about one application: fields, people, stages, notes, letters, timeline.

    Of one that you could leave also what you noted for and against it, what
    else is open, and what leaving now would need.

    Examples:
      bowout show acme
      bowout show acme --json
    """
    from bowout.services.outlook import outlook_of
    from bowout.storage import details

    desk = Desk()
    number = desk.find(app, prefer=tuple(Status))
    with desk.reading() as reader:
        detail = details.detail(reader, number, desk.now)
        detail = detail._replace(outlook=outlook_of(reader, detail, desk.profile, desk.now))
    printer = Printer(json=as_json)
    if as_json:
        printer.data(detail)
        return
    printer.about(detail)
    _print_fields(printer, detail)
    _print_leaving(printer, detail)
    _print_people(printer, detail)
    _print_stages(desk, printer, detail)
    _print_private(desk, printer, detail)
    _print_mail(desk, printer, detail)
    if detail.outlook is not None:
        from bowout.cli.outlook import print_outlook

        print_outlook(desk, printer, detail, detail.outlook)
    print_section(
        printer,
        "Timeline",
        [
            (when_in_words(event, desk.zone), in_words(event, desk.zone), event.to or "")
            for event in detail.events
        ],
    )


def _print_fields(printer: Printer, detail: ApplicationDetail) -> None:
    for label, value in (
        ("applied", detail.applied_on),
        ("source", detail.source),
        ("agency", detail.agency),
        ("location", detail.location),
        ("link", detail.url),
        ("internal", "your present employer" if detail.internal else None),
        ("tags", ", ".join(detail.tags)),
        ("liked", None if detail.outlook else detail.highlight),
        ("salary", detail.salary),
    ):
        if value:
            printer.item(label, value, _LABEL)


def _print_leaving(printer: Printer, detail: ApplicationDetail) -> None:
    left = detail.withdrawal
    if left is None:
        return
    lines = [
        ("", f"on {left.on}, at: {left.stage}", ""),
        ("", f"reason (private): {REASONS[left.reason].called} ({left.reason})", ""),
    ]
    if left.note:
        lines.append(("", f"note (private): {left.note}", ""))
    print_section(printer, "Why I left", lines)


def _print_people(printer: Printer, detail: ApplicationDetail) -> None:
    lines = []
    for contact in detail.contacts:
        greeted = f"greeted as {contact.greet}" if contact.greet else None
        role = contact.role.replace("_", " ") if contact.role else None
        parts = (str(Person(contact.name, contact.email)), contact.phone, role, greeted)
        lines.append(("", ", ".join(part for part in parts if part), ""))
    print_section(printer, "People", lines)


def _print_stages(desk: Desk, printer: Printer, detail: ApplicationDetail) -> None:
    if not detail.stages:
        return
    printer.say()
    printer.say("Stages", "bold")
    for stage in detail.stages:
        printer.item("", stage_line(stage, desk.zone), INDENT)
        for line in _beside(stage, weighed=detail.outlook is not None):
            printer.item("", line, _BESIDE)


def _beside(stage: StageView, *, weighed: bool) -> list[str]:
    """What was noted of a stage; `weighed`: what speaks for and against stands together elsewhere."""
    lines = [f"outcome: {stage.outcome}"] if stage.outcome in ("passed", "failed") else []
    if weighed:
        return lines
    if stage.highlight:
        lines.append(f"liked: {stage.highlight}")
    return lines + [f"concern (private): {_concern(concern)}" for concern in stage.concerns]


def _concern(concern: ConcernView) -> str:
    return f"{concern.reason}{f': {concern.text}' if concern.text else ''}"


def _print_private(desk: Desk, printer: Printer, detail: ApplicationDetail) -> None:
    if detail.outlook is None:
        print_section(
            printer, "Concerns (private)", texts([_concern(concern) for concern in detail.concerns])
        )
    notes = [(show_time(note.at, desk.zone), note.text, "") for note in detail.notes]
    print_section(printer, "Notes (private)", notes)
    reminders = [
        (reminder.due_on, f"{reminder.text or 'look at it'}{' (done)' if reminder.done_at else ''}", "")
        for reminder in detail.reminders
    ]
    print_section(printer, "Reminders", reminders)


def _print_mail(desk: Desk, printer: Printer, detail: ApplicationDetail) -> None:
    received = [(show_time(mail.at, desk.zone), mail.subject, "") for mail in detail.messages]
    print_section(printer, "Received", received)
    letters = [
        (
            show_time(letter.at, desk.zone),
            f"{letter.subject} ({letter.state.replace('_', ' ')}; bowout letters show {letter.id})",
            "",
        )
        for letter in detail.letters
    ]
    print_section(printer, "Letters", letters)
