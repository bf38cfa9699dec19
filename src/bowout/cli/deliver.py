"""How a letter leaves once it is recorded: as a file, or by the clipboard."""

from dataclasses import dataclass, replace
from pathlib import Path

from bowout import settings
from bowout.cli.context import Desk
from bowout.domain.details import Left, LetterView
from bowout.domain.errors import BowoutError, DatabaseUnusable, NotDelivered, NotFound, UsageError


@dataclass(frozen=True, slots=True)
class Delivery:
    """Where a letter is to go: a file, the clipboard, or (neither) it is printed, and stays drafted."""

    eml: Path | None = None
    copy: bool = False
    overwrite: bool = False

    @classmethod
    def wanted(
        cls, number: int, *, eml: Path | None, copy: bool, overwrite: bool, name: str = "withdrawal"
    ) -> "Delivery":
        """What the options say, else the setting; a file is checked before anything is recorded.

        Raises:
            Refused: the file exists, or cannot be written.
        """
        if eml is None and not copy:
            setting = settings.get("delivery")
            copy = setting == "copy"
            eml = _free_name(name, number) if setting == "eml" else None
        if eml is not None:
            from bowout.files import check_target

            check_target(eml, overwrite)
        return cls(eml, copy, overwrite)


def check_ways(*, eml: Path | None, copy: bool) -> None:
    """Refuse ways of delivery that cannot be; UsageError."""
    if eml == Path("-"):
        raise UsageError("--eml writes a file.", "`bowout letters show ID --eml` prints the mail.")
    if eml and copy:
        raise UsageError("--eml and --copy are two ways to hand it over.", "Choose one of them.")


def _free_name(name: str, number: int) -> Path:
    names = (Path(f"{name}-{number}{suffix}.eml") for suffix in ("", *(f"-{n}" for n in range(2, 1000))))
    return next(path for path in names if not path.exists())


@dataclass(frozen=True, slots=True)
class Done:
    """What became of a delivery: the result as it stands now, a line for people, and a failure to report."""

    left: Left
    told: str | None = None
    failure: BowoutError | None = None


def deliver(desk: Desk, left: Left, delivery: Delivery, operation: int) -> Done:
    """Hand a recorded letter over, and note the attempt as part of the same step.

    A failure is noted, and reported with exit code 3: the letter is recorded all the same.
    """
    letter = left.letter
    if letter is None or letter.id is None or not (delivery.eml or delivery.copy):
        return Done(left)
    told, failure = None, None
    try:
        told = (
            _copy(letter) if delivery.eml is None else _write(desk, letter, delivery.eml, delivery.overwrite)
        )
    except BowoutError as error:
        failure = NotDelivered(
            f"Recorded, but the letter was not handed over: {error.message}",
            f"bowout letters show {letter.id} --eml > letter.eml makes a draft of it.",
        )
    from bowout.services.correspondence import load_letter, record_delivery
    from bowout.storage import views

    try:
        with desk.changing("withdraw", continues=operation) as work:
            message = load_letter(work, number=letter.id, application=None)
            channel = "eml" if delivery.eml else "copy"
            record_delivery(work, message, channel, failed=failure.message if failure else None)
            view = views.application(work.reader, message.application_id, desk.now)
            now = replace(left, application=view, letter=letter._replace(state=message.state))
    except (NotFound, DatabaseUnusable) as error:
        # Undone or locked by another terminal meanwhile: what left the house has left it.
        return Done(
            left,
            told,
            NotDelivered(f"{told or 'Not handed over.'} That was not noted: {error.message}", error.hint),
        )
    return Done(now, told, failure)


def _copy(letter: LetterView) -> str:
    from bowout.mail.clipboard import copy

    return f"Copied to the clipboard with {copy(letter.body)}."


def _write(desk: Desk, letter: LetterView, path: Path, overwrite: bool) -> str:
    from bowout.files import write_private

    write_private(path, as_mail(desk, letter), overwrite=overwrite)
    then = "ready to send" if letter.to else "without an address: add one there"
    return f"Written to {path}; opening it shows it in your mail program, {then}."


def as_mail(desk: Desk, letter: LetterView) -> bytes:
    """A letter as a draft for a mail program: the bytes of an .eml file."""
    from bowout.domain.people import Person, parse_person
    from bowout.mail.message import Outgoing, to_bytes

    return to_bytes(
        Outgoing(
            sender=Person(desk.profile.name, desk.profile.email),
            to=tuple(parse_person(person) for person in letter.to),
            cc=tuple(parse_person(person) for person in letter.cc),
            subject=letter.subject,
            body=letter.body,
            message_id=letter.message_id or "",
            date=desk.now,
            in_reply_to=letter.in_reply_to,
            references=(),
            draft=True,
        )
    )
