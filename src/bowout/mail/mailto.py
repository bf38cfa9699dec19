"""A letter as a `mailto:` link, which opens in whatever mail program the desktop has."""

import sys
from collections.abc import Sequence

from bowout.domain.errors import NotDelivered, Refused
from bowout.mail.headers import check_fit, is_message_id, wire_address

MAX = 1900  # characters; some systems cut longer ones off without a word
SECONDS = 5.0  # for the opener; one that still runs then has the mail program in its hands


def url(to: Sequence[str], cc: Sequence[str], subject: str, body: str, in_reply_to: str | None) -> str:
    """Write the link (RFC 6068) from plain addresses; it may be longer than `MAX`.

    Raises:
        Refused: an address that mail cannot have, or an unfit character in the subject.
    """
    from urllib.parse import quote

    check_fit(subject, "subject")
    if any("\ud800" <= char <= "\udfff" for char in body):
        raise Refused("The letter has characters that are no text.", "Write it anew with --edit.")
    lines = body.replace("\r\n", "\n").replace("\r", "\n").split("\n")
    fields = {
        "cc": ",".join(map(wire_address, cc)),
        "subject": subject,
        "in-reply-to": in_reply_to if in_reply_to and is_message_id(in_reply_to) else "",
        "body": "\r\n".join(lines),
    }
    # The comma and the @ of recipients stand as they are (RFC 6068 section 2); all else is escaped.
    people = ",".join(
        "@".join(quote(part, safe="") for part in wire_address(person).split("@")) for person in to
    )
    query = "&".join(f"{name}={quote(value, safe='')}" for name, value in fields.items() if value)
    return f"mailto:{people}{'?' if query else ''}{query}"


def open_url(link: str) -> None:
    """Have the desktop open a link.

    Raises:
        NotDelivered: nothing is there to open it with, or it did not work.
    """
    if sys.platform == "win32":
        import os

        try:
            os.startfile(link)  # noqa: S606 - it opens a link that was written here
        except OSError:
            raise _not_opened("Windows") from None
        return
    import shutil

    name = "open" if sys.platform == "darwin" else "xdg-open"
    program = shutil.which(name)
    if program is None:
        raise NotDelivered(
            f"There is no {name} here that could open a mail program.",
            "`--eml FILE` writes a file instead.",
            code="no_mail_program",
        )
    _run(program, name, link)


def _run(program: str, name: str, link: str) -> None:
    import subprocess

    try:
        # In a session of its own, so that the mail program outlives this terminal and its Ctrl-C.
        running = subprocess.Popen(
            [program, link],
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            start_new_session=True,
        )
        if running.wait(SECONDS):
            raise _not_opened(name)
    except subprocess.TimeoutExpired:
        running.returncode = 0  # it is left to itself; Python would warn of a child that still runs
    except OSError:
        raise _not_opened(name) from None


def _not_opened(name: str) -> NotDelivered:
    return NotDelivered(
        f"{name} opened no mail program.",
        "Is one set for mail links? `--eml FILE` writes a file instead.",
        code="no_mail_program",
    )
