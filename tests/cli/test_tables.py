import io
import subprocess
import sys
import time
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bowout.cli.tables import clean, colour_wanted, cut, style, table, width, wrap

HEADINGS = ("#", "company", "position")
ROWS = [("1", "Acme", "Backend Engineer"), ("12", "日本語テスト", "Entwicklerin für Überraschungen")]
# Every script there is, controls and halves of surrogate pairs included.
TEXT = st.text(st.characters(), max_size=30)


def visible(line: str) -> str:
    for code in ("\x1b[0m", "\x1b[1m", "\x1b[2m", "\x1b[32m"):
        line = line.replace(code, "")
    return line


@pytest.mark.parametrize(
    ("text", "cells"),
    [
        ("", 0),
        ("abc", 3),
        ("Müller", 6),
        ("Mu\u0308ller", 6),
        ("日本語", 6),
        ("ﾊﾝｶｸ", 4),
        ("한글", 4),
        ("\u1112\u1161\u11ab\u1100\u1173\u11af", 4),
        ("שלום", 4),
        ("می\u200cخواهم", 7),
        ("🙂", 2),
        ("❤\ufe0f", 2),
        ("a\u200bb", 2),
        ("Ａ", 2),
    ],
)
def test_width(text: str, cells: int) -> None:
    assert width(text) == cells


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("\x1b[31mred\x1b[0m", r"\x1b[31mred\x1b[0m"),
        ("\x9b31m\x07\x7f\0", r"\x9b31m\x07\x7f\x00"),
        ("over\rwritten", r"over\x0dwritten"),
        ("exe\u202ecod.\u2066a\u2069", r"exe\u202ecod.\u2066a\u2069"),
        ("a\u2028b", r"a\u2028b"),
        ("\udc80", r"\udc80"),
        ("two\nlines\r\nand  \n\n a tab\there", "two lines and a tab here"),
    ],
)
def test_what_a_terminal_would_obey_is_shown(text: str, shown: str) -> None:
    assert clean(text) == shown


@pytest.mark.parametrize(
    "text",
    [
        "",
        "Zoë & Söhne",
        "日本語",
        "שלום\u200f!",
        "العربية\u061c",
        "می\u200cخواهم",
        "क्\u200dष",
        "👩\u200d💻❤\ufe0f🇩🇪",
        "no-break\u00a0space",
        "soft\u00adhyphen",
        r"C:\x1b",
    ],
)
def test_ordinary_text_stays_as_it_is(text: str) -> None:
    assert clean(text) == text


@pytest.mark.parametrize(
    ("text", "cells", "shown"),
    [
        ("Acme", 4, "Acme"),
        ("Acme Ltd", 6, "Acme…"),
        ("Acme", 1, "…"),
        ("Acme", 0, ""),
        ("日本語", 5, "日本…"),
        ("日本語", 4, "日…"),
        ("e\u0301e\u0301e\u0301", 2, "e\u0301…"),
        ("👩\u200d💻x", 4, "👩…"),
    ],
)
def test_cut(text: str, cells: int, shown: str) -> None:
    assert cut(text, cells) == shown


def test_a_table_on_a_wide_terminal() -> None:
    assert table(HEADINGS, ROWS, terminal_width=80).split("\n") == [
        "#   company       position",
        "──  ────────────  ───────────────────────────────",
        "1   Acme          Backend Engineer",
        "12  日本語テスト  Entwicklerin für Überraschungen",
    ]


def test_the_widest_column_shrinks_first() -> None:
    assert table(HEADINGS, ROWS, terminal_width=34).split("\n") == [
        "#   company       position",
        "──  ────────────  ────────────────",
        "1   Acme          Backend Engineer",
        "12  日本語テスト  Entwicklerin fü…",
    ]


def test_some_columns_are_never_shortened_and_some_left_out() -> None:
    rows = [("1", "Acme", "Backend Engineer at large", "2026-11-28", "30 Nov 10:00 interview 1")]
    headings = ("#", "company", "position", "applied", "next")
    assert table(headings, rows, terminal_width=64, whole=(4,), spare=(3,)).split("\n")[2] == (
        "1  Acme     Backend Engin…  2026-11-28  30 Nov 10:00 interview 1"
    )
    assert table(headings, rows, terminal_width=57, whole=(4,), spare=(3,)).split("\n")[2] == (
        "1  Acme     Backend Engineer a…  30 Nov 10:00 interview 1"
    )
    assert "Backend Engineer at large" in table(headings, rows, terminal_width=60, whole=(2, 4))


def test_where_columns_find_no_room_a_row_is_running_text() -> None:
    rows = [*ROWS, ("13", "", "SRE")]
    assert table(HEADINGS, rows, terminal_width=30).split("\n") == [
        "# · company · position",
        "─" * 30,
        "1 · Acme · Backend Engineer",
        "12 · 日本語テスト ·",
        "  Entwicklerin für",
        "  Überraschungen",
        "13 · SRE",
    ]


def test_piped_tables_are_whole_and_keep_their_empty_fields() -> None:
    text = table(HEADINGS, [*ROWS, ("13", "", "a\tb\nc" + "x" * 500)], terminal_width=None, colour=True)
    assert text.split("\n") == [
        "#\tcompany\tposition",
        "1\tAcme\tBackend Engineer",
        "12\t日本語テスト\tEntwicklerin für Überraschungen",
        "13\t\ta b c" + "x" * 500,
    ]


def test_no_rows_leave_the_headings() -> None:
    assert table(HEADINGS, [], terminal_width=None) == "#\tcompany\tposition"
    assert len(table(HEADINGS, [], terminal_width=80).split("\n")) == 2


def test_rows_of_another_length_are_a_mistake() -> None:
    with pytest.raises(ValueError, match="shorter"):
        table(HEADINGS, [("1",)], terminal_width=80)


def test_colour_changes_nothing_else() -> None:
    def paint(column: int, text: str) -> str | None:
        return "green" if column == 1 and text == "Acme" else None

    text = table(HEADINGS, ROWS, terminal_width=40, colour=True, paint=paint)
    assert "\x1b[32mAcme\x1b[0m" in text
    for cells in (40, 30):
        text = table(HEADINGS, ROWS, terminal_width=cells, colour=True, paint=paint)
        assert visible(text) == table(HEADINGS, ROWS, terminal_width=cells, paint=paint)


def test_style() -> None:
    assert style("x", "bold", True) == "\x1b[1mx\x1b[0m"
    assert style("x", "bold", False) == "x"


class Terminal(io.StringIO):
    def isatty(self) -> bool:
        return True


@pytest.mark.parametrize(
    ("variables", "wanted"),
    [({}, True), ({"NO_COLOR": ""}, True), ({"NO_COLOR": "1"}, False), ({"TERM": "dumb"}, False)],
)
def test_when_to_colour(monkeypatch: pytest.MonkeyPatch, variables: dict[str, str], wanted: bool) -> None:
    monkeypatch.delenv("NO_COLOR", raising=False)
    monkeypatch.setenv("TERM", "xterm-256color")
    for name, value in variables.items():
        monkeypatch.setenv(name, value)
    assert colour_wanted(Terminal()) is wanted
    assert colour_wanted(io.StringIO()) is False


@pytest.mark.parametrize(
    ("text", "cells", "lines"),
    [
        ("", 10, [""]),
        ("one two three", 7, ["one two", "three"]),
        ("one\n\ntwo", 7, ["one", "", "two"]),
        ("a longwordhere b", 6, ["a long", "wordhe", "re b"]),
        ("thanks 日本語テスト ok", 10, ["thanks 日", "本語テスト", "ok"]),
        ("x\x1b[2J", 20, [r"x\x1b[2J"]),
        ("日", 1, ["日"]),
    ],
)
def test_wrap(text: str, cells: int, lines: list[str]) -> None:
    assert wrap(text, cells) == lines


@given(TEXT)
def test_clean_text_has_nothing_to_obey(text: str) -> None:
    shown = clean(text)
    assert not {unicodedata.category(char) for char in shown} & {"Cc", "Cs", "Zl", "Zp"}
    assert not set(shown) & set("\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")
    assert clean(shown) == shown
    shown.encode()


@given(TEXT, st.integers(0, 40))
def test_cut_text_fits(text: str, cells: int) -> None:
    assert width(cut(clean(text), cells)) <= cells


@given(
    st.integers(1, 6).flatmap(lambda n: st.lists(st.tuples(*[TEXT] * n), min_size=1)),
    st.integers(4, 120),
    st.sets(st.integers(0, 5)),
    st.sets(st.integers(1, 5)),
)
def test_no_line_of_a_table_is_too_wide(
    rows: list[tuple[str, ...]], terminal_width: int, whole: set[int], spare: set[int]
) -> None:
    places = [place for place in spare if place < len(rows[0])]
    text = table(rows[0], rows, terminal_width=terminal_width, colour=True, whole=whole, spare=places)
    lines = text.split("\n")
    assert len(lines) >= len(rows) + 2
    assert all(width(visible(line)) <= terminal_width for line in lines)


@given(st.lists(st.tuples(TEXT, TEXT, TEXT)))
def test_a_piped_table_reads_back(rows: list[tuple[str, ...]]) -> None:
    lines = table(HEADINGS, rows, terminal_width=None).split("\n")
    assert [line.split("\t") for line in lines[1:]] == [[clean(cell) for cell in row] for row in rows]


@given(TEXT, st.integers(2, 40))
def test_wrapped_text_fits_and_loses_nothing(text: str, cells: int) -> None:
    lines = wrap(text, cells)
    assert all(width(line) <= cells for line in lines)
    assert "".join(lines).replace(" ", "") == "".join(map(clean, text.split("\n"))).replace(" ", "")


def test_long_texts_take_their_time_only_once() -> None:
    start = time.process_time()
    assert len(wrap("日x" * 50_000, 80)) > 1800
    assert len(table(HEADINGS, [("1", "x" * 100_000, "é" * 100_000)], terminal_width=80)) < 300
    assert time.process_time() - start < 3


def test_a_thousand_rows() -> None:
    rows = [
        (str(n), f"Acme {n}", "Senior Backend Engineer " * (n % 4), "株式会社", "2026-11-28")
        for n in range(1000)
    ]
    took = []
    for _ in range(5):
        start = time.process_time()
        table(("#", "company", "position", "x", "next"), rows, terminal_width=100)
        took.append(time.process_time() - start)
    assert min(took) < 0.04


def test_nothing_heavy_is_loaded_at_the_start() -> None:
    """What these modules import counts towards every command (performance.md)."""
    heavy = "dateparser platformdirs tzlocal rich sqlalchemy tomllib tempfile difflib shutil"
    code = (
        "import sys, bowout.config, bowout.cli.tables, bowout.services.when, bowout.zones\n"
        f"print(*(name for name in '{heavy}'.split() if name in sys.modules))"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == ""
