"""What people read fits their terminal, from 40 to 200 columns."""

from pathlib import Path

import pytest

from bowout.cli.tables import width
from tests.support import READING, Clock, Runner

# A letter is there to be pasted, a template to be copied: its lines are not broken.
LETTERS = {"letters show 1", "templates show wishes"}
CHANGING = (
    ("add", "Acme", "Principal Engineer for the Reliability of Large Systems", "--contact", "Noa <noa@acme.example>"),
    ("add", "Umbrella", "--approached"),
    ("edit", "umbrella", "--position", "Engineer", "--location", "Leeds"),
    ("note", "umbrella", "they called", "--highlight", "the walk through your on-call practice"),
    ("stage", "add", "umbrella", "interview", "--at", "2026-11-24T10:00", "--where", "https://meet.example/abc"),
    ("stage", "edit", "umbrella", "--with", "Dana Fox <dana.fox@umbrella.example>"),
    ("stage", "done", "umbrella", "1", "--highlight", "the walk through your on-call practice"),
    ("stage", "add", "umbrella", "final"),
    ("reschedule", "umbrella", "2026-12-01T10:00"),
    ("stage", "cancel", "umbrella", "2"),
    ("contact", "add", "umbrella", "Lee Wong <lee.wong@umbrella.example>", "--role", "hiring manager"),
    ("contact", "remove", "umbrella", "Lee Wong"),
    ("remind", "umbrella", "2026-12-24", "ask them whether the position is still open, and until when"),
    ("remind", "umbrella", "--done"),
    ("move", "umbrella", "globex", "screening", "--note", "both of them called on the same day"),
    ("applied", "3"),
    ("rejected", "umbrella"),
    ("ghosted", "globex"),
    ("delete", "umbrella", "--yes"),
    ("undo",),
    ("redo",),
    ("sent", "acme"),
    ("profile", "--linkedin", "https://www.linkedin.com/in/robin-ames-the-first-of-that-name"),
    ("config", "set", "delivery", "printed"),
    ("database", "upgrade"),
)  # fmt: skip


@pytest.fixture
def full(bowout: Runner, search: None, clock: Clock, monkeypatch: pytest.MonkeyPatch) -> None:
    """A search with long names, several scripts, and something of each kind to show; without colour."""
    for command in (
        ("add", "Wagner, Müller & Söhne Verwaltungsgesellschaft", "Entwicklerin für Überraschungen aller Art",
         "--source", "a friend of a friend", "--agency", "The Hunters", "--tag", "remote", "--tag", "second choice",
         "--url", "https://jobs.example/a/very/long/path/that/has/no/blank/in/it/at/all/1234567890"),
        ("contact", "add", "wagner", "Dana Fox-Montgomery <dana.fox@recruiting.wagner.example>",
         "--role", "recruiter", "--phone", "+44 20 7946 0000"),
        ("stage", "add", "wagner", "interview", "--at", "2026-12-03T14:00", "--minutes", "60", "--with", "Lee Wong",
         "--where", "https://meet.example/abc-defg-hij-klmn", "--with", "Sam Okoro <sam@wagner.example>"),
        ("stage", "add", "日本商事", "assessment", "--due", "2026-11-26"),
        ("stage", "add", "globex", "interview"),
        ("remind", "wagner", "2026-11-30", "ask Dana whether the second round is on the same day as the first"),
        ("remind", "日本商事", "today", "面接の準備をする、履歴書を送る、推薦状を頼む"),
        ("add", "Northwind", "Engineer", "--applied", "2026-10-01"),
        ("note", "wagner", "a long private note " * 5),
    ):  # fmt: skip
        assert bowout(*command).code == 0, command
    clock.advance(days=3)
    monkeypatch.setenv("NO_COLOR", "1")


@pytest.mark.usefixtures("full")
@pytest.mark.parametrize("columns", [40, 57, 80, 120, 200])
def test_what_commands_print_fits(bowout: Runner, columns: int, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COLUMNS", str(columns))
    reading = [tuple(command.split()) for command in READING if command not in LETTERS]
    for command in [*reading, *CHANGING]:
        result = bowout(*command, terminal=True)
        assert result.code == 0, (command, result.err)
        shown = result.out + result.err
        too_wide = [line for line in shown.splitlines() if width(line) > columns]
        assert shown, command
        assert not too_wide, command


@pytest.mark.usefixtures("full")
@pytest.mark.parametrize("columns", [40, 80, 200])
def test_what_is_needed_is_there_whole(bowout: Runner, columns: int, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COLUMNS", str(columns))
    for command, words in (
        ("list", "interviewing 3 Dec 14:00 interview 1"),
        ("contact list 5", "dana.fox@recruiting.wagner.example recruiter"),
        ("stage list 5", "interview 1, scheduled, 2026-12-03 14:00 for 60 minutes,"),
        ("agenda", "same day as the first"),
        (
            "log",
            "reminder on Wagner, Müller & Söhne Verwaltungsgesellschaft, Entwicklerin für Überraschungen",
        ),
    ):
        shown = bowout(*command.split(), terminal=True).out
        assert set(words.split()) <= set(shown.split()), command


@pytest.mark.usefixtures("full")
def test_nothing_found_fits_too(bowout: Runner, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("COLUMNS", "40")
    for command in (
        ("list", "zebra"),
        ("history", "--since", "today"),
        ("agenda", "--db", tmp_path / "new.db"),
    ):
        shown = bowout(*command, terminal=True)
        assert shown.code == 0
        assert max(map(width, (shown.out + shown.err).splitlines())) <= 40
