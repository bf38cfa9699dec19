"""A letter as plain text: header lines such as `Subject:`, a blank line, the body; as `withdraw` prints it."""

import re
from dataclasses import dataclass

from bowout.domain.errors import UsageError
from bowout.domain.people import Person, parse_person
from bowout.letters.facts import Draft

# As git writes it, so that editors know it; a letter may hold a line that begins with "#".
CUT = "# ------------------------ >8 ------------------------"
_CUT = re.compile(r"^# -+ >8 -+[ \t]*$", re.MULTILINE)
_HEADER = re.compile(r"(to|cc|bcc|subject):[ \t]*(.*)", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Written:
    """A letter that was read. `subject` and `recipients` (To and Cc) are None where no header line names them."""

    body: str
    subject: str | None = None
    recipients: tuple[Person, ...] | None = None

    @property
    def draft(self) -> Draft:
        """The letter, with an empty subject where it has none."""
        return Draft(self.subject or "", self.body)


def read_text(text: str) -> Written:
    """Read a letter; its lines end in a line feed. What stands below an editor's line is left out."""
    lines = above_cut(text).strip("\n").split("\n")
    headers: dict[str, str] = {}
    while lines and (found := _HEADER.fullmatch(lines[0].strip())):
        headers[found[1].lower()] = found[2].strip()
        del lines[0]
    named = [headers[name] for name in ("to", "cc", "bcc") if name in headers]
    return Written(
        body="\n".join(lines).strip("\n") + "\n",
        subject=headers.get("subject"),
        recipients=tuple(person for people in named for person in _people(people)) if named else None,
    )


def above_cut(text: str) -> str:
    """What stands above the line that an editor was given."""
    return _CUT.split(text, maxsplit=1)[0]


def write_text(draft: Draft) -> str:
    """Write a letter so that `read_text` reads it."""
    return f"Subject: {draft.subject}\n\n{draft.body}"


def _people(text: str) -> list[Person]:
    """Read `Dana Fox <dana@acme.example>, Reed, Tom <tom@acme.example>`; what is no address is nobody."""
    people, name = [], ""
    for part in text.split(","):
        name = f"{name},{part}" if name else part
        if "@" in part:
            people.append(name.strip())
            name = ""
    found = []
    for person in people:
        try:
            found.append(parse_person(person))
        except UsageError:
            continue
    return found
