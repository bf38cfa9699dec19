"""What no list of applications is ends in a sentence, within seconds and within bounds."""

import io
import subprocess
import sys
import time
import zipfile
from datetime import date
from pathlib import Path

import pytest

from bowout.domain.errors import Refused, UsageError
from bowout.exchange.orders import DayOrMonth
from bowout.exchange.reading import read_table
from bowout.exchange.records import ImportedRow, ReadingOptions, SkippedRow
from bowout.exchange.tables.bounds import MAX_BYTES

TODAY = date(2026, 11, 26)
HEAD = b"Company,Notes,Contact,Link,History\n"


def rows(data: bytes | Path, **said: object) -> list[ImportedRow | SkippedRow]:
    source = data if isinstance(data, Path) else io.BytesIO(data)
    return list(read_table(source, ReadingOptions(**said), TODAY).rows)  # type: ignore[arg-type] # by name


def zipped(name: str, size: int) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive, archive.open(name, "w") as part:
        for _ in range(size // 1_000_000):
            part.write(b"0" * 1_000_000)
    return out.getvalue()


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (HEAD + b"A," + b"x" * 50_000_000, "longer than"),
        (HEAD + b'A,"' + b"xy\n" * 5_000_000 + b'"', "cannot be read"),
        (b'[{"company":"A","notes":"' + b"x" * 50_000_000 + b'"}]', "longer than"),
        (b'[{"company":"A","notes":' + b"[" * 1_000_000, "nested"),
        (b'{"a":' * 100_000, "nested"),
        (b"Company\nA\0B\n", "NUL"),
        (b"\0" * 5_000, "NUL"),
        (b"a," * 5_000 + b"\n", "columns"),
        (zipped("xl/worksheets/sheet1.xml", 500_000_000), "too large"),
        (zipped("xl/sharedStrings.xml", 100_000_000), "too large"),
        (b"PK\x03\x04 no archive", "no workbook"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "old workbook"),
        (b"%PDF-1.7", "PDF"),
        (b"", "empty"),
        (b"\xef\xbb\xbf\r\n\r\n", "no row"),
        (b"[]", "no list"),
        (b'[{"company": "A"}, {"comp', "no JSON"),
        (b"Foo,Bar\n1,2\n", "No headings"),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_a_file_that_is_none_is_refused_in_seconds(data: bytes, words: str) -> None:
    began = time.monotonic()
    with pytest.raises(Refused) as refused:
        rows(data)
    assert words in refused.value.message and refused.value.hint
    assert time.monotonic() - began < 5


def test_a_file_of_a_gigabyte_is_not_even_opened(tmp_path: Path) -> None:
    large = tmp_path / "large.csv"
    with large.open("wb") as file:
        file.truncate(1 << 30)
    assert large.stat().st_size > MAX_BYTES
    with pytest.raises(Refused, match="larger than"):
        rows(large)


@pytest.mark.parametrize(
    "cell", ["a@", "a.", "a>", "1 ", "a-", "1-", "[x](", "**a ", "(", "rejectedd ", "Applied, "]
)
def test_no_pattern_takes_its_time_over_a_long_cell(cell: str) -> None:
    long = cell * (900_000 // len(cell))
    began = time.monotonic()
    quoted = ",".join(f'"{long}"' for _ in range(4))
    found = rows(HEAD + f"A,{quoted}\n".encode()) + rows(f'Company,Status\nA,"{long}"\n'.encode())
    found += rows(f"| Company | Notes |\n|---|---|\n| A | {long} |\n".encode())
    assert len(found) == 3
    assert time.monotonic() - began < 8


@pytest.mark.parametrize("name", ["missing.csv", "a\0b", "."])
def test_what_cannot_be_opened_is_said(tmp_path: Path, name: str) -> None:
    with pytest.raises(Refused):
        rows(tmp_path / name)


def test_a_file_that_fits_nothing_says_what_it_has_and_how_to_map_it() -> None:
    with pytest.raises(Refused) as refused:
        rows(b"Foo,Bar\na,b\n")
    assert "1 “Foo”; 2 “Bar”" in refused.value.message
    assert (
        "--map" in refused.value.hint
        and "company" in refused.value.hint
        and "stage:interview" in refused.value.hint
    )
    with pytest.raises(Refused) as named:
        rows(b'[{"Foo": "a", "Bar": "b"}]')
    assert "1 “Foo”, 2 “Bar”" in named.value.message
    assert '--map "Foo"=company' in named.value.hint


def test_a_column_is_mapped_by_its_name_or_its_number() -> None:
    (row,) = rows(b"Foo,Bar\nAcme,Dev\n", columns={"foo": "company", "2": "position"})
    assert isinstance(row, ImportedRow) and (row.company, row.position) == ("Acme", "Dev")
    (first, second) = rows(b"Acme,Dev\nBeta,Ops\n", columns={"1": "company", "2": "position"})
    assert isinstance(first, ImportedRow) and isinstance(second, ImportedRow)
    assert (first.company, second.company) == ("Acme", "Beta")
    for columns in ({"Nope": "company"}, {"3": "company"}, {"Foo": "nonsense"}):
        with pytest.raises(UsageError):
            rows(b"Foo,Bar\na,b\n", columns={"Foo": "company"} | columns)


def test_only_an_open_applied_date_asks() -> None:
    table = b"Company,Date Applied,Interview Date\nAcme,03/04/2026,05/06/2026\n"
    with pytest.raises(DayOrMonth) as asked:
        rows(table)
    assert (asked.value.exit_code, asked.value.heading, asked.value.example) == (
        2,
        "Date Applied",
        "03/04/2026",
    )
    for day_first, day in ((True, "2026-04-03"), (False, "2026-03-04")):
        (row,) = rows(table, day_first=day_first)
        assert isinstance(row, ImportedRow) and row.applied_on == day
    (other,) = rows(b"Company,Interview Date\nAcme,05/06/2026\n")
    assert isinstance(other, ImportedRow)
    assert other.stages[0].at is None and other.notes == ("Interview Date: 05/06/2026",) and other.doubts
    (evident, _) = rows(b"Company,Date Applied,Interview\nAcme,03/04/2026,25/06/2026\nB,,\n")
    assert isinstance(evident, ImportedRow) and evident.applied_on == "2026-04-03"


def test_a_workbook_comes_in_with_its_dates_as_dates(tmp_path: Path) -> None:
    from datetime import datetime

    from openpyxl import Workbook

    book = Workbook()
    sheet = book.active
    assert sheet is not None
    for cells in (
        ["My search"], [], ["Company", "Role", "Status", "Date Applied", "Interview", "Job Number"],
        ["Acme", "Dev", "Interview", datetime(2026, 4, 3), datetime(2026, 5, 6, 14, 30), 4711.0],
        [None, None, None, None], ["Beta", "Ops", "=1+1", "05/13/2026", None, True],
    ):  # fmt: skip
        sheet.append(cells)
    book.create_sheet("Old ones").append(["Company", "x"])
    path = tmp_path / "a folder" / "jobs.xlsx"
    path.parent.mkdir()
    book.save(path)
    reading = read_table(path, ReadingOptions(), TODAY)
    first, second = reading.rows
    assert isinstance(first, ImportedRow) and isinstance(second, ImportedRow)
    assert (first.line, first.applied_on, first.external_id) == (4, "2026-04-03", "4711")
    assert first.stages[0].at == "2026-05-06T14:30:00Z"
    assert (second.line, second.applied_on) == (6, "2026-05-13")
    assert [doubt.value for doubt in reading.doubts] == ["Old ones", "My search"]


@pytest.mark.slow
@pytest.mark.skipif(
    not Path("/proc/self/status").exists(), reason="the system does not tell the most memory held"
)
def test_a_hundred_thousand_rows_stay_within_bounds(tmp_path: Path) -> None:
    table = tmp_path / "many.csv"
    with table.open("w", encoding="utf-8") as file:
        file.write("Company,Job Title,Status,Date Applied,Location,Job Url,Notes\n")
        for number in range(100_000):
            day = f"{number % 28 + 1:02}/{number % 12 + 1:02}/2025"
            file.write(
                f"Company {number},Engineer,Rejected,{day},Berlin,https://a.example/{number},note {number}\n"
            )
    program = (
        "import sys\nfrom datetime import date\nfrom pathlib import Path\n"
        "from bowout.exchange.reading import read_table\nfrom bowout.exchange.records import ReadingOptions\n"
        "reading = read_table(Path(sys.argv[1]), ReadingOptions(), date(2026, 11, 26))\n"
        "print(sum(1 for row in reading.rows))\n"
        "print(Path('/proc/self/status').read_text().partition('VmHWM:')[2].split()[0])\n"
    )
    out = subprocess.run(
        [sys.executable, "-c", program, str(table)], capture_output=True, text=True, check=True
    )
    count, most = map(int, out.stdout.split())
    assert count == 100_000
    assert most < 150 * 1024


def test_nothing_heavy_is_loaded_before_it_is_needed() -> None:
    program = (
        "import sys, bowout.exchange.reading\n"
        "heavy = {'openpyxl', 'ijson', 'rapidfuzz', 'charset_normalizer', 'babel', 'dateparser', 'sqlalchemy'}\n"
        "print(sorted(heavy & sys.modules.keys()))\n"
    )
    out = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    assert out.stdout.strip() == "[]"
