"""Which encoding a text file has: its mark, UTF-8 where all of it is that, else what its bytes look like."""

import codecs
import re
from contextlib import suppress
from io import TextIOWrapper
from typing import BinaryIO

from bowout.exchange.tables.bounds import not_a_table

_MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_SAMPLE = 256 * 1024
_CHUNK = 1024 * 1024
_OTHERS = [
    "cp1251",
    "koi8_r",
    "gb18030",
    "big5",
    "shift_jis",
    "euc_jp",
    "euc_kr",
    "cp1250",
    "cp1252",
    "cp1254",
]
_TURKISH = re.compile(rb"[\xd0\xdd\xde\xf0\xfd\xfe]")
_POLISH = re.compile("[A-Za-z][³¹¿¶][a-z]|[a-z][³¹](?![\\w])")


def find_encoding(file: BinaryIO) -> str:
    """Tell the encoding of a whole file; reads it through once, piece by piece.

    Raises:
        Refused: it holds NUL characters: it is no text.
    """
    file.seek(0)
    head = file.read(4096)
    for mark, name in _MARKS:
        if head.startswith(mark):
            return name
    if b"\0" in head:
        return _wide(head)
    failed = _first_not_utf8(file)
    if failed is None:
        return "utf-8"
    file.seek(max(0, failed - _SAMPLE // 2))
    return _old_encoding(file.read(_SAMPLE))


def open_text(file: BinaryIO, encoding: str) -> TextIOWrapper:
    """Read a file as text from its beginning, line ends as they stand."""
    file.seek(0)
    return TextIOWrapper(file, encoding=encoding, errors="replace", newline="")


def _wide(head: bytes) -> str:
    """UTF-16 without its mark: every other byte of plain letters is zero."""
    even, odd = head[0::2].count(0), head[1::2].count(0)
    half = max(1, len(head) // 2)
    if odd > half * 0.6 and even < half * 0.1:
        return "utf-16-le"
    if even > half * 0.6 and odd < half * 0.1:
        return "utf-16-be"
    raise _no_text()


def _first_not_utf8(file: BinaryIO) -> int | None:
    file.seek(0)
    decoder = codecs.getincrementaldecoder("utf-8")()
    start = 0
    while chunk := file.read(_CHUNK):
        if b"\0" in chunk:
            raise _no_text()
        try:
            decoder.decode(chunk)
        except UnicodeDecodeError:
            return start
        start += len(chunk)
    try:
        decoder.decode(b"", final=True)
    except UnicodeDecodeError:
        return max(0, start - _SAMPLE)
    return None


def _old_encoding(sample: bytes) -> str:
    runs = re.findall(rb"[\x80-\xff]+", sample)
    single = sum(len(run) == 1 for run in runs)
    # In Western languages an accented letter stands alone; other scripts and double bytes come in runs.
    if runs and single >= 0.7 * len(runs):
        letters = set(_TURKISH.findall(sample))
        if letters & {b"\xfd", b"\xfe", b"\xf0", b"\xdd"}:
            return "cp1254"
        return "cp1250" if _POLISH.search(sample.decode("cp1252", "replace")) else "cp1252"
    from charset_normalizer import from_bytes  # late: slow, and only for old files

    best = from_bytes(sample, cp_isolation=_OTHERS, threshold=0.5).best()
    return best.encoding if best is not None else "cp1252"


def _no_text() -> Exception:
    return not_a_table("This file holds NUL bytes: it is no text.")


def let_go(text: TextIOWrapper) -> None:
    """Leave the file open that a text was read from; one that was closed when all stopped (Ctrl-C) is let be."""
    with suppress(ValueError):
        text.detach()
