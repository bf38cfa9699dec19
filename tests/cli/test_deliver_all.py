"""The letters of leaving several leave together: files in a folder, drafts, by one step."""

from collections.abc import Callable
from pathlib import Path

import pytest

from tests.support import Runner

pytestmark = pytest.mark.usefixtures("clock", "writer")
Rows = Callable[[], dict[str, list[tuple[object, ...]]]]
ACCEPT = ("accept", 1, "--withdraw-others", "--yes")


@pytest.fixture(autouse=True)
def several(bowout: Runner) -> None:
    """An offer (1), two that one person runs (2, 3), another (4), and one without an address (5)."""
    for company, position, *contact in (
        ("Globex", "Dev", "--contact", "Gil Ott <gil@globex.example>"),
        ("Acme", "Backend", "--contact", "Dana Fox <dana@acme.example>"),
        ("Acme", "Platform", "--contact", "Dana Fox <dana@acme.example>"),
        ("Initech", "Tester", "--contact", "Ian Roe <ian@initech.example>"),
        ("Hooli", "Analyst"),
    ):
        assert bowout("add", company, position, *contact).code == 0
    assert bowout("move", 1, "offer").code == 0


def states(bowout: Runner) -> list[str]:
    return [letter["state"] for letter in bowout("letters", "list", "--json").json]


@pytest.mark.parametrize("command", [ACCEPT, ("withdraw", "--all", "--except", 1, "-r", "culture", "--yes")])
def test_each_letter_with_an_address_becomes_a_file_and_one_undo_takes_all_back(
    bowout: Runner, tmp_path: Path, rows: Rows, command: tuple[str | int, ...]
) -> None:
    before = rows()
    folder = tmp_path / "of mine"
    folder.mkdir()
    done = bowout(*command, "--eml", folder)
    assert done.code == 0
    assert f"2 letters: written to the folder {folder}, ready to send" in done.out + done.err
    assert sorted(path.name for path in folder.iterdir()) == ["withdrawal-2.eml", "withdrawal-4.eml"]
    assert b"Backend and Platform" in (folder / "withdrawal-2.eml").read_bytes()
    assert sorted(states(bowout)) == ["drafted", "handed_over", "handed_over"]
    assert bowout("undo").code == 0 and rows() == before


def test_its_json_tells_what_became_of_each_letter(bowout: Runner, tmp_path: Path) -> None:
    left = bowout(*ACCEPT, "--eml", tmp_path, "--json").json["left"]
    told = {each["application"]["id"]: each["letter"]["state"] for each in left}
    assert told == {2: "handed_over", 3: "handed_over", 4: "handed_over", 5: "drafted"}


def test_the_setting_holds_for_all_of_them(
    bowout: Runner, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    for setting, files in (("copy", 0), ("eml", 2), ("eml", 4)):
        bowout("config", "set", "delivery", setting)
        assert bowout(*ACCEPT).code == 0
        assert len(list(tmp_path.glob("withdrawal-*.eml"))) == files
        assert bowout("undo").code == 0


@pytest.mark.parametrize(
    ("options", "code", "told"),
    [
        (("--withdraw-others", "--eml", "nowhere"), 2, "nowhere is no folder"),
        (("--eml", "."), 2, "Add --withdraw-others"),
        (("--withdraw-others", "--eml", ".", "--send"), 2, "two ways"),
        (("--withdraw-others", "--send"), 2, "Mail is not set up"),
    ],
)
def test_what_cannot_work_is_refused_before_anything_is_recorded(
    bowout: Runner,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    rows: Rows,
    options: tuple[str, ...],
    code: int,
    told: str,
) -> None:
    monkeypatch.chdir(tmp_path)
    before = rows()
    refused = bowout("accept", 1, *options, "--yes")
    assert (refused.code, told in refused.err) == (code, True)
    assert rows() == before


def test_one_letter_at_a_time_takes_no_several(bowout: Runner) -> None:
    refused = bowout("withdraw", "--all", "-r", "culture", "--copy", "--yes")
    assert refused.code == 2 and "--copy takes one letter" in refused.err


def test_a_file_that_exists_keeps_everything_as_it_is(bowout: Runner, tmp_path: Path, rows: Rows) -> None:
    (tmp_path / "withdrawal-4.eml").write_text("mine")
    before = rows()
    assert bowout(*ACCEPT, "--eml", tmp_path).code == 1
    assert rows() == before and [path.name for path in tmp_path.glob("*.eml")] == ["withdrawal-4.eml"]
    assert bowout(*ACCEPT, "--eml", tmp_path, "--overwrite").code == 0
    assert b"Ian" in (tmp_path / "withdrawal-4.eml").read_bytes()


def test_a_server_out_of_reach_leaves_all_drafted_and_named(
    bowout: Runner, monkeypatch: pytest.MonkeyPatch
) -> None:
    bowout("config", "set", "mail.imap", "127.0.0.1:1")
    bowout("config", "set", "mail.password_command", "echo secret")
    done = bowout(*ACCEPT, "--to-drafts")
    assert done.code == 3 and "Not handed over, and still drafted: 4" in done.out + done.err
    assert "bowout send 2 tries again" in done.err
    assert sorted(states(bowout)) == ["drafted", "drafted", "failed"]
