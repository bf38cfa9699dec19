"""bowout report --proof: what an office may see."""

import re
from pathlib import Path

import pytest

from tests.support import Runner

pytestmark = pytest.mark.usefixtures("search")


def test_it_has_what_was_applied_for_and_no_private_word(bowout: Runner, tmp_path: Path) -> None:
    assert bowout("add", "<b>Evil</b>", "Tester", "--note", "hush").code == 0
    bowout("note", "evil", "--concern", "culture:loud")
    for name in ("proof.html", "proof.csv"):
        result = bowout("report", "--proof", "-o", tmp_path / name)
        assert result.out == f"Written to {tmp_path / name}: 4 applications.\n"
        text = (tmp_path / name).read_text(encoding="utf-8")
        for word in ("Acme", "Globex", "Initech", "2026-11-01", "rejected", "withdrawn"):
            assert word in text, word
        for word in ("private truth", "career", "Grüße", "tired", "hush", "60k", "Dana", "日本商事"):
            assert word not in text, word
    page = (tmp_path / "proof.html").read_text(encoding="utf-8")
    assert "Robin Ames" in page
    assert "<b>Evil" not in page
    assert not re.search(r"https?:|src=|href=|url\(|<script", page)


def test_since_and_usage(bowout: Runner) -> None:
    assert "Initech" not in bowout("report", "--proof", "--since", "2026-11-10").out
    assert bowout("report", "--proof", "--format", "pdf").code == 2
