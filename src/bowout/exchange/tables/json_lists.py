"""JSON: a list of records, an object that holds one, or a record in each line; read piece by piece."""

import json
from collections.abc import Iterator
from io import BytesIO
from typing import BinaryIO, NamedTuple

from bowout.exchange.tables.bounds import MAX_CELL, MAX_DEPTH, MAX_LINE, not_a_table, too_large
from bowout.exchange.tables.decoding import let_go, open_text
from bowout.exchange.tables.spool import RawRow
from bowout.exchange.tables.values import record_row
from bowout.exchange.words import fold_heading, headings

_UTF8_MARK = b"\xef\xbb\xbf"


class Place(NamedTuple):
    """Where in a document records stand: ijson's prefix, and whether they are the values of an object."""

    prefix: str
    keyed: bool


def read_json(file: BinaryIO, encoding: str, columns: dict[str, int]) -> Iterator[RawRow]:
    """Read the records of the list that looks most like applications; a record's number is its line.

    Raises:
        Refused: no JSON, no records in it, nested too deep, or a text that is too long.
    """
    import ijson  # late: for JSON alone

    plain = _in_utf8(file, encoding)
    try:
        place = _find_place(plain)
        if place is None:
            raise not_a_table(
                "There is no list of records in this JSON.", "Import a file such as [{…}, {…}], or CSV."
            )
        _rewind(plain)
        if place.keyed:
            found = (value for _, value in ijson.kvitems(plain, place.prefix, use_float=True))
        else:
            found = ijson.items(plain, place.prefix, use_float=True)
        for number, value in enumerate(found, start=1):
            yield record_row(value, columns, number)
    except (ijson.JSONError, UnicodeDecodeError, ValueError) as error:
        raise not_a_table(
            f"This is no JSON: {_one_line(error)}.", "Look whether the file is whole."
        ) from None


def read_json_lines(file: BinaryIO, encoding: str, columns: dict[str, int]) -> Iterator[RawRow]:
    """Read a record from each line; a line that is no JSON comes with its problem."""
    text = open_text(file, encoding)
    try:
        number = 0
        while line := text.readline(MAX_LINE):
            number += 1
            if len(line) == MAX_LINE:
                raise too_large(f"Line {number} is longer than {MAX_LINE:,} characters.")
            if line.strip():
                yield _json_line(line, columns, number)
    finally:
        let_go(text)


def _json_line(line: str, columns: dict[str, int], number: int) -> RawRow:
    try:
        return record_row(json.loads(line), columns, number)
    except (ValueError, RecursionError):
        return RawRow(number, (line.strip()[:MAX_CELL],), "it is no JSON")


class _List:
    """What a pass over the document learns of one list, or of one object whose values are records."""

    def __init__(self) -> None:
        self.records = 0
        self.keys: set[str] = set()


class _Watched:
    """A file that is not read on for ever in search of the end of one text."""

    def __init__(self, file: BinaryIO) -> None:
        self._file = file
        self.unanswered = 0

    def read(self, size: int = -1) -> bytes:
        if self.unanswered > MAX_CELL * 4:
            raise too_large(f"A text in this JSON is longer than {MAX_CELL:,} characters.")
        data = self._file.read(size)
        self.unanswered += len(data)
        return data


def _find_place(file: BinaryIO) -> Place | None:
    """Look through the document for records, and take those whose names are best known, then the most."""
    import ijson

    _rewind(file)
    watched = _Watched(file)
    lists: dict[Place, _List] = {}
    slots: list[str] = []  # where in each open container the reader is: a key, or `item`
    owners: list[_List | None] = []
    for event, value in ijson.basic_parse(watched, use_float=True):
        watched.unanswered = 0
        if event in {"start_map", "start_array"}:
            _check_depth(len(slots))
            owners.append(_record_at(lists, slots) if event == "start_map" else None)
            slots.append("item")
        elif event in {"end_map", "end_array"}:
            slots.pop()
            owners.pop()
        elif event == "map_key":
            slots[-1] = value
            owner = owners[-1]
            if owner is not None and len(owner.keys) < 500:
                owner.keys.add(value)
        elif event == "string" and len(value) > MAX_CELL:
            raise too_large(f"A text has {len(value):,} characters; at most {MAX_CELL:,} are read.")
    return _best(lists)


def _check_depth(depth: int) -> None:
    if depth >= MAX_DEPTH:
        raise not_a_table(f"This JSON is nested more than {MAX_DEPTH} deep: it is no list of applications.")


def _record_at(lists: dict[Place, _List], slots: list[str]) -> _List | None:
    """Count a record among those that stand beside it."""
    if len(slots) > 5:
        return None
    # The whole document may be one record; a record in an object is one of its values.
    keyed = bool(slots) and slots[-1] != "item"
    place = Place(".".join(slots[:-1] if keyed else slots), keyed)
    found = lists.setdefault(place, _List())
    found.records += 1
    return found


def _best(lists: dict[Place, _List]) -> Place | None:
    known = headings()

    def worth(place: Place) -> tuple[int, bool, int]:
        found = lists[place]
        names = sum(fold_heading(key) in known for key in found.keys)
        return names, not place.keyed, found.records

    best = max(lists, key=worth, default=None)
    return best if best is None or best != Place("", keyed=False) or worth(best)[0] else None


def _in_utf8(file: BinaryIO, encoding: str) -> BinaryIO:
    if encoding in {"utf-8", "utf-8-sig"}:
        return file
    text = open_text(file, encoding)
    try:
        data = text.read(MAX_LINE * 4).encode()
    finally:
        text.detach()
    if len(data) >= MAX_LINE * 4:
        raise too_large("This JSON is large and not in UTF-8.", "Save it in UTF-8.")
    return BytesIO(data)


def _rewind(file: BinaryIO) -> None:
    file.seek(0)
    if file.read(3) != _UTF8_MARK:
        file.seek(0)


def _one_line(error: Exception) -> str:
    return " ".join(str(error).partition("(right here)")[0].split())[:100].rstrip(". ") or "it cannot be read"
