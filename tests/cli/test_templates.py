"""bowout templates list, show, edit, check; and withdraw with a person's own templates."""

import stat
from collections.abc import Callable
from pathlib import Path

import pytest

from bowout.letters.languages import languages
from bowout.letters.sources import own_folder, shipped_folder
from tests.support import Result, Runner

Rows = Callable[[], dict[str, list[tuple[object, ...]]]]
Editor = Callable[[str], None]
WISHES = "en-GB/wishes.j2"


def own(name: str, text: str) -> Path:
    path = own_folder() / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")
    return path


@pytest.fixture
def editor(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Editor:
    """Takes the shell script that edits the file "$1"."""

    def use(script: str) -> None:
        path = tmp_path / "editor"
        path.write_text(f"#!/bin/sh\n{script}\n")
        path.chmod(0o700)
        monkeypatch.setenv("EDITOR", str(path))

    return use


def mode(path: Path) -> int:
    return stat.S_IMODE(path.stat().st_mode)


def test_list_shows_what_is_in_force(bowout: Runner) -> None:
    listed = bowout("templates", "list", "--json").json
    assert [view["path"] for view in listed] == sorted(view["path"] for view in listed)
    assert {view["source"] for view in listed} == {"shipped"}
    first, *rest = (
        own("en-GB/tones/dry/wishes.j2", "{# How it ends. Long or short #}\nSo long"),
        own(WISHES, "So long"),
    )
    shown = {view["path"]: view for view in bowout("templates", "list", "--json").json}
    assert len(shown) == len(listed) + 1
    assert shown["en-GB/tones/dry/wishes.j2"] == {
        "path": "en-GB/tones/dry/wishes.j2",
        "language": "en-GB",
        "tone": "dry",
        "kind": "part",
        "source": "own",
        "about": "How it ends",
        "file": str(first),
    }
    assert (shown[WISHES]["source"], shown[WISHES]["file"]) == ("own", str(rest[0]))
    assert shown["en-GB/letters/decline_offer.j2"]["kind"] == "letter"
    words = shown["en-GB/language.toml"]
    assert (words["kind"], words["source"]) == ("words", "shipped")
    assert words["about"] == "What the letters of this language share besides their sentences"


def test_list_of_one_language(bowout: Runner) -> None:
    listed = bowout("templates", "list", "--language", "en-us", "--json").json
    assert {view["language"] for view in listed} == {"en-US"}
    result = bowout("templates", "list", "--language", "xx")
    assert (result.code, result.out) == (1, "")
    assert result.err == f"bowout: There are no templates in “xx”.\nThere are: {', '.join(languages())}.\n"


def test_list_names_a_file_that_cannot_be_read(bowout: Runner) -> None:
    own(WISHES, "").write_bytes(b"\xff")
    line = next(line for line in bowout("templates", "list").out.splitlines() if line.startswith(WISHES))
    assert line == f"{WISHES}\tpart\town\tcannot be used: it is not UTF-8."


@pytest.mark.parametrize("name", ["en-GB/wishes.j2", "wishes.j2", "wishes", "WISHES", "en-gb/wishes"])
def test_show_piped_is_the_text_alone(bowout: Runner, name: str) -> None:
    shipped = shipped_folder() / WISHES
    shown = bowout("templates", "show", name)
    assert (shown.code, shown.out) == (0, shipped.read_text())
    assert shown.err == f"{WISHES}: shipped, {shipped}\n"
    path = own(WISHES, "So\tlong")
    shown = bowout("templates", "show", name)
    assert (shown.out, shown.err) == ("So\tlong", f"{WISHES}: yours, {path}\n")
    assert bowout("templates", "show", name, "--shipped").out == shipped.read_text()


def test_show_finds_a_letter_a_tone_and_words(bowout: Runner) -> None:
    for name, path in {
        "decline_offer": "en-GB/letters/decline_offer.j2",
        "warm/wishes": "en-GB/tones/warm/wishes.j2",
        "en-US/language": "en-US/language.toml",
        "en-GB/checks": "en-GB/checks.toml",
    }.items():
        own(path, "a" if path.endswith("j2") else "# a")
        assert bowout("templates", "show", name, "--json").json == {
            **next(view for view in bowout("templates", "list", "--json").json if view["path"] == path),
            "text": "a" if path.endswith("j2") else "# a",
        }


def test_show_of_several_or_none(bowout: Runner) -> None:
    result = bowout("templates", "show", "invitation")
    assert (result.code, result.out) == (1, "")
    assert result.err == (
        "bowout: “invitation” is the end of several templates.\n"
        "  en-GB/decision/invitation.j2\n  en-GB/notice/invitation.j2\n  en-GB/thanks/invitation.j2\n"
        "Write more of it.\n"
    )
    result = bowout("templates", "show", "invitation", stdin="2\n", terminal=True)
    assert result.code == 0
    assert "en-GB/notice/invitation.j2: shipped" in result.out
    result = bowout("templates", "show", "wshes")
    assert (result.code, result.err) == (
        1,
        f"bowout: There is no template “wshes”.\nDid you mean {WISHES}?\n",
    )
    own("en-GB/mine.j2", "Mine")
    assert bowout("templates", "show", "mine").out == "Mine"
    assert bowout("templates", "show", "mine", "--shipped").code == 1


def test_a_name_means_the_file_of_ones_own_language(bowout: Runner, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("LC_ALL", "de_AT.UTF-8")
    assert bowout("templates", "show", "wishes", "--json").json["path"] == "de/wishes.j2"
    bowout("profile", "--language", "en-US")
    # American English has no such file of its own.
    assert bowout("templates", "show", "wishes", "--json").json["path"] == WISHES
    assert bowout("templates", "show", "success", "--json").json["path"] == "en-US/success.j2"


def test_edit_makes_a_file_ones_own(bowout: Runner, editor: Editor, home: Path) -> None:
    editor('sed -i.bak \'s/I wish you/I do wish you/\' "$1" && rm "$1.bak"')
    result = bowout("templates", "edit", "wishes", terminal=True)
    path = own_folder() / WISHES
    assert (result.code, result.err) == (0, "")
    assert f"{WISHES} is yours now, tried in " in result.out
    assert f"\nKept: {path}\n" in result.out
    assert path.read_text() == (shipped_folder() / WISHES).read_text().replace("I wish you", "I do wish you")
    assert mode(path) == 0o600
    folder = path.parent
    while folder != own_folder().parent.parent:
        assert mode(folder) == 0o700
        folder = folder.parent
    editor('sed -i.bak \'s/I do wish you/I wish you/\' "$1" && rm "$1.bak"')
    result = bowout("templates", "edit", "wishes", terminal=True)
    assert (result.code, result.out) == (0, f"{WISHES} is as it was; there is no file of your own.\n")
    assert not own_folder().parent.exists()


@pytest.mark.parametrize(("script", "code"), [("true", 0), ("exit 3", 1)])
def test_what_is_not_changed_is_not_kept(
    bowout: Runner, editor: Editor, home: Path, script: str, code: int
) -> None:
    editor(script)
    for name in (
        "wishes",
        "en-GB/tones/dry/wishes.j2",
        "en-US/wishes.j2",
        "en-GB/tones/dry/language.toml",
        "nl/language.toml",
    ):
        assert bowout("templates", "edit", name, terminal=True).code == code
        assert not own_folder().parent.exists()


def test_what_breaks_is_kept_and_told(bowout: Runner, editor: Editor) -> None:
    editor("printf '\\n{{ compny }}' >> \"$1\"")
    result = bowout("templates", "edit", "wishes", "--json", terminal=True)
    path = own_folder() / WISHES
    assert result.code == 1
    line = (shipped_folder() / WISHES).read_text().count("\n") + 2
    found = result.json["checks"][0]
    assert (found["paths"], found["line"], found["level"], found["code"]) == (
        [WISHES],
        line,
        "error",
        "template",
    )
    assert result.json | {"checks": []} == {"path": WISHES, "file": str(path), "checks": []}
    assert result.error == {
        "code": "template",
        "message": f"{WISHES} has errors.",
        "hint": f"It is kept: {path}. Mend it with bowout templates edit {WISHES}, or delete it.",
    }
    assert "compny" in path.read_text()


@pytest.mark.parametrize(
    ("name", "shipped", "beginning"),
    [
        ("en-GB/tones/dry/wishes.j2", "en-GB/wishes.j2", ""),
        ("en-US/wishes.j2", WISHES, ""),
        ("en-GB/quite_new.j2", None, ""),
        ("en-GB/tones/dry/language.toml", None, ""),
        (
            "nl/language.toml",
            None,
            '# What is not here is as in the language that this one inherits.\ninherits = "en-GB"\n',
        ),
    ],
)
def test_a_new_part_begins_as_what_is_used_in_its_place(
    bowout: Runner,
    editor: Editor,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    name: str,
    shipped: str | None,
    beginning: str,
) -> None:
    monkeypatch.chdir(tmp_path)
    if shipped is not None:
        beginning = (shipped_folder() / shipped).read_text()
    editor('cp "$1" seen; echo \'# \' >> "$1"')
    bowout("templates", "edit", name, terminal=True)
    assert Path("seen").read_text() == beginning
    assert (own_folder() / name).read_text() == f"{beginning}# \n"
    language, _, rest = name.partition("/")
    tone = ("--tone", "dry") if rest.startswith("tones/dry/") else ()
    assert bowout("profile", *tone, "--language", language).code == 0


@pytest.mark.parametrize(
    "name",
    [
        "../wishes.j2", "/etc/passwd", "en-GB/../../x.j2", "en-GB/.hidden.j2", "en-GB/doors.txt", "nl/wishes.j2",
        "x/y/z.toml", "en-GB/other.toml", "en-GB/thanks/language.toml", "en-GB//wishes.j2", "en-GB/a b.j2",
    ],
)  # fmt: skip
def test_a_template_has_its_place(bowout: Runner, name: str, home: Path) -> None:
    result = bowout("templates", "edit", name, terminal=True)
    assert (result.code, result.out) == (2, "")
    assert f"“{name}” is no place for a template." in " ".join(result.err.split())
    assert not own_folder().parent.exists()


def test_an_editor_that_is_set_needs_no_terminal(bowout: Runner, editor: Editor) -> None:
    editor('printf "I wish you joy" > "$1"')
    assert bowout("templates", "edit", "wishes", "--json").json["file"] == str(own_folder() / WISHES)
    assert (own_folder() / WISHES).read_text() == "I wish you joy"


def test_without_an_editor_and_a_terminal_edit_says_where_the_file_would_be(
    bowout: Runner, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("EDITOR", raising=False)
    monkeypatch.delenv("VISUAL", raising=False)
    result = bowout("templates", "edit", "wishes", "--json")
    assert (result.code, result.out) == (2, "")
    assert result.error == {
        "code": "no_editor",
        "message": "There is no editor to open.",
        "hint": (
            f"Set EDITOR to one, such as nano. Or write it yourself: {own_folder() / WISHES}. "
            f"Then look at it: bowout templates check {WISHES}."
        ),
    }
    assert not own_folder().parent.exists()


def test_check_without_own_templates_says_so(bowout: Runner) -> None:
    result = bowout("templates", "check")
    assert (result.code, result.out) == (0, "")
    assert result.err == "You have no templates of your own; bowout templates edit PATH makes one yours.\n"
    assert bowout("templates", "check", "--json").json == []
    own(WISHES, (shipped_folder() / WISHES).read_text())
    assert "en-GB/ending.j2 is as it was shipped" in bowout("templates", "check", "en-GB/ending").err


def test_check_of_what_is_right(bowout: Runner) -> None:
    own(WISHES, (shipped_folder() / WISHES).read_text().replace("I wish you", "I do wish you"))
    result = bowout("templates", "check")
    assert (result.code, result.err) == (0, "")
    assert result.out.startswith("1 file of your own, tried in ")
    assert result.out.endswith(" letters: nothing is wrong.\n")
    assert bowout("templates", "check", "wishes", "--json").json == []


def test_check_names_what_is_wrong_in_which_letters(bowout: Runner) -> None:
    own("en-GB/tones/warm/thanks/outreach.j2", "Thank you for your toxic message about {{ role_at }}.\n")
    own("en-GB/tones/warm/kind.j2", "{% if doors %}\n{{ compny }}{% endif %}")
    result = bowout("templates", "check", "warm/thanks/outreach", "--json")
    assert result.code == 1
    assert result.json == [
        {
            "paths": ["en-GB/tones/warm/kind.j2"],
            "line": 2,
            "level": "error",
            "code": "template",
            "message": result.json[0]["message"],
            "letters": [],
        }
    ]
    assert "“compny” is not a value that a letter has" in result.json[0]["message"]
    own("en-GB/tones/warm/kind.j2", "It was kind of you.")
    result = bowout("templates", "check", "--json")
    assert result.code == 1
    assert [found for found in result.json if found["level"] == "error"] == [
        {
            "paths": ["en-GB/tones/warm/thanks/outreach.j2"],
            "line": None,
            "level": "error",
            "code": "blame",
            "message": "“toxic” reads as blame: leave it out.",
            "letters": [
                {"language": "en-GB", "tone": "warm", "letter": "decline_outreach"},
                {"language": "en-US", "tone": "warm", "letter": "decline_outreach"},
            ],
        }
    ]
    text = bowout("templates", "check").out
    assert (
        "error: en-GB/tones/warm/thanks/outreach.j2: “toxic” reads as blame: leave it out. "
        "(in decline_outreach, en-GB, warm and 1 other)\n"
    ) in text


def test_check_names_what_nothing_reads(bowout: Runner) -> None:
    own("en-GB/language.toml", 'closing = "Kind regards,"\n[dates]\nmonth = "May"\n')
    own("en-GB/tones/warm/reason.toml", "")
    own("en-GB/lonely.j2", "Nobody takes me in.")
    own("nl/wishes.j2", "Tot ziens")
    found = bowout("templates", "check", "--json")
    assert found.code == 0
    assert [(entry["paths"], entry["line"], entry["code"], entry["message"]) for entry in found.json] == [
        (["en-GB/language.toml"], 3, "unknown_key", "Nothing reads “dates.month”."),
        (["en-GB/lonely.j2"], None, "unused", "No letter takes lonely.j2 in."),
        (["en-GB/tones/warm/reason.toml"], None, "unused", "Nothing reads a file of this name."),
        (["nl/wishes.j2"], None, "unused", "nl is no language: it has no language.toml."),
    ]


def test_check_names_a_folder_in_the_place_of_a_file(bowout: Runner) -> None:
    (own_folder() / WISHES).mkdir(parents=True)
    (own_folder() / "en-GB/language.toml").mkdir()
    for path, names in ((), ["en-GB/language.toml", WISHES]), (("wishes",), [WISHES]):
        found = bowout("templates", "check", *path, "--json")
        assert found.code == 1
        assert found.json == [
            {
                "paths": [name],
                "line": None,
                "level": "error",
                "code": "template",
                "message": "This is a folder, and no file.",
                "letters": [],
            }
            for name in names
        ]


def test_check_says_that_a_part_is_empty(bowout: Runner) -> None:
    own(WISHES, "{# How it\nends #}\n")
    own("en-GB/kind.j2", "It was kind of you.")
    found = bowout("templates", "check", "--json")
    assert found.code == 1
    messages = {entry["message"] for entry in found.json if entry["paths"] == [WISHES]}
    assert messages
    assert all(message.startswith("It is empty, and in the letter: ") for message in messages)


def test_check_reads_also_what_no_letter_takes_in(bowout: Runner) -> None:
    own("en-GB/lonely.j2", "\n{{ compny }}")
    own("en-GB/spoken.toml", "hello = 3")
    own("nl/language.toml", 'closing = "Groeten"')
    found = bowout("templates", "check", "--json")
    assert found.code == 1
    assert [(entry["paths"], entry["line"], entry["level"]) for entry in found.json] == [
        (["en-GB/lonely.j2"], 2, "error"),
        (["en-GB/spoken.toml"], 1, "error"),
        (["nl/language.toml"], 1, "error"),
    ]


def leave(bowout: Runner, *options: str) -> Result:
    return bowout("withdraw", "acme", "--reason", "career", *options)


@pytest.mark.usefixtures("writer")
def test_withdraw_takes_ones_own_templates_and_the_shipped_ones_if_asked_for(bowout: Runner) -> None:
    bowout("add", "Acme", "Engineer")
    own("en-GB/wishes.j2", "I would be glad to talk about future openings one day")
    assert "openings one day" in leave(bowout, "--dry-run").out
    assert "openings one day" not in leave(bowout, "--dry-run", "--shipped").out
    assert leave(bowout, "--no-letter", "--shipped").code == 2
    assert "openings one day" in leave(bowout, "--json").json["letter"]["body"]


@pytest.mark.usefixtures("writer")
@pytest.mark.parametrize(
    ("name", "text", "line"),
    [
        ("en-GB/letters/withdraw_application.j2", "Dear all,\n{% if", 2),
        ("en-GB/language.toml", "closing = 3", 1),
        ("en-GB/checks.toml", '\nblame = ["("]', 2),
    ],
)
def test_nothing_is_recorded_where_a_template_breaks(
    bowout: Runner, rows: Rows, name: str, text: str, line: int
) -> None:
    bowout("add", "Acme", "Engineer")
    before = rows()
    path = own(name, text)
    result = leave(bowout, "--json")
    assert (result.code, result.out) == (1, "")
    assert result.error["code"] == "template"
    assert result.error["message"].startswith(f"{path}, line {line}: ")
    assert result.error["hint"] == (
        f"Mend it: bowout templates edit {name}. Or use the shipped wording once: bowout withdraw --shipped."
    )
    assert rows() == before
    assert leave(bowout, "--shipped").code == 0


def test_reasons_speak_in_ones_own_words(bowout: Runner) -> None:
    own("en-GB/reasons.toml", '[clauses]\nlocation = "I am staying in Leeds"\n')
    says = {view["slug"]: view["says"] for view in bowout("reasons", "--json").json}
    assert says["location"] == "I am staying in Leeds."


def test_the_editors_fault_is_told_and_what_was_written_stays(bowout: Runner, editor: Editor) -> None:
    editor('echo mine > "$1"; exit 4')
    result = bowout("templates", "edit", "wishes", terminal=True)
    path = own_folder() / WISHES
    assert result.code == 1
    assert str(path) in result.err
    assert path.read_text() == "mine\n"


def test_every_shipped_file_says_what_it_is_for(bowout: Runner) -> None:
    listed = bowout("templates", "list", "--json").json
    assert [view["path"] for view in listed if not view["about"]] == []
    for view in listed:
        if view["kind"] != "words":
            first = Path(view["file"]).read_text().partition("\n")[0]
            assert first.startswith("{# ") and first.endswith(" #}") and len(first) <= 66, view["path"]
