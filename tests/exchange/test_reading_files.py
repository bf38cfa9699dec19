"""Files written by hand after what people really have: each comes in as the whole result beside it says.

`BOWOUT_GOLDEN=write` writes the results anew; what changed is then read in `git diff`.
"""

import json
import os
from datetime import date
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from bowout.domain.plain import JsonValue, plain
from bowout.exchange.reading import read_table
from bowout.exchange.records import ImportedRow, ReadingOptions

FOLDER = Path(__file__).parent / "files"
FILES = sorted(path for path in FOLDER.iterdir() if path.suffix != ".expected")
TODAY = date(2026, 11, 26)
WRITE = os.environ.get("BOWOUT_GOLDEN") == "write"  # here, since each test has an empty environment


def result(path: Path) -> JsonValue:
    reading = read_table(path, ReadingOptions(zone=ZoneInfo("Europe/Berlin")), TODAY)
    rows: list[JsonValue] = []
    for row in reading.rows:
        told = plain(row)
        assert isinstance(told, dict)
        if isinstance(row, ImportedRow):
            # What is empty says nothing to a reader of the result; the cells stand in the file.
            told = {
                key: value for key, value in told.items() if value not in (None, [], False) and key != "cells"
            }
        rows.append(told)
    return {
        "recognised": reading.recognised,
        "columns": {use.heading or str(use.number): f"{use.field} ({use.how})" for use in reading.mapping},
        "doubts": plain(reading.doubts),
        "rows": rows,
    }


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.name)
def test_a_file_comes_in_as_a_person_would_read_it(path: Path) -> None:
    expected = path.with_name(f"{path.name}.expected")
    found = json.dumps(result(path), ensure_ascii=False, indent=1) + "\n"
    if WRITE:
        expected.write_text(found, encoding="utf-8")
    assert found == expected.read_text(encoding="utf-8")
