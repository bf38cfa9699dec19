"""Files of mails are told by what is in them, and read a piece at a time."""

import io
import mailbox
import os
import time
from contextlib import suppress
from email.message import EmailMessage
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bowout.domain.errors import NotFound, Refused
from bowout.mail.sources import Piece, pieces

MAIL = b"From: Dana Fox <dana@acme.example>\r\nSubject: Interview\r\n\r\nDear Ida,\r\n"
ICS = b"BEGIN:VCALENDAR\r\nVERSION:2.0\r\nEND:VCALENDAR\r\n"
NOTHING = io.BytesIO()


def read(path: Path | None, stdin: bytes = b"") -> list[Piece]:
    return list(pieces(path, io.BytesIO(stdin)))


def write(folder: Path, name: str, data: bytes) -> Path:
    (folder / name).write_bytes(data)
    return folder / name


@pytest.mark.parametrize("before", [b"", b"\xef\xbb\xbf", b"\n\r\n"])
@pytest.mark.parametrize(
    ("data", "kind"),
    [(MAIL, "mail"), (ICS, "calendar"), (b"Dear Ida,\nwe are glad\n", "text"), (b"From here on: x\n\ny", "text"),
     (b"From: Dana <d@acme.example>\nGarbage here\nTo: ida@home.example\n\nhi", "mail"),
     (b"Hi,\nFrom: x\nTo: y\n", "text"), (b"From: Dana Fox\nSent: Monday\nTo: Ida\nSubject: Hi\n\nHello", "mail")],
)  # fmt: skip
def test_the_content_tells_what_it_is(tmp_path: Path, data: bytes, kind: str, before: bytes) -> None:
    data = before + data
    for name in ("x.eml", "x.ics", "x"):
        assert read(write(tmp_path, name, data)) == [Piece(name, kind, data, len(data), len(data))]  # type: ignore[arg-type]
    assert read(None, data) == [Piece("standard input", kind, data, len(data), len(data))]  # type: ignore[arg-type]


def test_what_notepad_saved_as_unicode(tmp_path: Path) -> None:
    path = write(tmp_path, "x", ICS.decode().encode("utf-16"))
    assert [(each.kind, each.data) for each in read(path)] == [("calendar", ICS.replace(b"\r\n", b"\n"))]


def test_an_mbox_as_the_library_writes_it(tmp_path: Path) -> None:
    path = tmp_path / "inbox.mbox"
    box = mailbox.mbox(path)
    bodies = ["From Dana to Ida\n", "one\n\nFrom here\n", "x\nFrom me Monday 3 pm\n\n>From x\n", "no end"]
    for body in bodies:
        mail = EmailMessage()
        mail["From"], mail["Subject"] = "dana@acme.example", "s"
        mail.set_content(body)
        box.add(mail)
    box.close()
    found = read(path)
    assert [each.name for each in found] == [f"inbox.mbox#{number}" for number in (1, 2, 3, 4)]
    assert {each.kind for each in found} == {"mail"}
    assert [each.data.partition(b"\n\n")[2].rstrip() for each in found[:2]] == [
        b"From Dana to Ida", b"one\n\nFrom here"
    ]  # fmt: skip
    rising = [each.done for each in found]
    assert rising == sorted(set(rising)) and rising[-1] == found[0].total == path.stat().st_size
    assert [piece.data for piece in read(None, path.read_bytes())] == [piece.data for piece in found]


@pytest.mark.parametrize("end", [b"\n", b"\r\n"])
def test_only_a_from_line_parts_an_mbox(tmp_path: Path, end: bytes) -> None:
    first = b"Subject: 1\n\nFrom Monday on we are closed.\nFrom x Mon it was\n>>From y\n>From z\n"
    lines = (
        b"From - Mon Jan  5 10:00:00 2026\n%s\nFrom 17@xxx Tue, 6 Jan 2026 10:00:00 +0000\nSubject: 2\n\nb\n"
    )
    data = (lines % first).replace(b"\n", end)
    found = read(write(tmp_path, "m", data))
    want = first.replace(b">>From", b">From").replace(b"\n>From z", b"\nFrom z").replace(b"\n", end)
    assert [each.data for each in found] == [want, b"Subject: 2\n\nb\n".replace(b"\n", end)]


def test_a_maildir_and_its_order(tmp_path: Path) -> None:
    for box, name in (("cur", "2:2,S"), ("cur", "10"), ("new", "1"), ("tmp", "0"), ("cur", ".hidden")):
        (tmp_path / box).mkdir(exist_ok=True)
        write(tmp_path / box, name, MAIL + name.encode())
    write(tmp_path / "new", "3", b"")
    write(tmp_path / "new", "4", b"\0broken")
    found = read(tmp_path)
    assert [(each.name, each.kind) for each in found] == [
        ("1", "mail"),
        ("10", "mail"),
        ("2:2,S", "mail"),
        ("4", "mail"),
    ]
    assert [each.done for each in found] == sorted({each.done for each in found})
    assert found[-1].done == found[-1].total


def test_a_folder_of_mails_and_invitations(tmp_path: Path) -> None:
    write(tmp_path, "b.eml", MAIL)
    write(tmp_path, "a.ics", ICS)
    write(tmp_path, "c.mbox", b"From - Mon Jan  5 10:00:00 2026\n" + MAIL)
    write(tmp_path, "README.txt", b"mails\n")
    write(tmp_path, "photo.jpg", b"\xff\xd8\0\0")
    found = read(tmp_path)
    assert [(each.name, each.kind) for each in found] == [
        ("a.ics", "calendar"),
        ("b.eml", "mail"),
        ("c.mbox#1", "mail"),
    ]
    assert all(one.done < two.done <= two.total for one, two in pairwise(found))


@pytest.mark.parametrize("data", [b"\x00\x01\x02binary", b"\x89PNG\r\n\x1a\n\0\0", b"%PDF-1.4\n\0" * 20_000])
def test_what_is_no_text_is_refused(tmp_path: Path, data: bytes) -> None:
    for path, given_ in ((write(tmp_path, "x.eml", data), b""), (None, data)):
        with pytest.raises(Refused) as caught:
            read(path, given_)
        assert caught.value.code == "unreadable"


def test_nothing_there(tmp_path: Path) -> None:
    for path in (write(tmp_path, "empty", b""), write(tmp_path, "blank", b"\xef\xbb\xbf \n"), None):
        with pytest.raises(Refused, match="is empty"):
            read(path)
    for missing in (tmp_path / "no.eml", tmp_path / "empty" / "x"):
        with pytest.raises(Refused, match=str(missing)):
            read(missing)
    with pytest.raises(NotFound, match=r"no\.eml"):
        read(tmp_path / "no.eml")
    (tmp_path / "folder").mkdir()
    with pytest.raises(Refused, match="no mails"):
        read(tmp_path / "folder")
    with pytest.raises(Refused):
        read(Path("a\0b"))


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="there are no named pipes here")
def test_a_pipe_of_the_shell(tmp_path: Path) -> None:
    receiving, sending = os.pipe()
    os.write(sending, MAIL)
    os.close(sending)
    path = Path(f"/dev/fd/{receiving}")
    if not path.exists():
        pytest.skip("the system has no /dev/fd")
    assert [(each.kind, each.data) for each in read(path)] == [("mail", MAIL)]
    os.close(receiving)


@given(
    st.binary(max_size=300),
    st.lists(st.sampled_from([MAIL, ICS, b"From - Mon Jan  5 1:0:0 2026\n", b"\0", b"\n"])),
)
def test_anything_is_read_or_refused(data: bytes, known: list[bytes]) -> None:
    with suppress(Refused):
        for piece in pieces(None, io.BytesIO(b"".join(known) + data)):
            assert 0 < piece.done <= piece.total


def test_a_large_mbox_is_read_fast_and_bit_by_bit(tmp_path: Path) -> None:
    one = b"From - Mon Jan  5 10:00:00 2026\n" + MAIL + (b"x" * 70 + b"\n>From y\n") * 250 + b"\n"
    path = write(tmp_path, "takeout.mbox", one * (20_000_000 // len(one)))
    began = time.process_time()
    count = sum(1 for _ in pieces(path, NOTHING))
    took = time.process_time() - began
    assert count == 20_000_000 // len(one)
    assert took < 2
