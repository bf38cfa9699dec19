"""How a letter leaves once it is recorded: as a file, or by the clipboard."""

from dataclasses import dataclass, replace
from pathlib import Path

from bowout import config
from bowout.cli.context import Desk
from bowout.domain.errors import BowoutError, NotDelivered
from bowout.domain.results import Left, LetterView


@dataclass(frozen=True, slots=True)
class Delivery:
    """Where a letter is to go; neither: it is printed, and stays drafted."""

    eml: Path | None = None
    copy: bool = False
    overwrite: bool = False

    @classmethod
    def wanted(cls, desk: Desk, *, eml: Path | None, copy: bool, overwrite: bool, letter: bool) -> "Delivery":
        """What the options say, else the setting; a file is checked before anything is recorded.

        Raises:
            Refused: the file exists, or cannot be written.
        """
        if letter and eml is None and not copy and config.get("delivery") == "copy":
            copy = True
        if eml is not None:
            from bowout.files import check_target

            check_target(eml, overwrite)
        return cls(eml, copy, overwrite)


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
    channels = [name for name, wanted in (("eml", delivery.eml), ("copy", delivery.copy)) if wanted]
    told, failure = [], None
    for channel in channels:
        try:
            told.append(_hand_over(desk, letter, delivery, channel))
        except BowoutError as error:
            failure = NotDelivered(f"Recorded, but the letter was not handed over: {error.message}", error.hint)
        with desk.changing("withdraw", continues=operation) as work:
            from bowout.services.correspondence import load_letter, record_delivery
            from bowout.storage import views

            message = load_letter(work, number=letter.id, application=None)
            record_delivery(work, message, channel, failed=failure.message if failure else None)
            state = message.state
            view = views.application(work.reader, message.application_id, desk.now)
        left = replace(left, application=view, letter=replace(letter, state=state))
    return Done(left, " ".join(told) or None, failure)


def _hand_over(desk: Desk, letter: LetterView, delivery: Delivery, channel: str) -> str:
    if channel == "copy":
        from bowout.mail.clipboard import copy

        return f"Copied to the clipboard with {copy(letter.body)}."
    from bowout.domain.people import Person, parse_person
    from bowout.files import write_private
    from bowout.mail.message import Outgoing, to_bytes

    assert delivery.eml is not None
    profile = desk.profile
    mail = Outgoing(
        sender=Person(profile.name, profile.email),
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
    write_private(delivery.eml, to_bytes(mail), overwrite=delivery.overwrite)
    return f"Written to {delivery.eml}; opening it shows it in your mail program, ready to send."
