"""The calendar invitations to what is declined: a reply to each, drafted beside the letter."""

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING, NamedTuple

from bowout.domain.errors import Refused
from bowout.domain.leavings import CheckView
from bowout.domain.people import fold_address
from bowout.domain.results import ProfileView
from bowout.services.stages import told
from bowout.services.writing import Letter
from bowout.storage.models import Application, Message, Stage
from bowout.storage.work import Work

if TYPE_CHECKING:
    from bowout.mail.calendar_reply import CalendarReply


class Declined(NamedTuple):
    """The replies that were drafted, what there is to say of them, and a line for people for each."""

    messages: tuple[Message, ...] = ()
    checks: tuple[CheckView, ...] = ()
    told: tuple[str, ...] = ()

    def numbers(self, work: Work) -> tuple[int, ...]:
        """The replies' numbers; what a dry run shows has none."""
        return () if work.dry else tuple(message.id for message in self.messages)


def draft_replies(
    work: Work, application: Application, stages: Iterable[Stage], profile: ProfileView, letter: Letter | None
) -> Declined:
    """Draft the reply to each invitation among what was declined; where there can be none, a check says why.

    `letter` is the one that tells of it. No reply ever holds a reason.
    """
    messages: list[Message] = []
    checks: list[CheckView] = []
    lines: list[str] = []
    for stage in stages:
        if not stage.invitation:
            continue
        from bowout.services.invitation_reply import write_reply  # late: most steps have no invitation

        try:
            message, reply = write_reply(work, application, stage, profile)
        except Refused as refusal:
            checks.append(no_reply(work, refusal, f"the invitation to {told(work, stage)}"))
            continue
        if any(message.raw == other.raw for other in messages):
            continue  # one event, noted as two steps
        work.session.add(message)
        work.session.flush()
        messages.append(message)
        checks += _warnings(work, stage, reply, letter)
        lines.append(f"Declined invitation: {_named(work, stage)}, reply to {reply.organizer}")
    return Declined(tuple(messages), tuple(checks), tuple(lines))


def decline_invitation(work: Work, application: Application, stage: Stage, profile: ProfileView) -> Declined:
    """Draft the reply to the invitation to one step, without a letter; a check says so where there is none."""
    if stage.invitation:
        return draft_replies(work, application, (stage,), profile, None)
    message = (
        f"There is no invitation to {told(work, stage)} that could be declined: "
        "tell them by mail or phone; bowout inbox FILE takes an invitation in."
    )
    return Declined(checks=(CheckView("no_invitation", "warning", message),))


def no_reply(work: Work, refusal: Refused, asked: str) -> CheckView:
    """Say why there is no reply to what was asked."""
    why = f"{refusal.message[:1].lower()}{refusal.message[1:]}"
    todo = refusal.hint
    if "--as" in todo:
        first = "" if work.dry else "bowout undo, then "
        todo = f"If one of them is you: {first}bowout inbox FILE --as ADDRESS."
    return CheckView(refusal.code, "warning", f"No reply to {asked}: {why} {todo}".rstrip())


def _warnings(work: Work, stage: Stage, reply: "CalendarReply", letter: Letter | None) -> Iterator[CheckView]:
    about, organizer = f"The reply to the invitation to {told(work, stage)}", reply.organizer
    if "no_reply_organizer" in reply.warnings:
        then = "the letter is what tells them" if letter else "tell them in another way, too"
        yield CheckView(
            "no_reply_organizer",
            "warning",
            f"{about} goes to {organizer.email}, where nobody may read it: {then}.",
        )
    if "other_occurrences" in reply.warnings:
        message = f"{about} declines one of several dates that it names: see to the others."
        yield CheckView("other_occurrences", "warning", message)
    if letter and fold_address(organizer) not in map(fold_address, (*letter.facts.recipients, *letter.cc)):
        message = f"{about} goes to {organizer}, whom the letter does not go to: no reason is in it."
        yield CheckView("other_organizer", "warning", message)


def _named(work: Work, stage: Stage) -> str:
    name = told(work, stage)
    return f"{name[:1].upper()}{name[1:]}"
