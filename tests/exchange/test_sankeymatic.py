"""Flows as the text that SankeyMATIC draws."""

import io
import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bowout.exchange.sankeymatic import write_sankeymatic

LINE = re.compile(r"(?P<source>[^\[\]{}<>\n]+) \[(?P<amount>\d+)\] (?P<target>[^\[\]{}<>\n]+)")


def written(*flows: tuple[str, str, int], comment: str = "") -> str:
    out = io.StringIO()
    assert write_sankeymatic(flows, out, comment=comment) == len(flows)
    return out.getvalue()


def test_the_form() -> None:
    text = written(
        ("Applied", "Ghosted", 92), ("Applied", "Final interview", 1), comment="What it is.\nAnd more."
    )
    assert text == "// What it is.\n// And more.\nApplied [92] Ghosted\nApplied [1] Final interview\n"


@pytest.mark.parametrize(
    ("name", "escaped"),
    [
        ("Offer [2] Acme", "Offer (2) Acme"),
        ("C# {remote} <now>", "C# (remote) (now)"),
        ("Screening #606", "Screening no. 606"),
        (":Applied", "Applied"),
        ("// Applied", "Applied"),
        ("two\nlines", "two lines"),
        ("  ", "(none)"),
        ("面接", "面接"),
    ],
)
def test_names_are_escaped(name: str, escaped: str) -> None:
    assert written((name, "Ghosted", 1)).strip("\n") == f"{escaped} [1] Ghosted"


@given(st.text(), st.text(), st.integers(1, 10**6))
def test_whatever_it_is_called_it_is_one_flow(source: str, target: str, amount: int) -> None:
    lines = written((source, target, amount)).split("\n")
    assert len(lines) == 2 and lines[1] == ""
    match = LINE.fullmatch(lines[0])
    assert match is not None and int(match["amount"]) == amount
    assert not lines[0].startswith(("//", ":", "'"))
