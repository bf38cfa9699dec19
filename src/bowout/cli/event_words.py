"""Events as a person would tell them."""

from collections.abc import Callable
from datetime import tzinfo

from bowout.domain.dates import show
from bowout.domain.details import AnyEvent
from bowout.domain.reasons import REASONS


def in_words(event: AnyEvent, zone: tzinfo) -> str:
    """Tell an event: `withdrew (career direction)`, `interview 2 booked for 2026-11-28 14:00`."""
    tell = _TOLD.get(event.kind)
    if tell is not None:
        return tell(event, zone)
    parts = (event.kind.replace("_", " "), event.text)
    return ": ".join(part for part in parts if part)


def when_in_words(event: AnyEvent, zone: tzinfo) -> str:
    """The day and time of an event, in the user's zone."""
    return show(event.at, zone) if event.at else "day unknown"


def _added(event: AnyEvent, _zone: tzinfo) -> str:
    return {"saved": "saved it", "applied": "applied"}.get(event.to or "", f"added, {event.to}")


def _applied_corrected(event: AnyEvent, _zone: tzinfo) -> str:
    return f"corrected: applied on {event.to}{_aside(f'not on {event.from_}' if event.from_ else None)}"


def _moved(event: AnyEvent, _zone: tzinfo) -> str:
    return f"{event.from_} → {event.to}{_aside(event.text)}"


def _corrected(event: AnyEvent, zone: tzinfo) -> str:
    return f"corrected: {_moved(event, zone)}"


def _reopened(event: AnyEvent, zone: tzinfo) -> str:
    return f"reopened: {_moved(event, zone)}"


def _withdrew(event: AnyEvent, _zone: tzinfo) -> str:
    reason = REASONS.get(event.text or "")
    return f"withdrew{_aside(reason.called if reason else event.text)}"


def _stage_invited(event: AnyEvent, _zone: tzinfo) -> str:
    name, when = _stage(event)
    return f"invited to {name}{f', {when}' if when else ''}"


def _stage_scheduled(event: AnyEvent, zone: tzinfo) -> str:
    name, when = _stage(event)
    return f"{name} booked for {_time(event.to, zone) or when}"


def _stage_rescheduled(event: AnyEvent, zone: tzinfo) -> str:
    name, when = _stage(event)
    before = _time(event.from_, zone)
    return f"{name} moved{f' from {before}' if before else ''} to {_time(event.to, zone) or when}"


def _stage_corrected(event: AnyEvent, zone: tzinfo) -> str:
    name, when = _stage(event)
    return f"corrected: {name} was on {_time(event.to, zone) or when}"


def _stage_done(event: AnyEvent, _zone: tzinfo) -> str:
    name, _ = _stage(event)
    return "they wrote first" if name == "outreach" else f"{name} done"


def _stage_cancelled(event: AnyEvent, _zone: tzinfo) -> str:
    return f"{_stage(event)[0]} cancelled"


def _stage_declined(event: AnyEvent, _zone: tzinfo) -> str:
    name, why = _stage(event)
    return f"declined {name}{_aside(why.replace('_', ' '))}"


def _letter(what: str) -> Callable[[AnyEvent, tzinfo], str]:
    return lambda event, _zone: f"letter {what}: {event.text}"


_TOLD: dict[str, Callable[[AnyEvent, tzinfo], str]] = {
    "added": _added,
    "applied_corrected": _applied_corrected,
    "told": lambda _event, _zone: "told them",
    "answered": lambda event, _zone: f"they answered{_aside(event.text)}",
    "moved": _moved,
    "corrected": _corrected,
    "reopened": _reopened,
    "withdrawn": _withdrew,
    "stage_invited": _stage_invited,
    "stage_scheduled": _stage_scheduled,
    "stage_rescheduled": _stage_rescheduled,
    "stage_corrected": _stage_corrected,
    "stage_done": _stage_done,
    "stage_cancelled": _stage_cancelled,
    "stage_declined": _stage_declined,
    "mail_received": lambda event, _zone: f"they wrote{_aside(event.text)}",
    "letter_drafted": _letter("written"),
    "letter_handed_over": _letter("handed over"),
    "letter_failed": _letter("not handed over"),
    "letter_sent": _letter("sent"),
}


def _aside(text: str | None) -> str:
    return f" ({text})" if text else ""


def _stage(event: AnyEvent) -> tuple[str, str]:
    """A stage's name, and what the event says of its time: `interview 2, 2026-11-28 14:00`."""
    name, _, when = (event.text or "stage").partition(", ")
    return name, when


def _time(stored: str | None, zone: tzinfo) -> str | None:
    """A stored time for people; None where a state stands in its place."""
    try:
        return show(stored, zone) if stored else None
    except ValueError:
        return None
