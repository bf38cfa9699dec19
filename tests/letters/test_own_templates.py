"""A person's own templates: they go before the shipped ones, can do nothing but write, and what breaks is named."""

import os
import re
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from bowout.domain.errors import UsageError
from bowout.domain.reasons import REASONS, Statement
from bowout.domain.situations import Situation
from bowout.letters.checks import check
from bowout.letters.compose import compose
from bowout.letters.facts import LetterFacts, PrivateWords
from bowout.letters.languages import languages, read_language, tones
from bowout.letters.sources import LONGEST, Broken, own_folder, own_templates, shipped_folder
from bowout.letters.wording import says
from bowout.services.wording_check import try_wordings
from tests.letters.cases import BASE, BOOKED, TALK, USUAL

Write = Callable[[str, str | bytes], Path]
AFTER = replace(
    BASE, situation=Situation.WITHDRAW_AFTER_INTERVIEW, held=(TALK,), statement=Statement.DIRECTION
)


@pytest.fixture
def own() -> Write:
    """Writes a file of one's own by its name."""
    return write


def write(name: str, text: str | bytes) -> Path:
    path = own_folder() / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(text.encode() if isinstance(text, str) else text)
    return path


def body(facts: LetterFacts = AFTER) -> str:
    return compose(facts).body


def broken(facts: LetterFacts = AFTER) -> Broken:
    with pytest.raises(Broken) as caught:
        check(compose(facts), facts, PrivateWords())
    assert caught.value.code == "template"
    assert f"{caught.value.path}, line {caught.value.line}: {caught.value.why}" == caught.value.message
    return caught.value


def test_a_part_goes_before_the_shipped_one_in_every_language_that_inherits_it(own: Write) -> None:
    shipped = body()
    own("en-GB/thanks/conversation.j2", "What a good talk that was.\n")
    assert "What a good talk that was." in body()
    assert "What a good talk that was." in body(replace(AFTER, language="en-US"))
    with own_templates(False):
        assert body() == shipped


def test_an_edit_and_another_home_are_seen_at_once(own: Write, monkeypatch: pytest.MonkeyPatch) -> None:
    shipped = body()
    own("en-GB/thanks/conversation.j2", "One.")
    assert "One." in body()
    own("en-GB/thanks/conversation.j2", "And two.")
    assert "And two." in body()
    monkeypatch.setenv("BOWOUT_CONFIG", str(own_folder() / "elsewhere.toml"))
    assert body() == shipped


def test_the_nearest_folder_goes_first(own: Write) -> None:
    own("en-US/language.toml", 'closing = "Cheers,"')
    for place in ("en-GB", "en-US", "en-GB/tones/dry", "en-US/tones/dry"):
        own(f"{place}/thanks/conversation.j2", f"Good in {place}.")
        us = body(replace(AFTER, language="en-US", tone="dry"))
        assert f"Good in {place}." in us
        assert "\n\nCheers,\n" in us
    assert "Good in en-US." in body(replace(AFTER, language="en-US"))
    assert "Good in en-GB/tones/dry." in body(replace(AFTER, tone="dry"))
    shipped = [
        folder for folder in read_language("en-US", "dry").folders if not folder.is_relative_to(own_folder())
    ]
    assert [folder.name for folder in shipped] == ["en-US", "en-GB"]


def test_words_are_merged_key_by_key(own: Write) -> None:
    own("en-GB/language.toml", 'closing = "Warmly,"\n[dates]\nday = "MMMM d"\n')
    own("en-GB/reasons.toml", '[clauses]\ndirection = "I am changing course"\n')
    text = body(replace(AFTER, ahead=(BOOKED,), situation=Situation.DECLINE_NEXT_INTERVIEW))
    assert "\n\nWarmly,\nSam Taylor" in text
    assert ", as I am changing course." in text
    assert "Thursday, December 3 at 14:00 CET" in text
    assert says(REASONS["career_direction"]) == "I am changing course."
    assert says(REASONS["location"]) == "The location would not work for me."


def test_a_tone_needs_no_code(own: Write) -> None:
    own("en-GB/tones/dry/wishes.j2", "So long")
    assert "dry" in tones()
    assert "So long" in body(replace(AFTER, tone="dry"))
    assert "So long" in body(replace(AFTER, tone="dry", language="en-US"))
    assert "So long" not in body()


def test_a_language_needs_no_code(own: Write) -> None:
    own("en-AU/language.toml", 'inherits = "en-GB"\nclosing = "Cheers,"\n')
    own("en-AU/thanks/conversation.j2", "It was good to hear about the work.\n")
    assert "en-AU" in languages()
    text = body(replace(AFTER, language="en-AU"))
    assert "It was good to hear about the work." in text and "\n\nCheers,\n" in text
    with own_templates(False), pytest.raises(UsageError):
        read_language("en-AU")


def test_a_part_needs_no_code_and_may_begin_with_what_it_is_for(own: Write) -> None:
    own("en-GB/thanks/conversation.j2", 'It was good to meet{% include "aside/names.j2" %}.')
    own("en-GB/aside/names.j2", "{# Who was met #}\n, as I hoped, {{ interviewers }}\n")
    assert "It was good to meet, as I hoped, Priya Shah." in body()


def test_a_blank_line_begins_a_paragraph_wherever_it_stands(own: Write) -> None:
    own(
        "en-GB/letters/withdraw_after_interview.j2",
        "\ufeffOne {{ role_at|upper }}.\r\n \t\r\n{% if doors %}\r\nTwo.\r\n\r\nThree.\r\n{% endif %}\r\n",
    )
    assert body().split("\n\n")[1:-1] == ["One THE BACKEND ENGINEER POSITION AT ACME.", "Two.", "Three."]


# What is written, the line that is named, and what is said of it.
FAULTS = {
    "an if without an end": ("One.\n{% if doors %}\nTwo.", 2, "endif"),
    "an end without an if": ("One.\n\n{% endif %}", 3, "endif"),
    "an unknown tag": ("\n{% fi %}", 2, "fi"),
    "half a value": ("One {{ role_at", 1, "end of print statement"),
    "an unknown value": ("\n\n{{ intrviewers }}", 3, "“intrviewers” is not a value that a letter has: did you mean"),
    "an unknown value where it is not shown": ("{% if not doors %}\n{{ x9 }}{% endif %}", 2, "“x9” is not a value"),
    "a private word": ("{{ note }}", 1, "“note” is not a value"),
    "an unknown part": ('\n{% include "god.j2" %}', 2, "there is no part “god.j2”"),
    "a part outside": ('{% include "../../config.toml" %}', 1, "included by its name alone"),
    "a part by its path": ('{% include "/etc/passwd" %}', 1, "included by its name alone"),
    "words as a part": ('{% include "language.toml" %}', 1, "included by its name alone"),
    "a part by a value": ("{% include agency %}", 1, "included by its name alone"),
    "itself": ('One.\n{% include "thanks/conversation.j2" %}', 2, "“thanks/conversation.j2” would include itself"),
    "a loop": ("{% for a in range(99999) %}{% for b in range(99999) %}{% endfor %}{% endfor %}", 1, "this is a “for”"),
    "a call": ("{{ agency.upper() }}", 1, "this is a “call”"),
    "an attribute": ("{{ ''.__class__.__mro__ }}", 1, "this is a “getattr”"),
    "an item": ('{{ agency["__class__"] }}', 1, "this is a “getitem”"),
    "a long text": ('{{ "x" * 999999999 }}', 1, "this is a “mul”"),
    "a large number": ("{{ 9 ** 9 ** 9 }}", 1, "this is a “pow”"),
    "a doubling": ("{% set a %}{{ role_at }}{{ role_at }}{% endset %}", 1, "this is a “assignblock”"),
    "a macro": ("{% macro m() %}{{ m() }}{% endmacro %}", 1, "this is a “macro”"),
    "an import": ('{% import "thanks/conversation.j2" as g %}', 1, "this is a “import”"),
    "another template": ('{% extends "thanks/conversation.j2" %}', 1, "this is a “extends”"),
    "an unknown filter": ("\n{{ role_at|center(999999999) }}", 2, "there is no filter center; there are capitalize"),
    "a wrong argument": ("\n{{ role_at|upper(1, 2) }}", 2, "argument"),
    "a comparison of unlike things": ("One.\n\n{% if role_at > 3 %}{% endif %}", 3, "not supported"),
    "a number of many digits": ("{{ " + "9" * 5000 + " }}", 1, "too long a number"),
    "a deep nest": ("{{ " + "(" * 5000 + "1" + ")" * 5000 + " }}", 1, "nested too deeply"),
    "many ifs": ("{% if doors %}" * 200 + "{% endif %}" * 200, 1, "nested too deeply"),
}  # fmt: skip


@pytest.mark.parametrize(("text", "line", "why"), FAULTS.values(), ids=FAULTS)
def test_a_template_that_breaks_is_named_with_file_and_line(
    own: Write, text: str, line: int, why: str
) -> None:
    path = own("en-GB/thanks/conversation.j2", text)
    error = broken()
    assert (error.path, error.line) == (path, line)
    assert why in error.why
    assert error.hint == (
        "Mend it: bowout templates edit en-GB/thanks/conversation.j2. "
        "Or use the shipped wording once: bowout withdraw --shipped."
    )
    with own_templates(False):
        assert body()


def test_the_line_is_that_of_the_part_not_of_the_letter_around_it(own: Write) -> None:
    own("en-GB/letters/withdraw_after_interview.j2", 'One.\n\n{% include "a.j2" %} {% include "b.j2" %}\n')
    own("en-GB/a.j2", "A.\n\n\n\nAnd a.")
    path = own("en-GB/b.j2", "B.\n{% if conversations > 0 %}\n{{ 1 if role_at < 5 }}\n{% endif %}")
    error = broken()
    assert (error.path, error.line) == (path, 3)


def test_parts_that_double_again_and_again_end(own: Write) -> None:
    own("en-GB/thanks/conversation.j2", '{% include "a0.j2" %}')
    for number in range(40):
        own(f"en-GB/a{number}.j2", f'{{% include "a{number + 1}.j2" %}}' * 2)
    own("en-GB/a40.j2", "Ha.")
    assert "longer than 100,000 characters" in broken().why


FILES = {
    "not UTF-8": (b"One.\n\xff\xfe", 2, "it is not UTF-8."),
    "too long": (b"a" * (LONGEST + 1), 1, "it is longer than 100,000 bytes."),
}


@pytest.mark.parametrize(("data", "line", "why"), FILES.values(), ids=FILES)
@pytest.mark.parametrize("name", ["en-GB/thanks/conversation.j2", "en-GB/language.toml", "en-GB/checks.toml"])
def test_a_file_that_is_no_text_is_named(own: Write, name: str, data: bytes, line: int, why: str) -> None:
    path = own(name, data)
    error = broken()
    assert (error.path, error.line, error.why) == (path, line, why)


def test_a_link_within_the_folder_is_followed_and_one_that_leads_out_is_not(
    own: Write, tmp_path: Path
) -> None:
    shipped, secret = body(), tmp_path / "secret.j2"
    secret.write_text("Secret.")
    link = own("en-GB/thanks/conversation.j2", "")
    link.unlink()
    link.symlink_to(own("en-GB/fine.j2", "A fine talk."))
    assert "A fine talk." in body()
    link.unlink()
    link.symlink_to(secret)
    assert "leads out" in broken().why
    link.unlink()
    link.symlink_to(link)
    assert body() == shipped


def test_what_cannot_be_opened_is_told(own: Write) -> None:
    shipped = body()
    path = own("en-GB/thanks/conversation.j2", "Good.")
    path.unlink()
    os.mkfifo(path)
    assert body() == shipped
    path.unlink()
    own("en-GB/thanks/conversation.j2", "Good.").chmod(0)
    if not os.access(path, os.R_OK):
        assert "cannot be read" in broken().why


# The file, what is written, the line that is named, and what is said of it.
WORDS = {
    "no TOML": ("language.toml", 'closing = "a"\nclosing =\n', 2, "it is not TOML: Invalid value."),
    "a key twice": ("language.toml", 'closing = "a"\nclosing = "b"\n', 2, "it is not TOML"),
    "no end": ("language.toml", 'closing = "', 1, "it is not TOML"),
    "a deep nest": ("language.toml", "a = " + "[" * 5000, 1, "it is not TOML"),
    "a number of many digits": ("language.toml", "a = " + "9" * 5000, 1, "it is not TOML"),
    "a number for a text": ("language.toml", "\nclosing = 3\n", 2, "closing must be a text in quotes."),
    "a text for a list": ("language.toml", '[role]\n\nendings = "job"\n', 3, "role.endings must be a list of texts."),
    "a text for a table": ("language.toml", 'dates = "May"', 1, "dates must be a table."),
    "a table for a text": ("language.toml", '[closing]\na = "b"', 1, "closing must be a text in quotes."),
    "numbers for texts": ("language.toml", "[role]\nendings = [1]", 2, "role.endings must be a list of texts."),
    "no locale": ("language.toml", '[dates]\nlocale = "xx_YY"', 2, "dates.locale cannot be used by Babel"),
    "no date": ("language.toml", '[dates]\nday = "dddddd"', 2, "dates.day cannot be used by Babel"),
    "one bound": ("language.toml", "[length]\nusual = [40]", 2, "length.usual must have 2 entries."),
    "one bound of a situation": ("language.toml", "length.decline_outreach = [1]", 1, "must have 2 entries."),
    "truth for a bound": ("language.toml", "[length]\nusual = [true, false]", 2, "must be a list of whole numbers."),
    "braces": (
        "language.toml", '[dates]\nday = "{dya}"', 2, "dates.day cannot fill in {dya}; nothing in braces stands here.",
    ),
    "braces where none stand": (
        "language.toml", 'closing = "{name}"', 1, "closing cannot fill in {name}; nothing in braces stands here.",
    ),
    "an attribute in braces": ("language.toml", '[salutation]\none = "{name.__class__}"', 2, "{name.__class__}"),
    "an item in braces": ("language.toml", '[salutation]\none = "{name[0]}"', 2, "{name[0]}"),
    "a width in braces": ("language.toml", '[salutation]\none = "{name:>999999999}"', 2, "{name:>999999999}"),
    "a turn in braces": ("language.toml", '[salutation]\none = "{name!r}"', 2, "{name!r}"),
    "a number in braces": ("language.toml", '[salutation]\none = "{0}"', 2, "{0}"),
    "an open brace": ("language.toml", '[salutation]\none = "{name"', 2, "has a brace that stands alone."),
    "inherits itself": ("language.toml", '\ninherits = "en-GB"', 2, "en-GB cannot inherit “en-GB”."),
    "inherits nothing": ("language.toml", 'inherits = "xx"', 1, "en-GB cannot inherit “xx”."),
    "a reason that is no text": ("reasons.toml", "[clauses]\nstaying = []", 2, "must be a text in quotes."),
    "a reason's braces": ("reasons.toml", '[joined]\nclauses = ", as {why}"', 2, "there is {reason}."),
    "a special reason": ("reasons.toml", "[decline_outreach]\nrange = 3", 2, "must be a text in quotes."),
    "no expression": ("checks.toml", 'stock = [\n  "a+",\n  "\\\\b(",\n]', 3, "“\\b(”, which is not a regular expr"),
    "half a group": ("checks.toml", 'blame = ["a)|(?:b"]', 1, "“a)|(?:b”"),
    "a flag for all": ("checks.toml", 'blame = ["b", "(?i)a"]', 1, "“(?i)a”"),
    "a name for a group": ("checks.toml", 'blame = ["(?P<a>b)", "(?P<a>c)"]', 1, "“(?P<a>b)”"),
    "a text for patterns": ("checks.toml", '[claims]\nrole = "a"', 2, "claims.role must be a list of texts."),
}  # fmt: skip


@pytest.mark.parametrize(("name", "text", "line", "why"), WORDS.values(), ids=WORDS)
def test_words_that_cannot_be_used_are_named_with_file_and_line(
    own: Write, name: str, text: str, line: int, why: str
) -> None:
    path = own(f"en-GB/{name}", text)
    error = broken()
    assert (error.path, error.line) == (path, line)
    assert why in error.why


def test_a_language_of_ones_own_that_inherits_nothing_needs_every_word(own: Write) -> None:
    own("nl/language.toml", 'closing = "Met vriendelijke groet,"\n')
    with pytest.raises(Broken) as caught:
        read_language("nl")
    assert caught.value.path == own_folder() / "nl" / "language.toml"
    assert "it lacks" in caught.value.why
    shipped = read_language("en-GB").folders[0]
    for path in shipped.glob("*.toml"):
        own(f"nl/{path.name}", path.read_bytes())
    error = broken(replace(AFTER, language="nl"))
    assert error.path == own_folder() / "nl" / "letters" / "withdraw_after_interview.j2"
    assert "no such file" in error.why
    for path in shipped.rglob("*.j2"):
        own(f"nl/{path.relative_to(shipped).as_posix()}", path.read_bytes())
    assert body(replace(AFTER, language="nl")) == body()


@pytest.mark.parametrize("language", languages())
def test_no_statement_lacks_its_wording(language: str) -> None:
    reasons = read_language(language).reasons
    worded = {**reasons.table("clauses").values, **reasons.table("phrases").values}
    lacking = sorted(set(Statement) - {key for key, text in worded.items() if text})
    assert not lacking, (
        f"Word them in templates/letters/{language}/reasons.toml, under [clauses] or [phrases]: {lacking}"
    )


PIECES = (
    "{{ ", " }}", "{% ", " %}", "{#", "#}", "if ", "elif ", "else", "endif", "include ", '"wishes.j2"',
    '"thanks/conversation.j2"', '"../../config.toml"', '"/etc/passwd"',
    "role_at", "agency", "doors", "trim", "not ", "in ", "(", ")", "[", "]", "|", "upper", ".", "-", " < ", "1",
    "\n", "\n\n", "Good to meet you.", "\0", "{{ role_at }}", "{% if doors %}", "{% endif %}",
    ".__class__", "[0]", "()", " * 99999999", "for x in ", "range(10 ** 9)", "config", "self", "lipsum",
    '{% include "wishes.j2" %}', "set ", "= ", "is ",
)  # fmt: skip
KEYS = (
    "closing", "salutation", "dates", "one", "locale", "day", "length", "usual", "subject", "decline_offer", "inherits",
    "clauses", "direction", "phrases", "joined", "alone", "nothing", "role", "endings", "list", "last", "highlight",
    "sentence", "decision", "thanks", "claims", "common", "words", "closings", "events", "offer", "opening",
)  # fmt: skip
TEXTS = st.one_of(
    st.text(),
    st.lists(st.sampled_from(PIECES)).map("".join),
    st.recursive(
        st.sampled_from(
            ['"a"', '"{name}"', '"{"', '"("', '""', "3", "[]", "[1, 2]", '["a"]', '["[a", "(?i)b"]', "{}"]
        ),
        lambda inner: st.dictionaries(st.sampled_from(KEYS), inner).map(
            lambda table: "{" + ", ".join(f"{key} = {value}" for key, value in table.items()) + "}"
        ),
    ).flatmap(lambda value: st.sampled_from(KEYS).map(lambda key: f"{key} = {value}")),
    st.tuples(
        st.sampled_from(KEYS),
        st.sampled_from(KEYS),
        st.sampled_from(['"{day}"', '"MMMM"', "[]", "9", '["(", "b"]']),
    ).map(lambda parts: "[{}]\n{} = {}\n".format(*parts)),
)
NAMES = st.sampled_from(
    (
        "thanks/conversation.j2",
        "wishes.j2",
        "letters/withdraw_after_interview.j2",
        "language.toml",
        "reasons.toml",
        "checks.toml",
    )
)


@settings(max_examples=300, suppress_health_check=[HealthCheck.too_slow])
@given(name=NAMES, data=st.one_of(TEXTS.map(lambda text: text.encode("utf-8", "surrogatepass")), st.binary()))
def test_whatever_a_file_holds_there_is_a_letter_or_the_file_is_named(name: str, data: bytes) -> None:
    path = write(f"en-GB/{name}", data)
    secret = write("../../config.toml", b"# the other file")
    facts = replace(AFTER, highlight=USUAL)
    try:
        draft = compose(facts)
        assert len(draft.body) < LONGEST
        assert "the other file" not in draft.body
        check(draft, facts, PrivateWords(("the note",)))
    except Broken as error:
        assert error.path == path
        assert 1 <= error.line <= data.count(b"\n") + data.count(b"\r") + 1
    finally:
        path.unlink()
        secret.unlink()


def test_what_the_document_says_of_ones_own_wording_holds() -> None:
    text = (Path(__file__).parents[2] / "docs" / "letters.md").read_text(encoding="utf-8")
    section = text.partition("\n## Your own wording\n")[2].partition("\n## ")[0]
    blocks = re.findall(r"`([\w/.-]+)`:\n\n```\w+\n(.*?)```", section, re.DOTALL)
    assert [name for name, _ in blocks] == [
        "en-GB/reasons.toml",
        "en-GB/tones/dry/wishes.j2",
        "en-GB/ending.j2",
        "en-GB/aside/work.j2",
    ]
    for name, block in blocks:
        rest = shipped_folder() / name if name == "en-GB/ending.j2" else None
        write(name, block.removesuffix("\n") + (rest.read_text() if rest else ""))
    assert [found for found in try_wordings().findings if found.level == "error"] == []
    for tone in ("neutral", "warm", "dry"):
        written = body(replace(AFTER, tone=tone, highlight=None))
        assert "as I am going back to teaching" in written
        assert "It was good to see how you work." in written
        assert ("I wish you well" in written) == (tone == "dry")
        assert "how you work" not in body(replace(BASE, tone=tone))
