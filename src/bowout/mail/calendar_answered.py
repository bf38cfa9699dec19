"""What of an invitation is answered: which event, to whom, as which attendee; or why it cannot be."""

from collections.abc import Sequence
from datetime import UTC, datetime
from typing import NamedTuple

from bowout.domain.dates import parse_stored
from bowout.mail.calendar_series import ends
from bowout.mail.calendar_text import Component
from bowout.mail.calendar_zones import Zones
from bowout.mail.invitation import (
    Address,
    NoReply,
    calendars,
    is_cancelled,
    is_recurring,
    method_of,
    no_event,
    organizer_of,
    read_address,
    recurrence_of,
    sequence_of,
    stamp_of,
)
from bowout.mail.own import find_mine, plain_address

_LISTED = 10  # of those who were invited


class _Event(NamedTuple):
    event: Component
    zones: Zones
    method: str
    recurrence: str | None

    @property
    def newness(self) -> tuple[int, str]:
        return sequence_of(self.event), stamp_of(self.event) or ""


class Asked(NamedTuple):
    """The event that is answered, with all of its series; `alone` names one occurrence that it has no event for."""

    event: Component
    zones: Zones
    alone: str | None
    series: tuple[_Event, ...]
    others: bool  # occurrences beside this one that the same invitation names

    def refuse_if_over(self, now: datetime) -> None:
        """Refuse where the last of it is past; NoReply `over`."""
        if self.alone:
            stored = parse_stored(self.alone)
            end = stored.replace(tzinfo=None) if isinstance(stored, datetime) else None
            over = (
                end < now.astimezone(UTC).replace(tzinfo=None) if end else self.alone < now.date().isoformat()
            )
        else:
            found = [ends(event.event, event.zones) for event in self.series]
            over = all(end is not None and end <= now.astimezone(UTC).replace(tzinfo=None) for end in found)
        if over:
            raise NoReply(
                "The event is over; there is nothing to decline.", "Nothing needs to be sent.", code="over"
            )


def find_asked(text: str, method: str | None, recurrence: str | None) -> Asked:
    """Choose the event that is answered: the series as a whole, or one of its occurrences.

    Raises:
        NoReply: `unreadable` `not_a_request` `cancelled` `no_event` `no_uid` `several_uids`.
    """
    found = calendars(text)
    methods = {method_of(calendar, method) for calendar in found}
    if "CANCEL" in methods and "REQUEST" not in methods:
        raise cancelled()
    if "REQUEST" not in methods:
        said = ", ".join(sorted(methods - {""}))
        raise NoReply(
            f"The calendar asks for no answer; its method is {said}."
            if said
            else "The calendar asks for no answer.",
            "Tell the other side by mail or phone that you will not come.",
            code="not_a_request",
        )
    events = _events(found, method)
    chosen = _choose(events, recurrence)
    if is_cancelled(chosen.event, chosen.method):
        raise cancelled()
    whole = chosen.recurrence is None
    alone = recurrence if whole and recurrence is not None else None
    if alone is not None and not (_is_stored(alone) and is_recurring(chosen.event)):
        raise _no_occurrence()
    others = not whole and recurrence is None and len({event.recurrence for event in events}) > 1
    # Of an older version of the whole the times do not count any more.
    moved = tuple(event for event in events if event.recurrence is not None) if whole else ()
    return Asked(chosen.event, chosen.zones, alone, (chosen, *moved), others)


def _events(found: list[Component], method: str | None) -> list[_Event]:
    """Give the events of requests and cancellations, all of one UID."""
    events = []
    for calendar in found:
        said = method_of(calendar, method)
        if said in {"REQUEST", "CANCEL"}:
            zones = Zones(calendar)
            events += [
                _Event(event, zones, said, recurrence_of(event, zones)) for event in calendar.within("VEVENT")
            ]
    if not events:
        raise no_event()
    uids = {event.event.value("UID") for event in events}
    if len(uids) > 1:
        raise NoReply(
            f"The calendar has {len(uids)} different events, and one answer is for one.",
            "Save the invitation that you mean as a file of its own.",
            code="several_uids",
        )
    if uids == {""}:
        raise NoReply(
            "The event has no UID, so that an answer could not say which it means.",
            "Tell the organizer by mail that you will not come.",
            code="no_uid",
        )
    return events


def _choose(events: list[_Event], recurrence: str | None) -> _Event:
    """Choose the newest of the occurrence that is asked for, else of the whole, else of any."""
    of_it = [event for event in events if recurrence is not None and event.recurrence == recurrence]
    whole = [event for event in events if event.recurrence is None]
    if recurrence is not None and not of_it and not whole:
        raise _no_occurrence()
    return max(of_it or whole or events, key=lambda event: event.newness)


def _is_stored(text: str) -> bool:
    try:
        stored = parse_stored(text)
    except ValueError:
        return False
    return not isinstance(stored, datetime) or stored.tzinfo is not None


def find_organizer(event: Component, me: Sequence[str]) -> Address:
    """Find whom an answer goes to; NoReply `no_organizer`, or `organizer` where that is me."""
    organizer = organizer_of(event)
    if organizer is None or not organizer.addresses:
        raise NoReply(
            "The invitation names no organizer with an address whom an answer could go to.",
            "Tell the other side by mail that you will not come.",
            code="no_organizer",
        )
    if find_mine(organizer.addresses, me):
        raise NoReply(
            "You are the organizer of this event: it is cancelled, not declined.",
            "Cancel it in the calendar that you invited from.",
            code="organizer",
        )
    return organizer


def find_me(event: Component, me: Sequence[str]) -> tuple[Address, str]:
    """Find the attendee that I am, and which of my addresses it is; NoReply `not_attendee`."""
    locals_ = {plain_address(address).partition("@")[0] for address in me}
    found = []
    for line in event.all("ATTENDEE"):
        folded = line.raw.lower()
        if "%" not in folded and not any(local in folded for local in locals_):
            continue  # thousands are looked through at once
        person = read_address(line)
        found += [(person, address) for address in person.addresses]
    mine = find_mine((address for _, address in found), me)
    if mine is not None:
        return next(each for each in found if each[1] == mine)
    people = [read_address(line) for line in event.all("ATTENDEE")[: _LISTED + 1]]
    invited = dict.fromkeys(address for person in people for address in person.addresses[:1])
    listed = ", ".join(list(invited)[:_LISTED])
    more = " and others" if len(people) > _LISTED else ""
    raise NoReply(
        f"None of your addresses was invited; invited: {listed}{more}."
        if listed
        else "Nobody is invited by name.",
        "If one of them is you, add --as ADDRESS."
        if listed
        else "Tell the organizer by mail that you will not come.",
        code="not_attendee",
    )


def cancelled() -> NoReply:
    """Make the refusal of what they called off."""
    return NoReply(
        "The event was cancelled by its organizer; there is nothing to decline.",
        "Nothing needs to be sent.",
        code="cancelled",
    )


def _no_occurrence() -> NoReply:
    return NoReply(
        "The invitation has no such occurrence.",
        "Name one of its times, or decline the whole.",
        code="no_event",
    )
