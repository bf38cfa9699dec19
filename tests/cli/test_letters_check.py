"""bowout letters check: a letter of ours as it was then, and any text."""

import subprocess
from email.message import EmailMessage
from pathlib import Path

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from tests.support import CONSOLE_SCRIPT, Clock, Result, Runner, run_here

pytestmark = pytest.mark.usefixtures("clock", "writer")

GOOD = """Dear Dana,

Thank you for considering my application for the Backend Engineer position at Acme.
I have decided to withdraw it, as my career goals have changed.

I wish you every success with the search.

Kind regards,
Robin Ames
"""
BAD = GOOD.replace("as my career goals have changed", "because the process was chaotic, and my wife is ill")
HEADED = f"To: Dana Fox <dana@acme.example>\nSubject: Withdrawal of application – Robin Ames\n\n{GOOD}"


def codes(result: Result) -> list[str]:
    return [found["code"] for found in result.json["checks"]]


@pytest.fixture
def acme(bowout: Runner) -> None:
    """One application, with somebody to write to."""
    dana = "Dana Fox <dana@acme.example>"
    bowout("add", "Acme", "Backend Engineer", "--contact", dana, "--applied", "2026-11-02")


@pytest.fixture
def letter(tmp_path: Path) -> Path:
    """A good letter in a file."""
    path = tmp_path / "letter.txt"
    path.write_text(GOOD, encoding="utf-8")
    return path


# A letter of ours.

STAGES: dict[str, tuple[tuple[str, ...], ...]] = {
    "applied": (),
    "call held": (
        ("stage", "add", "1", "screening", "--at", "2026-11-20T10:00", "--with", "Lee Wong"),
        ("stage", "done", "1"),
    ),
    "assessment ahead": (("stage", "add", "1", "assessment", "--due", "2026-12-01"),),
    "interview booked": (("stage", "add", "1", "interview", "--at", "2026-12-03T14:00"),),
    "second interview": (
        ("stage", "add", "1", "interview", "--at", "2026-11-20T10:00", "--with", "Lee Wong"),
        ("stage", "done", "1", "--highlight", "the family feeling in your team"),
        ("stage", "add", "1", "final", "--at", "2026-12-03T14:00"),
        ("stage", "add", "1", "screening", "--at", "2026-12-04"),
    ),
    "one called off": (
        ("stage", "add", "1", "interview", "--at", "2026-12-03T14:00"),
        ("stage", "cancel", "1", "--by", "me"),
        ("note", "1", "a good talk"),
    ),
    "references": (("stage", "add", "1", "references"),),
    "offer": (
        ("stage", "add", "1", "interview"),
        ("stage", "done", "1"),
        ("stage", "add", "1", "offer", "--at", "2026-11-20"),
    ),
    "accepted": (("move", "1", "offer"), ("move", "1", "accepted")),
    "ghosted": (("move", "1", "interviewing"), ("ghosted", "1")),
    "passed unnoted": (("stage", "add", "1", "interview", "--at", "2026-11-20T10:00"),),
}
WAYS = (
    ("-r", "career"),
    ("-r", "pay", "--format", "letter"),
    ("-r", "culture", "--tone", "brief", "--language", "en-US"),
    ("-r", "other", "--say", "I have accepted another position."),
    ("-r", "health", "--no-reason", "--tone", "warm", "--highlight", "the £500 training budget"),
    ("-r", "process", "--on", "2026-11-22"),
)


@pytest.mark.parametrize("way", WAYS, ids=" ".join)
@pytest.mark.parametrize("steps", STAGES.values(), ids=STAGES)
def test_a_letter_of_ours_is_read_as_when_it_was_written(
    bowout: Runner, clock: Clock, acme: None, steps: tuple[tuple[str, ...], ...], way: tuple[str, ...]
) -> None:
    for step in steps:
        assert bowout(*step).code == 0, step
    left = bowout("withdraw", "1", *way, "--note", "tired", "--force", "--yes", "--json").json
    then = [found for found in left["checks"] if found["code"] != "assumed_held"]
    checked = bowout("letters", "check", 1, "--json")
    assert checked.json == {"application_id": 1, "letter": 1, "checks": then}
    assert checked.err == ""
    # What comes later changes nothing of it.
    clock.advance(days=40)
    bowout("move", "1", "offer", "--note", "they called back")
    bowout("stage", "add", "1", "interview", "--at", "2026-12-03T10:00")
    bowout("stage", "done", "1", "--highlight", "the good coffee")
    bowout("profile", "--name", "Robin B. Ames")
    assert bowout("letters", "check", 1, "--json").json["checks"] == then
    bowout("withdraw", "1", "-r", "study", "--no-letter")
    assert bowout("letters", "check", 1, "--json").json["checks"] == then


def test_each_letter_of_an_application_left_twice_has_its_own_record(bowout: Runner, acme: None) -> None:
    bowout("stage", "add", "1", "interview", "--at", "2026-12-03T14:00")
    bowout("withdraw", "1", "-r", "career")
    bowout("move", "1", "offer", "--note", "they called back")
    bowout("withdraw", "1", "-r", "pay")
    assert "salary" in bowout("letters", "show", 2).out
    for number in (1, 2):
        result = bowout("letters", "check", number)
        assert (result.code, result.out) == (
            0,
            f"Acme, Backend Engineer (1): letter {number}\nAll checks passed.\n",
        )


def test_a_person_is_greeted_as_the_user_gave_it(bowout: Runner) -> None:
    bowout("add", "Acme", "Backend Engineer")
    bowout("contact", "add", "acme", "Ludmila Fox <fox@acme.example>", "--greet", "Lulu")
    bowout("contact", "add", "acme", "Kit Marlowe")
    bowout("withdraw", "acme", "-r", "career")
    assert bowout("letters", "show", 1).out.splitlines()[3] == "Dear Lulu,"
    assert bowout("letters", "check", 1).code == 0


def test_a_letter_for_the_portal_warns_as_it_did(bowout: Runner) -> None:
    bowout("add", "Acme", "Backend Engineer", "--contact", "Dana Fox")
    bowout("withdraw", "acme", "-r", "career")
    assert codes(bowout("letters", "check", 1, "--json")) == ["no_recipient"]


def test_a_letter_that_was_forced_is_still_wrong(bowout: Runner, acme: None) -> None:
    bowout("withdraw", "acme", "-r", "culture", "--say", "The pay is 45k.", "--force")
    result = bowout("letters", "check", 1)
    assert result.code == 1
    assert result.out == (
        "Acme, Backend Engineer (1): letter 1\nerror: “45k”: figures of pay stay out of the letter.\n"
    )


def test_private_words_noted_since_are_looked_for(bowout: Runner, acme: None) -> None:
    bowout("withdraw", "acme", "-r", "career", "--say", "I will train as a teacher.")
    assert bowout("letters", "check", 1).code == 0
    bowout("note", "1", "a teacher, and nobody must know")
    assert codes(bowout("letters", "check", 1, "--json")) == ["private_words"]


@pytest.mark.parametrize("option", [("--app", "acme"), ("--language", "en-US")])
def test_a_letter_of_ours_has_its_application_and_its_language(
    bowout: Runner, acme: None, option: tuple[str, str]
) -> None:
    bowout("withdraw", "acme", "-r", "career")
    assert bowout("letters", "check", 1, *option).code == 2


def test_a_number_is_a_letters_unless_only_a_file_has_it(
    bowout: Runner, acme: None, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    for name in ("1", "2", "²"):
        Path(name).write_text(BAD, encoding="utf-8")
    bowout("withdraw", "acme", "-r", "career")
    assert bowout("letters", "check", "1", "--json").json["letter"] == 1
    assert bowout("letters", "check", "./1", "--json").json["letter"] is None
    assert bowout("letters", "check", "2", "--json").json["letter"] is None
    assert bowout("letters", "check", "²", "--json").json["letter"] is None
    missing = bowout("letters", "check", "3", "--json")
    assert (missing.code, missing.error["code"], missing.out) == (1, "not_found", "")
    assert bowout("letters", "check", "9" * 40).code == 1


# A file.


def test_the_json_form_of_a_file(bowout: Runner, acme: None, tmp_path: Path) -> None:
    path = tmp_path / "letter.txt"
    path.write_text(BAD, encoding="utf-8")
    result = bowout("letters", "check", path, "--app", "acme", "--json")
    assert (result.code, result.err) == (1, "")
    assert result.json == {
        "application_id": 1,
        "letter": None,
        "checks": [
            {"code": "health", "level": "error", "message": "“ill”: Health stays private; leave it out."},
            {"code": "family", "level": "error", "message": "“wife”: Family stays private; leave it out."},
            {"code": "blame", "level": "error", "message": "“chaotic” reads as blame: leave it out."},
        ],
    }


def test_a_file_for_people(bowout: Runner, acme: None, letter: Path) -> None:
    result = bowout("letters", "check", letter, "--app", "acme")
    assert (result.code, result.err) == (0, "")
    assert result.out == "Acme, Backend Engineer (1): a text\nAll checks passed.\n"


def test_while_it_is_open_any_reason_may_be_given_and_later_the_recorded_one(
    bowout: Runner, acme: None, letter: Path
) -> None:
    assert bowout("letters", "check", letter).code == 0
    bowout("withdraw", "acme", "-r", "location", "--no-letter")
    assert codes(bowout("letters", "check", letter, "--json")) == ["untrue_reason"]
    bowout("undo")
    bowout("withdraw", "acme", "-r", "career", "--no-letter")
    assert bowout("letters", "check", letter).code == 0


def test_what_lay_ahead_when_it_was_left_still_counts(bowout: Runner, acme: None, letter: Path) -> None:
    bowout("stage", "add", "acme", "interview", "--at", "2026-12-03T14:00")
    letter.write_text(GOOD.replace("I wish", "Thank you for the invitation. I wish"), encoding="utf-8")
    assert codes(bowout("letters", "check", letter, "--json")) == ["slot_not_named"]
    bowout("withdraw", "acme", "-r", "career", "--no-letter")
    assert codes(bowout("letters", "check", letter, "--json")) == ["slot_not_named"]


def test_the_application_is_the_one_that_the_text_names(bowout: Runner, letter: Path) -> None:
    for company, position in (
        ("Acme", "Engineer"),
        ("Acme", "Backend Engineer"),
        ("Globex", "Backend Engineer"),
    ):
        bowout("add", company, position, "--contact", "Dana Fox <dana@acme.example>")
    result = bowout("letters", "check", letter, "--json")
    assert result.json == {"application_id": 2, "letter": None, "checks": []}
    assert result.err == "Checked against application 2, which it names.\n"
    assert bowout("letters", "check", letter).out.startswith("Acme, Backend Engineer (2): a text\n")
    labs = GOOD.replace("at Acme", "at Acme Labs")
    bowout("add", "Acme Labs", "Backend Engineer")
    assert bowout("letters", "check", "-", "--json", stdin=labs).json["application_id"] == 4
    # Of two alike the open one is meant; of two open ones neither.
    bowout("add", "Acme", "Backend Engineer", "--duplicate")
    assert bowout("letters", "check", letter, "--json").json["application_id"] is None
    bowout("rejected", "2")
    assert bowout("letters", "check", letter, "--json").json["application_id"] == 5


def test_without_a_record_a_text_shows_much_by_itself(bowout: Runner, tmp_path: Path) -> None:
    bowout("add", "Globex", "Designer", "--note", "chaotic")
    path = tmp_path / "letter.txt"
    path.write_text(BAD.replace("decided to withdraw it", "thought about it tomorrow"), encoding="utf-8")
    result = bowout("letters", "check", path, "--json")
    assert (result.code, result.json["application_id"]) == (1, None)
    assert codes(result) == ["decision_missing", "health", "family", "blame", "relative_date"]
    assert result.err.startswith("It names no application of yours")
    shown = bowout("letters", "check", path)
    assert shown.out.startswith("It names no application of yours")
    assert shown.err == ""


def test_a_good_letter_without_a_record(bowout: Runner, letter: Path, tmp_path: Path) -> None:
    assert bowout("letters", "check", letter, "--db", tmp_path / "empty.db").code == 0


def test_one_that_is_only_saved_may_be_checked(bowout: Runner, letter: Path) -> None:
    bowout("add", "Acme", "Backend Engineer", "--status", "saved")
    result = bowout("letters", "check", letter, "--app", "acme", "--json")
    assert codes(result) == ["did_not_happen", "no_recipient"]


def test_the_language_of_a_file_may_be_named(bowout: Runner, acme: None, tmp_path: Path) -> None:
    path = tmp_path / "letter.txt"
    address = "12 Elm Row\nYork\n\n24 November 2026\n\n"
    path.write_text(address + GOOD.replace("Kind regards", "Sincerely"), encoding="utf-8")
    assert codes(bowout("letters", "check", path, "--json")) == ["closing_clash"]
    assert codes(bowout("letters", "check", path, "--language", "en_us", "--json")) == []
    assert bowout("letters", "check", path, "--language", "tlh").code == 2


@pytest.mark.parametrize("option", ["show", "--eml"])
def test_what_is_printed_can_be_piped_back(bowout: Runner, acme: None, option: str) -> None:
    left = bowout("withdraw", "acme", "-r", "career")
    given = left.out if option == "show" else bowout("letters", "show", 1, option).out
    result = bowout("letters", "check", "-", "--json", stdin=given)
    assert (result.code, codes(result)) == (0, [])
    other = bowout(
        "letters",
        "check",
        "-",
        "--json",
        stdin=given.replace("dana@acme", "tom@acme").replace("Dana Fox <", "Tom Reed <"),
    )
    assert codes(other) == ["name_misspelt"]


def test_the_subject_and_the_recipients_are_those_of_its_header_lines(bowout: Runner, acme: None) -> None:
    assert codes(bowout("letters", "check", "-", "--json", stdin=HEADED)) == []
    assert codes(bowout("letters", "check", "-", "--json", stdin=HEADED.replace("Withdrawal of", "A"))) == []
    short = HEADED.replace("Withdrawal of application – Robin Ames", "Hello")
    assert codes(bowout("letters", "check", "-", "--json", stdin=short)) == ["subject_length"]
    nobody = HEADED.replace("Dana Fox <dana@acme.example>", "(nobody: for the portal)")
    assert codes(bowout("letters", "check", "-", "--json", stdin=nobody)) == ["no_recipient"]
    refused = bowout("letters", "check", "-", stdin=HEADED.replace("dana@acme", "no-reply@acme"))
    assert (refused.code, "Nobody reads" in refused.err) == (1, True)


ENCODINGS = {
    "crlf": HEADED.replace("\n", "\r\n").encode(),
    "cr": HEADED.replace("\n", "\r").encode(),
    "blank lines above": b"\n\n\n" + HEADED.encode(),
    "a BOM": b"\xef\xbb\xbf" + HEADED.encode(),
    "utf-16": HEADED.encode("utf-16"),
    "latin-1": HEADED.replace("–", "-")
    .replace("career goals have changed", "café beckons")
    .encode("latin-1"),
    "windows": HEADED.replace("career goals have changed", "café beckons").encode("cp1252"),
    "no end of line": HEADED.rstrip("\n").encode(),
    "a page's end": HEADED.encode() + b"\x0c\n",
}


@pytest.mark.parametrize("data", ENCODINGS.values(), ids=ENCODINGS)
def test_a_file_may_be_written_as_programs_do(
    bowout: Runner, acme: None, tmp_path: Path, data: bytes
) -> None:
    path = tmp_path / "letter.txt"
    path.write_bytes(data)
    result = bowout("letters", "check", path, "--json")
    assert (result.code, result.json) == (0, {"application_id": 1, "letter": None, "checks": []})


def mail(**parts: str) -> bytes:
    message = EmailMessage()
    message["From"] = "Robin Ames <robin@example.org>"
    message["To"] = '"Fox, Dana" <dana@acme.example>'
    message["Subject"] = "Withdrawal of application – Robin Ames"
    message["Message-ID"] = "<1@example.org>"
    message.set_content(parts.pop("plain", GOOD), charset=parts.pop("charset", "utf-8"))
    for subtype, text in parts.items():
        message.add_alternative(text, subtype=subtype)
    return message.as_bytes()


@pytest.mark.parametrize(
    "data",
    [
        mail(),
        mail(html="<p>My wife is ill.</p>"),
        mail(plain=GOOD.replace("my career goals have changed", "café beckons"), charset="iso-8859-1"),
        mail().replace(b"\n", b"\r\n"),
        mail().replace(b'charset="utf-8"', b'charset="no-such-charset"'),
    ],
)
def test_a_mail_is_read_as_its_plain_text(bowout: Runner, acme: None, tmp_path: Path, data: bytes) -> None:
    path = tmp_path / "letter.eml"
    path.write_bytes(data)
    result = bowout("letters", "check", path, "--json")
    assert (result.code, result.json) == (0, {"application_id": 1, "letter": None, "checks": []})


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (b"", "is empty"),
        (b" \n\n", "is empty"),
        (b"\x89PNG\r\n\x1a\n\x00\x00", "is not a text"),
        (bytes(range(256)), "is not a text"),
        (b"x" * 1_000_001, "too large"),
        (
            mail().partition(b"\n\n")[0].replace(b"text/plain", b"text/html") + b"\n\n<p>x</p>",
            "no plain text",
        ),
    ],
)
def test_what_is_no_letter_is_refused_in_a_sentence(
    bowout: Runner, acme: None, tmp_path: Path, data: bytes, words: str
) -> None:
    path = tmp_path / "letter"
    path.write_bytes(data)
    result = bowout("letters", "check", path, "--json")
    assert (result.code, result.out) == (1, "")
    assert words in result.error["message"]
    piped = subprocess.run(
        [CONSOLE_SCRIPT, "letters", "check", "-"], input=data, capture_output=True, check=False
    )
    assert piped.returncode == 1
    assert words in piped.stderr.decode()


@pytest.mark.parametrize("what", ["nothing.txt", ".", "a\0b", "./1"])
def test_what_is_not_there_is_refused(
    bowout: Runner, acme: None, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, what: str
) -> None:
    monkeypatch.chdir(tmp_path)
    result = bowout("letters", "check", what)
    assert (result.code, result.out) == (1, "")
    assert result.err.startswith("bowout: ")


@settings(max_examples=150, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    st.one_of(
        st.binary(max_size=300),
        st.text(max_size=300).map(lambda text: text.encode("utf-8", "replace")),
        st.lists(st.sampled_from(HEADED.replace("\n", " \n ").split(" ")), max_size=60).map(
            lambda w: " ".join(w).encode()
        ),
    )
)
@example(b"To:\nCc:\nSubject:\n")
@example(b"From: x\nTo: <<>>\n\n")
@example(b"> \n>\nOn wrote:\n")
@example(b"--\nP.S.")
def test_whatever_comes_in_there_is_an_answer(acme: None, tmp_path: Path, data: bytes) -> None:
    path = tmp_path / "letter"
    path.write_bytes(data)
    for options in ((), ("--app", "acme")):
        result = run_here("letters", "check", path, "--json", *options)
        assert result.code in (0, 1)
        if result.out:
            wrong = any(found["level"] == "error" for found in result.json["checks"])
            assert result.code == int(wrong)
        else:
            assert result.error["code"] in ("empty", "no_text", "no_reply")
