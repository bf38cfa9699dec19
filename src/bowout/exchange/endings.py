"""What a row says as a whole: its status by all that speaks for one, and its dates beside that."""

import re
from typing import NamedTuple

from bowout.domain.reasons import REASONS
from bowout.domain.stages import IMPLIES, StageKind
from bowout.domain.statuses import CLOSED, Status, rank
from bowout.exchange.drafts import Draft
from bowout.exchange.said import Said
from bowout.exchange.words import fold


class Standing(NamedTuple):
    """Where the application stands, and what told it; `said` is None where no word did."""

    status: Status
    said: Said | None


def stand(draft: Draft, every_row: Status | None) -> Standing:
    """Find the status of a row, and keep the words that say more than it, or that nobody understood."""
    understood = [(heading, cell, said) for heading, cell, said in draft.said if said.status is not None]
    for heading, cell, said in draft.said:
        if said.own_words:
            draft.note(heading, cell)
        if said.doubt:
            draft.doubt(heading, cell, said.doubt)
    if every_row is not None and not understood:
        return Standing(every_row, None)
    best = _best(draft, understood)
    status = best.status if best else None
    for _, _, said in understood:
        for kind in said.reached if said is not best else said.steps:
            draft.stage(kind, None, done=True)
    status = _with_flags(draft, status)
    if status is not None:
        _compare_stages(draft, status, best)
        return Standing(status, best)
    if draft.said:
        return Standing(Status.APPLIED, None)
    return Standing(_without_word(draft), None)


def _best(draft: Draft, understood: list[tuple[str, str, Said]]) -> Said | None:
    """The first word counts, unless another one ends what it leaves open, or goes further."""
    best: Said | None = None
    for heading, cell, said in understood:
        if best is None or best.status is None:
            best = said
        elif best.status in CLOSED:
            if said.status in CLOSED and said.status != best.status:
                draft.doubt(heading, cell, f"another column says {best.status}")
                draft.note(heading, cell)
        elif said.status in CLOSED or _further(said, best):
            best = said._replace(approached=said.approached or best.approached)
    if best is not None and any(said.approached for _, _, said in understood):
        best = best._replace(approached=True)
    return best


def _further(said: Said, best: Said) -> bool:
    return said.status is not None and best.status is not None and rank(said.status) > rank(best.status)


def _with_flags(draft: Draft, status: Status | None) -> Status | None:
    """Columns such as `rejected: yes` end what is open; two ends contradict each other."""
    ends = list(dict.fromkeys(draft.flagged))
    if not ends:
        return status
    if status in CLOSED or len(ends) > 1:
        for end in ends:
            if end != status:
                draft.doubt(end.value.capitalize(), "yes", f"another column says {status or ends[0]}")
                draft.note(end.value.capitalize(), "yes")
        return status or Status.APPLIED
    return ends[0]


def _compare_stages(draft: Draft, status: Status, said: Said | None) -> None:
    """The word wins over the stage columns; that they say more is told."""
    if status in CLOSED or (said is not None and said.meaning == "waiting"):
        return
    done = [IMPLIES[StageKind(stage.kind)] for stage in draft.stages if stage.done]
    highest = max(done, key=rank, default=None)
    if highest is not None and rank(highest) > rank(status):
        draft.doubt(None, None, f"its status is {status}, and there is a step that belongs to {highest}")


def _without_word(draft: Draft) -> Status:
    implied = [IMPLIES[StageKind(stage.kind)] for stage in draft.stages if stage.done]
    if implied:
        return max(implied, key=rank)
    if draft.applied_flag is not None:
        return Status.APPLIED if draft.applied_flag else Status.SAVED
    return Status.APPLIED if draft.more else Status.SAVED


def settle_dates(draft: Draft, standing: Standing) -> tuple[str | None, str | None]:
    """Tell the days of applying and of the end; a day that does not fit the status is kept as text."""
    status, said = standing
    applied, ended = draft.applied, draft.ended
    if said is not None and said.day is not None:
        if status in CLOSED:
            ended = ended or said.day
        elif status == Status.APPLIED:
            applied = applied or said.day
    if applied and (status == Status.SAVED or (said is not None and said.discarded and draft.applied_weak)):
        # A day beside something that was never sent is that of finding or weighing it.
        draft.note(*draft.applied_cell)
        if status == Status.SAVED and not draft.applied_weak:
            draft.doubt(*draft.applied_cell, "a day of applying, and the status says saved")
        applied = None
    if ended and status not in CLOSED:
        draft.keep(*draft.ended_cell, f"a day of an end, and the status says {status}")
        ended = None
    if ended and applied and ended < applied:
        cell = draft.ended_cell if draft.ended else ("Status", ended)
        draft.keep(*cell, "an end before the application")
        ended = None
    return applied, ended


def settle_reason(draft: Draft, standing: Standing) -> str | None:
    """Take a reason only where the row is withdrawn and names a category; what else is said is kept, and proposed."""
    found = None
    if draft.reason_cell is not None:
        heading, cell = draft.reason_cell
        if standing.status == Status.WITHDRAWN:
            found = _REASON_WORDS.get(fold(cell))
        if found is None or fold(cell) not in {fold(found), fold(REASONS[found].label)}:
            draft.note(heading, cell)
    if found is None and standing.status == Status.WITHDRAWN:
        for note in draft.notes:
            near = _named(note)
            if near is not None:
                draft.doubt(None, note, f"the reason may be {near}; it is kept as unspecified")
                break
    return found if found != "unspecified" else None


def _reason_words() -> dict[str, str]:
    words: dict[str, str] = {}
    for slug, reason in REASONS.items():
        for word in (slug, reason.label, *reason.aliases):
            words.setdefault(fold(word), slug)
    return words


_REASON_WORDS = _reason_words()
_ANY_REASON = re.compile(
    rf"\b(?:{'|'.join(sorted(_REASON_WORDS.keys() - {'none', 'unspecified'}, key=len, reverse=True))})\b"
)


def _named(note: str) -> str | None:
    if len(note) > 300:
        return None
    found = _ANY_REASON.search(fold(note.partition(": ")[2] or note))
    return _REASON_WORDS[found[0]] if found else None
