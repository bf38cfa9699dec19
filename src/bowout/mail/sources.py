"""The files that mails and invitations come in, told apart by what is in them rather than by their names."""

import re
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO, Literal, NamedTuple

from bowout.domain.errors import NotFound, Refused
from bowout.domain.texts import WIDE, decode_text
from bowout.mail.reading import is_mail

if TYPE_CHECKING:
    from mmap import mmap

Kind = Literal["mail", "calendar", "text"]

_HINT = "Give mails (.eml, an mbox or a Maildir), an invitation (.ics), or a text."
_HEAD = 65_536
_DAY = rb"(?:(?:mon|tue|wed|thu|fri|sat|sun)\w{0,6}[,.]?[ \t]+)"
# A word, then a date: so does no sentence go on that begins with "From"; then the headers.
_FROM_LINE = re.compile(
    rb"From [^ \t\r\n]+[ \t]+(?:"
    + _DAY
    + rb"[a-z]{3,9}\.?[ \t]+\d{1,2}\b|"
    + _DAY
    + rb"?\d{1,2}[ \t]+[a-z]{3,9}\b|"
    rb"\d{4}-\d\d-\d\d)[^\r\n]{0,200}\r?\n(?=>?[!-9;-~]+[ \t]*:|>From )",
    re.IGNORECASE,
)
_QUOTED = re.compile(rb"^>(>*From )", re.MULTILINE)
_NAMES = re.compile(rb"^([a-z][a-z-]{1,40})[ \t]*:", re.IGNORECASE | re.MULTILINE)
_OF_MAIL = frozenset(
    b"from to cc date sent subject message-id mime-version content-type received return-path".split()
)


class Piece(NamedTuple):
    """One thing to read: `done` of `total` bytes are behind once it is read."""

    name: str
    kind: Kind
    data: bytes
    done: int
    total: int


def pieces(path: Path | None, stdin: BinaryIO | None) -> Iterator[Piece]:
    """Give what is in a file, a folder, or the standard input, one piece at a time.

    Raises:
        NotFound: there is no such file.
        Refused: it is empty, cannot be read, or holds neither mails nor text.
    """
    if path is None:
        yield from _of_bytes("standard input", stdin.read() if stdin else b"")
        return
    with _refusing(path):
        if path.is_dir():
            found = _of_folder(path)
        elif path.is_file():
            found = _of_file(path)
        else:
            path.stat()
            # A pipe of the shell, as in <(…): it has no size, and is read once.
            found = _of_bytes(str(path), path.read_bytes())
        yield from found


def _of_file(path: Path) -> Iterator[Piece]:
    from mmap import ACCESS_READ, mmap

    with path.open("rb") as file:
        head = file.read(_HEAD)
        if not head:
            raise _empty(path.name)
        if _start_of_mbox(head) is None:
            _check_head(path.name, head)
            yield from _of_bytes(path.name, head + file.read())
            return
        with mmap(file.fileno(), 0, access=ACCESS_READ) as whole:
            yield from _of_mbox(path.name, whole)


def _of_bytes(name: str, data: bytes) -> Iterator[Piece]:
    if data.startswith(WIDE) and (text := decode_text(data)) is not None:
        data = text.encode("utf-8", "replace")
    if not data.removeprefix(b"\xef\xbb\xbf").strip():
        raise _empty(name)
    if _start_of_mbox(data[:_HEAD]) is not None:
        yield from _of_mbox(name, data)
        return
    kind = _kind(data)
    if kind is None:
        raise _unreadable(name)
    yield Piece(name, kind, data, len(data), len(data))


def _of_mbox(name: str, whole: "bytes | mmap") -> Iterator[Piece]:
    """Cut an mbox at its From lines; the bytes are looked through once, and a mail is copied when it is due."""
    total = len(whole)
    start = _start_of_mbox(whole[:_HEAD]) or 0
    number = 0
    while start < total:
        first = whole.find(b"\n", start) + 1
        end = _next_mail(whole, first - 1) if first else total
        data = whole[first or total : end]
        if data.strip():
            number += 1
            yield Piece(f"{name}#{number}", "mail", _unquoted(data), end, total)
        start = end


def _next_mail(whole: "bytes | mmap", at: int) -> int:
    while (at := whole.find(b"\nFrom ", at)) >= 0:
        at += 1
        if _FROM_LINE.match(whole, at):
            return at
    return len(whole)


def _unquoted(data: bytes) -> bytes:
    """Take away what the mbox added: a `>` before `From ` at a line's start, and the blank line at the end."""
    for end in (b"\r\n\r\n", b"\n\n"):
        if data.endswith(end):
            data = data[: -len(end) // 2]
            break
    return _QUOTED.sub(rb"\1", data) if b">From " in data else data


def _start_of_mbox(head: bytes) -> int | None:
    start = len(head) - len(head.removeprefix(b"\xef\xbb\xbf").lstrip())
    return start if _FROM_LINE.match(head, start) else None


def _of_folder(path: Path) -> Iterator[Piece]:
    """Read a Maildir, or a folder of mails and invitations; what else lies in that is passed over."""
    boxes = [box for box in (path / "cur", path / "new") if box.is_dir()]
    files = sorted(
        (each for box in boxes or [path] for each in box.iterdir() if not each.name.startswith(".")),
        key=lambda each: (each.name, each.parent.name),
    )
    sized = [(each, each.stat().st_size) for each in files if each.is_file()]
    total, done, found = sum(size for _, size in sized), 0, False
    for each, size in sized:
        if size and (boxes or _is_of_mail(each)):
            for piece in _of_mail_file(each, in_maildir=bool(boxes)):
                found = True
                yield piece._replace(done=done + piece.done * size // piece.total, total=total)
        done += size
    if not found:
        raise Refused(f"The folder {path} has no mails in it.", _HINT, code="unreadable")


def _of_mail_file(path: Path, *, in_maildir: bool) -> Iterator[Piece]:
    if in_maildir:
        data = path.read_bytes()
        yield Piece(path.name, "mail", data, len(data) or 1, len(data) or 1)
    else:
        yield from _of_file(path)


def _is_of_mail(path: Path) -> bool:
    with path.open("rb") as file:
        head = file.read(_HEAD)
    return _start_of_mbox(head) is not None or _kind(head) in {"mail", "calendar"}


def _kind(data: bytes) -> Kind | None:
    start = data[:_HEAD].removeprefix(b"\xef\xbb\xbf").lstrip()
    if data.startswith(WIDE):
        start = (decode_text(data[: _HEAD & ~1]) or "").encode("utf-8", "replace").lstrip()
    if start[:7].upper() == b"BEGIN:V":
        return "calendar"
    if is_mail(start) or _has_headers(start):
        return "mail"
    return "text" if decode_text(data) is not None else None


def _has_headers(start: bytes) -> bool:
    """Tell whether it begins with two headers of a mail, damaged or as a person copied them."""
    head = re.split(rb"\n\r?\n|\r\r(?!\n)", start, maxsplit=1)[0]
    names = {name.lower() for name in _NAMES.findall(head)}
    first = _NAMES.match(start) or re.match(rb">?From ", start)
    return bool(first) and len(names & _OF_MAIL) >= 2


def _check_head(name: str, head: bytes) -> None:
    """Refuse what is no text before all of it is read: a film may lie beside the mails."""
    even = head[:-1] if len(head) % 2 else head
    if _kind(even) is None and _kind(head) is None:
        raise _unreadable(name)


def _empty(name: str) -> Refused:
    return Refused(f"{name} is empty.", _HINT, code="empty")


def _unreadable(name: str) -> Refused:
    return Refused(f"{name} holds neither a mail, nor an invitation, nor a text.", _HINT, code="unreadable")


@contextmanager
def _refusing(path: Path) -> Iterator[None]:
    """Say what the system refused in one sentence."""
    try:
        yield
    except FileNotFoundError:
        raise NotFound(
            f"There is no file {path}.",
            "Look at its name, and at the folder you are in.",
            code="no_file",
        ) from None
    except OSError as error:
        raise Refused(f"{path} cannot be read: {error.strerror or error}.", code="unreadable") from None
    except ValueError:
        raise Refused(f"{str(path)!r} cannot be the name of a file.", code="unreadable") from None
