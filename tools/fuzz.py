"""Feeds the parsers of mails, invitations and tables what no person would write, guided by what of them it reaches.

What is refused has to be so with a sentence (a BowoutError); any other exception, ten seconds for one
input, or a gigabyte of memory ends the run, and the input is kept in build/fuzz-TARGET. It begins with
the tests' own files, and goes on where the last run ended. atheris is asked for here alone.

Usage: build/fuzz/bin/python tools/fuzz.py TARGET [SECONDS]; TARGET is mail, invitation or table
"""

import contextlib
import io
import sys
from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path

import atheris

with atheris.instrument_imports(include=["bowout", "icalendar", "email"]):
    from bowout.domain.errors import BowoutError
    from bowout.exchange.reading import read_table
    from bowout.exchange.records import ReadingOptions
    from bowout.mail.incoming import read_incoming
    from bowout.mail.invitation import read_invitations
    from bowout.mail.reading import read_mail

ROOT = Path(__file__).parents[1]
TODAY = date(2026, 11, 27)
EVENT = """BEGIN:VCALENDAR\r
VERSION:2.0\r
PRODID:-//Example//EN\r
METHOD:REQUEST\r
BEGIN:VEVENT\r
UID:1@acme.example\r
DTSTAMP:20261120T090000Z\r
DTSTART;TZID=Europe/Berlin:20261201T100000\r
DTEND;TZID=Europe/Berlin:20261201T110000\r
RRULE:FREQ=WEEKLY;COUNT=3\r
SEQUENCE:1\r
SUMMARY:Interview\r
ORGANIZER;CN=Dana Fox:mailto:dana@acme.example\r
ATTENDEE;PARTSTAT=NEEDS-ACTION;RSVP=TRUE:mailto:robin@example.org\r
END:VEVENT\r
END:VCALENDAR\r
"""
MAIL = f"""From: =?utf-8?q?Dana_F=C3=B6x?= <dana@acme.example>\r
To: robin@example.org\r
Subject: Interview\r
Message-ID: <1@acme.example>\r
In-Reply-To: <2@example.org>\r
Date: Fri, 20 Nov 2026 09:00:00 +0100\r
MIME-Version: 1.0\r
Content-Type: multipart/mixed; boundary="x"\r
\r
--x\r
Content-Type: text/plain; charset=iso-8859-1\r
Content-Transfer-Encoding: quoted-printable\r
\r
See you on Tuesday=2C\r
--x\r
Content-Type: text/calendar; method=REQUEST\r
\r
{EVENT}--x--\r
"""


def mail(data: bytes) -> None:
    """A mail, as `inbox` and a reply to it read it."""
    read_incoming(data)
    read_mail(data)


def invitation(data: bytes) -> None:
    """A calendar."""
    read_invitations(data.decode("utf-8", "replace"))


def table(data: bytes) -> None:
    """A file to import, in whatever form."""
    for _row in read_table(io.BytesIO(data), ReadingOptions(), TODAY).rows:
        pass


TARGETS: dict[str, Callable[[bytes], None]] = {"mail": mail, "invitation": invitation, "table": table}


def seeds(target: str) -> Iterator[bytes]:
    """What a run begins with."""
    if target == "table":
        for path in sorted((ROOT / "tests" / "exchange" / "files").glob("*")):
            if path.suffix != ".expected" and path.stat().st_size < 20_000:
                yield path.read_bytes()
    else:
        yield (MAIL if target == "mail" else EVENT).encode()


def main() -> None:
    """Fuzz one target."""
    target, seconds = sys.argv[1], sys.argv[2] if len(sys.argv) > 2 else "600"
    corpus, kept = ROOT / "build" / f"corpus-{target}", ROOT / "build" / f"fuzz-{target}"
    corpus.mkdir(parents=True, exist_ok=True)
    kept.mkdir(exist_ok=True)
    for place, data in enumerate(seeds(target)):
        (corpus / f"seed-{place}").write_bytes(data)

    def once(data: bytes) -> None:
        with contextlib.suppress(BowoutError):
            TARGETS[target](data)

    bounds = [f"-max_total_time={seconds}", "-timeout=10", "-rss_limit_mb=1024", "-max_len=20000"]
    atheris.Setup(
        [sys.argv[0], *bounds, f"-artifact_prefix={kept}/", "-print_final_stats=1", str(corpus)], once
    )
    atheris.Fuzz()


if __name__ == "__main__":
    main()
