"""What becomes of a cell, by the field of its column: each field in a function, the rest in a note."""

import re
from collections.abc import Callable, Mapping
from datetime import date, tzinfo
from typing import NamedTuple

from bowout.domain.stages import StageKind
from bowout.domain.statuses import Status
from bowout.exchange.columns import Column
from bowout.exchange.drafts import Draft
from bowout.exchange.journeys import read_history
from bowout.exchange.orders import Days
from bowout.exchange.persons import place_contact, place_email
from bowout.exchange.said import Said, exact_status, read_status
from bowout.exchange.tables.bounds import MAX_CELL
from bowout.exchange.words import flag, fold_heading, headings, says_nothing

_URL = re.compile(r"(?:https?://|www\.)[^\s<>\"]+", re.IGNORECASE)
# Without its beginning an address is one only where it fills the cell, and is no name of a file.
_BARE_URL = re.compile(
    r"(?:[a-z0-9-]+\.)+(?!(?:md|pdf|docx?|odt|rtf|txt|html?|png|jpe?g)$)[a-z]{2,12}(?:/[^\s<>\"]*)?",
    re.IGNORECASE,
)
_SPLIT_TAGS = re.compile(r"\s*[,;|，；、]\s*")
# A pattern put to a whole letter could take minutes.
_LONGEST = 1_000
_PATTERNS = frozenset({"url", "contact", "contact_email", "history", "tags"})
_STATUS_FLAGS = {
    "flag:rejected": Status.REJECTED,
    "flag:withdrawn": Status.WITHDRAWN,
    "flag:ghosted": Status.GHOSTED,
    "flag:accepted": Status.ACCEPTED,
}


class Bearings(NamedTuple):
    """What a cell is read by."""

    days: Days
    zone: tzinfo
    today: date
    said: dict[str, Said | None]


Place = Callable[[Draft, Column, str, Bearings], None]


def handler(column: Column) -> Place:
    """Find what puts the cells of a column into their field, or into a note; empty ones are passed over."""
    field = column.field or "note"
    if field.startswith("stage:"):
        return _stage
    longest = _LONGEST if field in _PATTERNS else MAX_CELL
    put = _flag if field.startswith("flag:") else _PLACES.get(field, _note)
    says_more = field not in {"company", "external_id", "created"}

    def filled(draft: Draft, column: Column, cell: str, bearings: Bearings) -> None:
        if field != "ignore" and not (len(cell) < 12 and not cell[-1].isdigit() and says_nothing(cell)):
            if says_more:
                draft.more = True
            if len(cell) <= longest:
                put(draft, column, cell, bearings)
            else:
                draft.keep(column.heading, cell, f"a text of {len(cell):,} characters")

    return filled


def _note(draft: Draft, column: Column, cell: str, bearings: Bearings) -> None:
    draft.note(column.heading.strip() or f"Column {column.place + 1}", cell)


def _notes(draft: Draft, column: Column, cell: str, bearings: Bearings) -> None:
    known = headings().get(fold_heading(column.heading))
    bare = known is not None and known.name == "notes" and not draft.notes
    draft.note("" if bare else column.heading, cell)


def _source(draft: Draft, column: Column, cell: str, bearings: Bearings) -> None:
    """`Referred: yes` is no source."""
    if flag(cell) is None or cell.isdigit():
        _PUT_SOURCE(draft, column, cell, bearings)
    else:
        draft.note(column.heading, cell)


def _single(name: str) -> Place:
    def put(draft: Draft, column: Column, cell: str, bearings: Bearings) -> None:
        present: str | None = getattr(draft, name)
        if present is None:
            setattr(draft, name, cell)
        elif present != cell:
            draft.note(column.heading, cell)

    return put


def _url(draft: Draft, column: Column, cell: str, bearings: Bearings) -> None:
    found = _URL.search(cell) or _BARE_URL.fullmatch(cell)
    address = found[0] if found else None
    if address is None or draft.url is not None:
        if cell != draft.url:
            draft.note(column.heading, cell)
        return
    draft.url = address if "://" in address else f"https://{address}"
    if address != cell:
        draft.note(column.heading, cell)


def _status(draft: Draft, column: Column, cell: str, bearings: Bearings) -> None:
    known = bearings.said
    if cell in known:
        said = known[cell]
    else:
        said = read_status(cell, bearings.zone, bearings.today)
        if len(known) < 20_000:
            known[cell] = said
    if said is not None:
        draft.said.append((column.heading, cell, said))


def _outcome(draft: Draft, column: Column, cell: str, bearings: Bearings) -> None:
    if flag(cell) is not None:
        draft.note(column.heading, cell)
    else:
        _status(draft, column, cell, bearings)


def _response(draft: Draft, column: Column, cell: str, bearings: Bearings) -> None:
    """What they answered: a status only where no other column has one, and the word is plain."""
    draft.note(column.heading, cell)
    if not draft.said and (said := exact_status(cell)):
        draft.said.append((column.heading, cell, said._replace(own_words=False)))


def _applied(draft: Draft, column: Column, cell: str, bearings: Bearings) -> None:
    moment, why = bearings.days.read(column.place, cell)
    if moment is None:
        if why is None and (yes := flag(cell)) is not None:
            draft.applied_flag = yes
        elif why is None and (said := exact_status(cell)):
            draft.said.append((column.heading, cell, said))
        else:
            draft.keep(column.heading, cell, why or "no date")
    elif (moment.day - bearings.today).days > 1:
        draft.keep(column.heading, cell, "a day that is still to come")
    elif draft.applied is None:
        draft.applied, draft.applied_weak = moment.day.isoformat(), column.weak
        draft.applied_cell = (column.heading, cell)
    elif moment.day.isoformat() != draft.applied:
        draft.note(column.heading, cell)


def _ended(draft: Draft, column: Column, cell: str, bearings: Bearings) -> None:
    moment, why = bearings.days.read(column.place, cell)
    if moment is None or draft.ended is not None:
        draft.keep(column.heading, cell, why or "no date")
    elif (moment.day - bearings.today).days > 1:
        draft.keep(column.heading, cell, "a day that is still to come")
    else:
        draft.ended, draft.ended_cell = moment.day.isoformat(), (column.heading, cell)


def _stage(draft: Draft, column: Column, cell: str, bearings: Bearings) -> None:
    """Any filled cell is a step that was reached, `yes` and `n/a` too; a mark alone (`-`) or `no` is none."""
    kind = (column.field or "").partition(":")[2]
    yes = flag(cell)
    if yes is False or (says_nothing(cell) and not any(map(str.isalnum, cell))):
        return
    draft.more = True
    moment, why = bearings.days.read(column.place, cell)
    if moment is None:
        draft.stage(kind, None, done=True)
        if yes is None and not says_nothing(cell):
            draft.note(column.heading, cell)
            if why:
                draft.doubt(column.heading, cell, why)
        return
    draft.stage(kind, moment.text, done=moment.day <= bearings.today)


def _flag(draft: Draft, column: Column, cell: str, bearings: Bearings) -> None:
    yes = flag(cell)
    moment, why = (None, None) if yes is not None else bearings.days.read(column.place, cell)
    status = _STATUS_FLAGS.get(column.field or "")
    if yes is False:
        return
    if yes is None and moment is None:
        draft.note(column.heading, cell)
        if why:
            draft.doubt(column.heading, cell, why)
    elif status is not None:
        draft.flagged.append(status)
        if moment is not None and draft.ended is None:
            draft.ended, draft.ended_cell = moment.day.isoformat(), (column.heading, cell)
    elif column.field == "flag:interview":
        done = moment is None or moment.day <= bearings.today
        draft.stage(StageKind.INTERVIEW, moment.text if moment else None, done=done)
    else:
        draft.note(column.heading, cell)


def _applied_flag(draft: Draft, column: Column, cell: str, bearings: Bearings) -> None:
    yes = flag(cell)
    if yes is None:
        _applied(draft, column, cell, bearings)
    else:
        draft.applied_flag = yes


def _reason(draft: Draft, column: Column, cell: str, bearings: Bearings) -> None:
    if draft.reason_cell is None:
        draft.reason_cell = (column.heading, cell)
    else:
        draft.note(column.heading, cell)


def _tags(draft: Draft, column: Column, cell: str, bearings: Bearings) -> None:
    draft.tags += [tag for tag in _SPLIT_TAGS.split(cell) if tag and tag not in draft.tags]


def _history(draft: Draft, column: Column, cell: str, bearings: Bearings) -> None:
    draft.note(column.heading, cell)
    read_history(draft, column.heading, cell, bearings.zone, bearings.today)


_PUT_SOURCE = _single("source")
_PLACES: Mapping[str, Place] = {
    **{name: _single(name) for name in ("company", "position", "location", "salary", "external_id")},
    "source": _source,
    "url": _url,
    "status": _status,
    "outcome": _outcome,
    "response": _response,
    "applied": _applied,
    "applied_flag": _applied_flag,
    "ended": _ended,
    "reason": _reason,
    "tags": _tags,
    "contact": place_contact,
    "contact_email": place_email,
    "history": _history,
    "notes": _notes,
}
