"""Letters in other languages, and one that the program has never heard of."""

import shutil

import pytest

from bowout.letters.languages import language_of_locale
from bowout.letters.sources import own_folder, shipped_folder
from tests.letters.cases import LANGUAGES
from tests.support import Runner

pytestmark = pytest.mark.usefixtures("clock", "writer")
LIKED = "the walk through your on-call practice"


@pytest.fixture
def met(bowout: Runner, writer: None) -> None:
    """An interview held, with something liked, noted in English."""
    bowout("add", "Acme", "Backend Engineer", "--contact", "Frau Dana Fox <dana@acme.example>")
    bowout("stage", "add", 1, "interview", "--at", "2026-11-20T10:00")
    assert bowout("stage", "done", 1, "--highlight", LIKED).code == 0


@pytest.mark.parametrize(
    ("locale", "language"),
    [
        ("de_AT.UTF-8", "de"), ("fr_CA", "fr"), ("es_MX.UTF-8", "es"), ("en_US.UTF-8", "en-US"),
        ("en_AU.UTF-8", "en-GB"), ("de@euro", "de"), ("C.UTF-8", "en-GB"), ("", "en-GB"), ("ja_JP", "en-GB"),
    ],
)  # fmt: skip
def test_a_locale_has_its_language(locale: str, language: str) -> None:
    assert language_of_locale(locale) == language


@pytest.mark.usefixtures("met")
@pytest.mark.parametrize("language", LANGUAGES)
def test_each_language_is_written_checked_and_explained(bowout: Runner, language: str) -> None:
    left = bowout("withdraw", "acme", "-r", "career", "--language", language, "--json").json
    letter = left["letter"]
    assert letter["language"] == language
    assert [check["code"] for check in left["checks"]] == (
        [] if language.startswith("en") else ["highlight_left_out"]
    )
    assert (LIKED in letter["body"]) == language.startswith("en")
    assert bowout("letters", "check", letter["id"]).code == 0
    # What follows is in the language of what went before.
    assert bowout("explain", "acme", "--json").json["language"] == language


@pytest.mark.usefixtures("met")
def test_what_is_given_now_is_in_the_letters_language(bowout: Runner) -> None:
    liked = "die Offenheit im Gespräch"
    left = bowout(
        "withdraw", "acme", "-r", "career", "--language", "de", "--highlight", liked, "--dry-run", "--json"
    ).json
    assert liked in left["letter"]["body"] and left["checks"] == []
    assert "Sehr geehrte Frau Fox,\n\n" in left["letter"]["body"]


@pytest.mark.usefixtures("met")
def test_a_language_is_a_folder_and_needs_no_code(bowout: Runner) -> None:
    folder = own_folder() / "nds"
    shutil.copytree(shipped_folder() / "de", folder)
    words = folder / "language.toml"
    text = words.read_text(encoding="utf-8")
    words.write_text(text.replace("Mit freundlichen Grüßen", "Mit fründlich Gröten", 1), encoding="utf-8")
    letter = bowout("withdraw", "acme", "-r", "career", "--language", "nds", "--json").json["letter"]
    assert letter["language"] == "nds" and "\n\nMit fründlich Gröten\n" in letter["body"]
    assert "nds" in bowout("profile", "--language", "xx").err
    assert bowout("profile", "--language", "nds", "--json").json["language"] == "nds"


def test_a_language_that_lacks_something_says_what(bowout: Runner) -> None:
    folder = own_folder() / "nds"
    shutil.copytree(shipped_folder() / "de", folder)
    (folder / "wishes.j2").unlink()
    bowout("add", "Acme", "Backend Engineer")
    result = bowout("withdraw", "acme", "-r", "career", "--language", "nds")
    assert result.code == 1 and "wishes.j2" in result.err
    assert bowout("show", "acme", "--json").json["status"] == "applied"
