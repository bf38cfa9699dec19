"""Tables made of the words that people use: every row is told of, nothing is lost, nothing is guessed."""

import csv
import io
import re
from datetime import date
from pathlib import Path
from typing import NamedTuple
from zoneinfo import ZoneInfo

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from bowout.domain.errors import BowoutError
from bowout.domain.statuses import Status
from bowout.exchange import words
from bowout.exchange.reading import read_table
from bowout.exchange.records import ImportedRow, Reading, ReadingOptions, SkippedRow

TODAY = date(2026, 11, 26)
ZONE = ZoneInfo("Europe/Berlin")
SHARED = Path(__file__).parents[2].parent / "shared" / "vocabulary"

# What people write; each with what is never true of it.
DATES = [
    "2026-01-15", "15/01/2026", "01/15/2026", "3/4/2026", "15.01.2026", "1.2.26", "20260115", "1768435200",
    "1768435200123", "1768435200.5", "yes", "n/a", "expired", "8-Jul", "8/82019", "2062-01-01", "2026-13-45",
    "15-Jan-2026", "-", "2026-01-15 10:30:00", "12/16/25, 3:07 PM", "2026-02-14T18:12:00Z",
    "8/3/2025 and 9/9/2025", "Before 2026-01-24", "10/08/2025 10:00", "15 janvier 2026", "15. März 2026",
    "15 de enero de 2026", "15 Ocak 2026", "15 января 2026", "2026年1月15日", "Jan 15, 2026", "",
]  # fmt: skip
SECRETS = ("zebra", "quokka", "axolotl", "wombat", "ocelot")


class Dialect(NamedTuple):
    delimiter: str
    encoding: str
    end: str
    says_so: bool
    quoting: int


def shared(name: str, column: str) -> list[str]:
    path = SHARED / name
    if not path.exists():
        return []
    with path.open(encoding="utf-8", newline="") as file:
        return [row[column] for row in csv.DictReader(file)]


HEADINGS = sorted({*words.headings(), *shared("columns.csv", "heading")})
WORDS = sorted(
    {*words.statuses(), *shared("statuses.csv", "word"), "False", "Kabul edilmedi", "not accepted", "???"}
)

dialects = st.builds(
    Dialect,
    st.sampled_from([",", ";", "\t"]),
    st.sampled_from(["utf-8", "utf-8-sig", "utf-16"]),
    st.sampled_from(["\n", "\r\n"]),
    st.booleans(),
    st.sampled_from([csv.QUOTE_MINIMAL, csv.QUOTE_ALL]),
)
odd_text = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0\r"), max_size=30)
cells = st.one_of(st.sampled_from(WORDS), st.sampled_from(DATES), st.sampled_from(SECRETS), odd_text)


@st.composite
def tables(draw: st.DrawFn) -> tuple[list[str], list[list[str]]]:
    others = draw(st.lists(st.sampled_from(HEADINGS), max_size=6, unique=True))
    headings = draw(st.permutations(["Company", *(name for name in others if name != "Company")]))
    rows = [
        [f"Company {number}" if name == "Company" else draw(cells) for name in headings]
        for number in range(draw(st.integers(1, 6)))
    ]
    if draw(st.booleans()):
        rows[0] = rows[0][: draw(st.integers(1, len(rows[0])))]
    return list(headings), rows


def written(headings: list[str], rows: list[list[str]], dialect: Dialect) -> io.BytesIO:
    out = io.StringIO(newline="")
    if dialect.says_so:
        out.write(f"sep={dialect.delimiter}{dialect.end}")
    writer = csv.writer(
        out,
        delimiter=dialect.delimiter,
        lineterminator=dialect.end,
        quoting=dialect.quoting,  # type: ignore[arg-type] # an int
    )
    writer.writerows([headings, *rows])
    return io.BytesIO(out.getvalue().encode(dialect.encoding))


def read(
    file: io.BytesIO, *, day_first: bool | None = True
) -> tuple[Reading, list[ImportedRow | SkippedRow]]:
    reading = read_table(file, ReadingOptions(day_first=day_first, zone=ZONE), TODAY)
    return reading, list(reading.rows)


def all_text(row: ImportedRow) -> str:
    parts = [row.company, row.position, row.source, row.url, row.location, row.salary, row.external_id]
    parts += [*row.tags, *map(str, row.contacts), *row.notes]
    return " ".join(" ".join(str(part).split()) for part in parts if part)


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(tables(), dialects)
def test_every_row_is_an_application_or_skipped(
    table: tuple[list[str], list[list[str]]], dialect: Dialect
) -> None:
    headings, rows = table
    reading, found = read(written(headings, rows, dialect))
    read_rows = [row for row in rows if any(cell.strip() for cell in row)]
    if {"flow_from", "flow_to"} <= {use.field for use in reading.mapping}:
        return
    assert len(found) == len(read_rows)
    assert sum(row.of_rows if isinstance(row, ImportedRow) else 1 for row in found) == len(read_rows)
    for row in found:
        if isinstance(row, ImportedRow):
            assert row.status in list(Status)
            for day in (row.applied_on, row.ended_on):
                assert day is None or date(1990, 1, 1) <= date.fromisoformat(day) <= date(2026, 11, 27)
            assert row.ended_on is None or row.status in {"accepted", "rejected", "withdrawn", "ghosted"}


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(tables(), dialects)
def test_what_somebody_typed_is_somewhere_in_the_record(
    table: tuple[list[str], list[list[str]]], dialect: Dialect
) -> None:
    headings, rows = table
    reading, found = read(written(headings, rows, dialect))
    ignored = {use.number - 1 for use in reading.mapping if use.field == "ignore"}
    if {"flow_from", "flow_to"} <= {use.field for use in reading.mapping}:
        return
    for cells_written, row in zip(
        (row for row in rows if any(cell.strip() for cell in row)), found, strict=True
    ):
        if isinstance(row, SkippedRow):
            continue
        text = all_text(row)
        for number, cell in enumerate(cells_written):
            if number not in ignored and cell in SECRETS:
                assert cell in text


@settings(max_examples=100, deadline=None)
@given(st.sampled_from(WORDS), st.sampled_from(DATES))
def test_a_word_that_is_unknown_is_kept_and_told(word: str, day: str) -> None:
    _, (row,) = read(
        written(
            ["Company", "Status", "Date Applied"],
            [["Acme", word, day]],
            Dialect(",", "utf-8", "\n", False, csv.QUOTE_ALL),
        )
    )
    assert isinstance(row, ImportedRow)
    known = words.statuses().get(words.fold(word))
    if known is None and not words.says_nothing(word.strip()) and word != "False":
        assert any(" ".join(word.split()) in " ".join(note.split()) for note in row.notes)
        assert (
            row.doubts
            or words.statuses().keys() & set(map(words.fold, re.split(r"[:;,()]| \d+", word)))
            or _stem(word)
        )
    if row.applied_on is None and re.search(r"\d", day):
        assert any(day in note for note in row.notes)


def _stem(word: str) -> bool:
    folded = words.fold(word)
    return any(words.has_stem(folded, stem) for _, known in words.stems() for stem in known)


@settings(max_examples=300, deadline=None)
@given(st.binary(max_size=400))
def test_any_bytes_are_read_or_refused(data: bytes) -> None:
    try:
        list(read_table(io.BytesIO(data), ReadingOptions(zone=ZONE), TODAY).rows)
    except BowoutError as error:
        assert error.message


@settings(max_examples=300, deadline=None)
@given(st.text(max_size=300), st.sampled_from(["csv", "tsv", "json", "jsonl", "md", "xlsx", None]))
def test_any_text_in_any_format_is_read_or_refused(text: str, kind: str | None) -> None:
    data = ("company,role\n" + text).encode("utf-8", "surrogatepass")
    try:
        list(read_table(io.BytesIO(data), ReadingOptions(format=kind, zone=ZONE), TODAY).rows)
    except BowoutError as error:
        assert error.message


PLAIN = Dialect(",", "utf-8", "\n", says_so=False, quoting=csv.QUOTE_ALL)


def one(headings: list[str], cells: list[str]) -> tuple[Reading, ImportedRow]:
    reading, (row,) = read(written(headings, [cells], PLAIN))
    assert isinstance(row, ImportedRow)
    return reading, row


@pytest.fixture
def counted() -> None:
    if not SHARED.exists():
        pytest.skip("the counts of real files lie beside the repository, and are not here")


@pytest.mark.usefixtures("counted")
def test_every_heading_that_was_counted_is_placed() -> None:
    unplaced = []
    for heading in shared("columns.csv", "heading"):
        known = words.headings().get(words.fold_heading(heading))
        beside = [] if known and known.name == "company" else ["Company"]
        # An index column has no heading, and stands first.
        headings = [*beside, heading] if heading else [heading, *beside]
        reading, _ = one(headings, ["1"] * len(headings))
        use = reading.mapping[headings.index(heading)]
        if use.how in {"near", "none"}:
            unplaced.append(heading)
    print(f"headings: {len(shared('columns.csv', 'heading')) - len(unplaced)} placed; not: {unplaced}")
    assert not unplaced


@pytest.mark.usefixtures("counted")
def test_every_status_that_was_counted_is_read_or_a_named_doubt() -> None:
    meanings = dict(zip(shared("statuses.csv", "word"), shared("statuses.csv", "meaning"), strict=True))
    doubted = []
    for word, meaning in meanings.items():
        _, row = one(["Company", "Status"], ["Acme", word])
        if row.doubts:
            doubted.append(word)
            assert any(word.strip() in note for note in row.notes)
        expected = {"inbound": "applied", "interview": "interviewing", "declined_by_me": "withdrawn"}
        expected |= {"assessment": "screening", "ambiguous": "applied"}
        meant = meaning.split(" ")[0]
        assert row.status == expected.get(meant, meant), word
    print(f"statuses: {len(meanings) - len(doubted)} placed; doubted: {doubted}")
    assert {word for word in doubted if not meanings[word].startswith("ambiguous")} == {"reeejected"}


@pytest.mark.usefixtures("counted")
def test_every_date_that_was_counted_is_read_or_a_named_doubt() -> None:
    placed, doubted = 0, []
    for examples in shared("dates.csv", "examples"):
        for example in re.findall(r'"([^"]+)"', examples):
            _, row = one(["Company", "Date Applied"], ["Acme", example])
            if row.applied_on is None and row.doubts:
                doubted.append(example)
                assert any(example in note for note in row.notes)
            else:
                placed += 1
    print(f"dates: {placed} placed; doubted: {doubted}")
    assert len(doubted) <= 8 and placed >= 60


def test_each_word_of_our_own_is_read_as_it_says() -> None:
    expected = {
        "waiting": "applied",
        "approached": "applied",
        "assessment": "screening",
        "unclear": "applied",
    }
    expected |= {"interview": "interviewing", "final": "interviewing", "references": "interviewing"}
    expected |= {"discarded": "withdrawn", "declined": "withdrawn"}
    every = [word for word in words.statuses() if not words.says_nothing(word)]
    _, rows = read(written(["Company", "Status"], [["Acme", word] for word in every], PLAIN))
    for word, row in zip(every, rows, strict=True):
        assert isinstance(row, ImportedRow)
        meaning = words.statuses()[word].meaning.partition(":")[0]
        assert row.status == expected.get(meaning, meaning), word
        assert bool(row.doubts) == (meaning == "unclear"), word
