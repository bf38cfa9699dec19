"""What a status cell says: a status, steps that were reached, a day, and words of its own beside them."""

import re
from datetime import date, tzinfo
from functools import cache
from typing import NamedTuple

from bowout.domain.stages import StageKind
from bowout.domain.statuses import CLOSED, Status, rank
from bowout.exchange.days import find_date, read_day
from bowout.exchange.words import Word, fold, has_stem, is_east_asian, says_nothing, statuses, stems

_NEAR = 88
_LONGEST = 80
_SEPARATORS = re.compile(r"\s*(?:[:;,()\[\]（）：；，、|/\n→>]|\s[-–—]\s|[-=]>)\s*")

# A word of these turns another around, so that nothing is taken for near to it.
_NOT = re.compile(
    r"\b(?:not|no|never|without|isnt|wasnt|didnt|dont|doesnt|havent|hasnt|cant|cannot|wont|nicht|kein|keine|keinen|nie"
    r"|pas|non|aucun|aucune|sans|ne|jamais|sin|ningun|ninguna|nunca|degil|yok|hayir|olmadi|не|нет|без|ни|nao|sem"
    r"|nessun|nessuna|senza|mai|niet|geen|nooit|bez|brak|ikke|inte|ei)\b"
    r"|m[ea](?:di|du|mis|mus|yen|yec|yac|z)\w*\b|[未不没沒無无非]|なし|ない|않|못|없"
)
_UN = re.compile(r"\b(?:un|non|dis|не|ни)\w{5,}")
_BY_ME = re.compile(
    r"\b(?:by me|by myself|myself|i|ive|von mir|durch mich|selbst|ich|par moi|jai|ma part|moi meme|por mi|yo|mi parte"
    r"|tarafimca|tarafimdan|ben|kendim|мной|мною|я|сам|сама|por mim|eu|da me|zelf|door mij|przeze mnie)\b"
    r"|我|主动|主動|自己"
)
_BY_THEM = re.compile(r"\b(?:they|them|by company|by employer|company|employer|recruiter|he|she)\b")
_NO_BY_THEM = re.compile(
    r"\b(?:declin|reject|refus|turned down|rechaz|abgelehnt|ausgeschlagen|reddet|отклон)"
)
_TAKEN_BACK = re.compile(r"\b(?:rescind|revok|withdr|retract|pulled|cancel|zuruckgezogen|zurueckgezogen)")
_AFTER = re.compile(r"\b(?:after|post|following|nach|apres|tras|despues|sonrasi|после|at|during|in)\b|后|後")
_BEFORE = re.compile(r"\b(?:before|without|pre|no|vor|ohne|avant|sans|antes|sin|до|без|once)\b|前|未")

_MEANINGS: dict[str, tuple[Status, StageKind | None]] = {
    "waiting": (Status.APPLIED, None),
    "approached": (Status.APPLIED, None),
    "assessment": (Status.SCREENING, StageKind.ASSESSMENT),
    "interview": (Status.INTERVIEWING, None),
    "final": (Status.INTERVIEWING, StageKind.FINAL),
    "references": (Status.INTERVIEWING, StageKind.REFERENCES),
    "declined": (Status.WITHDRAWN, StageKind.OFFER),
    "discarded": (Status.WITHDRAWN, None),
}
_KINDS = {
    Status.SCREENING: StageKind.SCREENING,
    Status.INTERVIEWING: StageKind.INTERVIEW,
    Status.OFFER: StageKind.OFFER,
}


class Said(NamedTuple):
    """What a cell says. Without a status it says nothing that is understood, and `doubt` tells why.

    `steps` are kinds of stages that the word itself names; `own_words` tells that the cell is worth a note.
    """

    status: Status | None
    steps: tuple[StageKind, ...] = ()
    day: str | None = None
    approached: bool = False
    discarded: bool = False
    own_words: bool = False
    doubt: str | None = None
    meaning: str = ""

    @property
    def reached(self) -> tuple[StageKind, ...]:
        """The steps that were reached where this status is followed by another."""
        kind = _KINDS.get(self.status) if self.status else None
        return self.steps or ((kind,) if kind else ())


def read_status(text: str, zone: tzinfo, today: date) -> Said | None:
    """Read a status cell; None where it says nothing at all."""
    cleaned = " ".join(text.split())
    if says_nothing(cleaned) or cleaned.casefold() in {"false", "0"}:
        return None
    folded = fold(cleaned)
    if word := statuses().get(folded):
        return _of_word(word)
    if len(cleaned) > 2_000:
        return Said(None, own_words=True, doubt="a long text, no status")
    return (
        _in_parts(cleaned, zone, today) or _by_stem(folded) or _nearly(folded)
        or Said(None, own_words=True, doubt="no word for a status that is known")
    )  # fmt: skip


def exact_status(text: str) -> Said | None:
    """Read a word of the table, no other."""
    word = statuses().get(fold(text))
    said = _of_word(word) if word else None
    return said if said and said.status else None


def _of_word(word: Word, *, own_words: bool = False) -> Said:
    base, _, after = word.meaning.partition(":")
    if base == "unclear":
        return Said(None, own_words=True, doubt="it may mean one thing or another", meaning=base)
    status, kind = _MEANINGS.get(base) or (Status(_STATUS_OF.get(base, base)), None)
    steps = (StageKind(after),) if after else (kind,) if kind else ()
    return Said(
        status,
        steps,
        approached=base == "approached",
        discarded=base == "discarded",
        own_words=own_words or word.says_more or bool(after) or (base in _MEANINGS and base != "interview"),
        meaning=base,
    )


_STATUS_OF = {"interview": Status.INTERVIEWING}


def _in_parts(text: str, zone: tzinfo, today: date) -> Said | None:
    """Read `discarded 2025-03-01: salary`: a word of the table, a day, and what is said beside them."""
    day = None
    if found := find_date(text):
        read = read_day(found[0], zone, today)
        day = read.only.day.isoformat() if read and read.only else None
        text = f"{text[: found.start()]} | {text[found.end() :]}"
        text = re.sub(r"\b(?:on|am|le|el|at|от|с|tarihinde|since|seit|depuis|desde)\s*\|", "|", text)
    parts = [part for part in _SEPARATORS.split(text) if fold(part)]
    known = [(part, statuses()[fold(part)]) for part in parts if fold(part) in statuses()]
    known = [(part, word) for part, word in known if word.meaning != "unclear"]
    if not known or not parts:
        return _by_stem(fold(" ".join(parts)), day) if day and parts else None
    said = [_of_word(word, own_words=True) for _, word in known]
    best = max(said, key=_weight)
    others = [part for part in parts if all(part != word for word, _ in known)]
    doubt = None
    if best.status not in CLOSED:
        far = best.status in {Status.SCREENING, Status.INTERVIEWING, Status.OFFER}
        turned = next((part for part in others if _turns(fold(part), far=far)), None)
        doubt = f"“{turned[:60]}” may say otherwise" if turned else None
    closed = {one.status for one in said if one.status in CLOSED}
    if len(closed) > 1:
        return Said(None, own_words=True, doubt="it names several ends")
    steps = dict.fromkeys(kind for one in said for kind in (one.steps if one is best else one.reached))
    return best._replace(
        steps=tuple(steps), day=day, doubt=doubt, approached=any(one.approached for one in said)
    )


def _weight(said: Said) -> tuple[bool, int]:
    return said.status in CLOSED, rank(said.status) if said.status else -1


def _turns(folded: str, *, far: bool) -> bool:
    """Tell whether words beside an open status may say that it ended: any denial, where the process is under way."""
    ended = (
        any(has_stem(folded, stem) for meaning, words in stems() if meaning in _ENDS for stem in words)
        or _NO_BY_THEM.search(folded) is not None
    )
    return ended or (_NOT.search(folded) is not None and (far or _stem_of(folded) is not None))


_ENDS = ("ghosted", "withdrawn", "rejected", "accepted")


def _stem_of(folded: str) -> str | None:
    return next(
        (meaning for meaning, words in stems() if any(has_stem(folded, stem) for stem in words)), None
    )


def _by_stem(folded: str, day: str | None = None) -> Said | None:
    """Read a cell by the beginnings of its words, unless a word turns them around."""
    if len(folded) > _LONGEST:
        return None
    meaning = _stem_of(folded)
    denied = _NOT.search(folded.replace("never heard", "").replace("no reply", "")) is not None
    found = _of_an_end(folded, meaning, denied=denied)
    if found is not None:
        return found._replace(day=day)
    if meaning is None or denied or _BY_ME.search(folded):
        return None
    if meaning == "withdrawn" and _BY_THEM.search(folded):
        return None
    said = _of_word(Word(meaning, says_more=True))
    if meaning in {"rejected", "ghosted"} and _AFTER.search(folded) and not _BEFORE.search(folded):
        reached = (name for name in ("interview", "assessment", "screening") if _has(folded, name))
        said = said._replace(steps=tuple(StageKind(name) for name in reached))
    return said._replace(day=day)


def _of_an_end(folded: str, meaning: str | None, *, denied: bool) -> Said | None:
    """Read who ended it: I did, where the words say so or an offer was turned down; else it is left open."""
    either = Said(None, own_words=True, doubt="it may mean one thing or another")
    declined = re.search(r"\bdeclin", folded) is not None
    if not denied and _has(folded, "offer"):
        if _NO_BY_THEM.search(folded):
            return Said(Status.WITHDRAWN, (StageKind.OFFER,), own_words=True, meaning="declined")
        if _TAKEN_BACK.search(folded):
            return either
    if _BY_ME.search(folded):
        mine = not denied and (declined or meaning in {"rejected", "withdrawn"})
        return Said(Status.WITHDRAWN, own_words=True) if mine else None
    return either if declined else None


def _has(folded: str, meaning: str) -> bool:
    return any(has_stem(folded, stem) for stem in dict(stems())[meaning])


@cache
def _near_words() -> tuple[str, ...]:
    return tuple(
        word
        for word in statuses()
        if len(word) >= 5 and not _NOT.search(word) and not _UN.search(word) and not is_east_asian(word)
    )


def _nearly(folded: str) -> Said | None:
    """Take a word with a slip for the one that was meant: always a doubt, and never where something is denied."""
    if not 5 <= len(folded) <= _LONGEST or _NOT.search(folded) or _UN.search(folded) or _BY_ME.search(folded):
        return None
    from rapidfuzz import fuzz, process  # late: for words that no table has

    found = process.extract(folded, _near_words(), scorer=fuzz.ratio, score_cutoff=_NEAR, limit=3)
    if not found:
        return None
    word = statuses()[found[0][0]]
    rivals = {statuses()[other].meaning for other, score, _ in found if score > found[0][1] - 2}
    if len(rivals) > 1 or word.meaning == "unclear":
        return None
    return _of_word(word, own_words=True)._replace(doubt=f"taken for “{found[0][0]}”")
