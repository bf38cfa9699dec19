"""The only printer: data on stdout; words for people there too, unless stdout is not theirs alone."""

import shutil
import sys
from collections.abc import Callable, Container, Sequence
from typing import TYPE_CHECKING

from bowout.cli.tables import clean, colour_wanted, style, table, width, wrap
from bowout.domain.names import title_of

if TYPE_CHECKING:
    from bowout.domain.details import ApplicationDetail, LetterView
    from bowout.domain.leavings import CheckView
    from bowout.domain.results import ApplicationView

_STATUS_STYLES = {
    "offer": "green",
    "accepted": "green",
    "interviewing": "cyan",
    "screening": "cyan",
    "rejected": "dim",
    "withdrawn": "yellow",
    "ghosted": "dim",
}

# Fewer cells than these beside a label are too few: the text then stands below it, so far to the right.
_BESIDE, _BELOW = 24, 4


class Printer:
    """Prints one command's result.

    `json` and `quiet` are the command's options; then nothing is said to people
    but warnings. `piped_text`: where stdout is no terminal, it carries a letter
    or another text alone, and what is said to people goes to stderr.
    """

    def __init__(self, *, json: bool = False, quiet: bool = False, piped_text: bool = False) -> None:
        self.json = json
        self.quiet = quiet
        self._aside = piped_text and not sys.stdout.isatty()
        self._people = sys.stderr if self._aside else sys.stdout
        self.colour = colour_wanted(self._people)

    @property
    def width(self) -> int | None:
        """The cells of the terminal; None where stdout is none."""
        return shutil.get_terminal_size((80, 24)).columns if sys.stdout.isatty() else None

    def data(self, value: object) -> None:
        """Print a result as JSON."""
        import json

        from bowout.domain.plain import plain

        print(json.dumps(plain(value), ensure_ascii=False, indent=2))

    def number(self, number: int) -> None:
        """Print a number alone."""
        print(number)

    def say(self, text: str = "", name: str | None = None) -> None:
        """Say something to people, in lines that fit a terminal."""
        if self.json or self.quiet:
            return
        width = self.width if not self._aside else None
        for line in wrap(text, max(20, width)) if width else clean_lines(text):
            print(style(line, name, self.colour) if name and line else line, file=self._people)

    def hint(self, text: str) -> None:
        """Say what may come next."""
        self.say(text, "dim")

    def item(
        self,
        label: str,
        text: str,
        indent: int,
        name: str | None = None,
        mark: Callable[[str], str] | None = None,
    ) -> None:
        """Say a text beside its label; what does not fit goes on below the text's beginning.

        On a terminal so narrow that little would stand beside it, the text stands below its label.
        `mark` is given each clean line, and asked only with `colour`.
        """
        if self.json or self.quiet:
            return
        room = self.width if not self._aside else None
        if room and room - indent < _BESIDE:
            if label:
                print(clean(label), file=self._people)
            label, indent = "", _BELOW
        lines = wrap(text, max(20, room - indent)) if room else clean_lines(text)
        beside = clean(label) + " " * max(1 if label else indent, indent - width(clean(label)))
        for place, line in enumerate(lines):
            shown = style(line, name, self.colour) if name and line else line
            shown = mark(line) if mark and self.colour else shown
            print(f"{' ' * indent if place else beside}{shown}".rstrip(), file=self._people)

    def empty(self, text: str) -> None:
        """Say that there is nothing to show: on stderr, so that what is piped stays empty."""
        if not self.json:
            aside(text)

    def about(self, view: "ApplicationView | ApplicationDetail", what: str | None = None) -> None:
        """Say which application it is about: company, position, number; and its status or what was done."""
        self.say(f"{heading(view)}: {what or view.status}", "bold")

    def result(self, view: "ApplicationView", what: str | None = None) -> None:
        """Print the application that a command changed, in the form that was asked for."""
        if self.json:
            self.data(view)
        elif self.quiet:
            self.number(view.id)
        self.about(view, what)

    def text(self, text: str, name: str | None = None) -> None:
        """Print a text as it stands, from column 0, to be pasted elsewhere."""
        for line in text.rstrip("\n").split("\n"):
            print(style(clean(line), name, self.colour) if name else clean(line))

    def letter(self, letter: "LetterView") -> None:
        """Print a letter: to whom, the subject, a blank line, the body."""
        self.text(f"To: {', '.join(letter.to) or '(nobody: for the portal)'}")
        if letter.cc:
            self.text(f"Cc: {', '.join(letter.cc)}")
        self.text(f"Subject: {letter.subject}\n\n{letter.body}")

    def advice(self, lines: Sequence[str]) -> None:
        """Say what to do besides sending the letter."""
        for line in lines:
            self.item("•", line, 2)

    def checks(self, checks: "Sequence[CheckView]") -> None:
        """Say what the checks found."""
        names = {"error": "red", "warning": "yellow"}
        for found in checks:
            self.say(f"{found.level}: {found.message}", names.get(found.level, "dim"))

    def rows(
        self,
        headings: Sequence[str],
        rows: Sequence[Sequence[str]],
        paint: Callable[[int, str], str | None] | None = None,
        *,
        whole: Container[int] = (),
        spare: Sequence[int] = (),
    ) -> None:
        """Print a table; `whole` and `spare` are columns, as in `tables.table`."""
        print(
            table(
                headings,
                rows,
                terminal_width=self.width,
                colour=self.colour,
                paint=paint,
                whole=whole,
                spare=spare,
            )
        )


def aside(text: str) -> None:
    """Say something on stderr; on a terminal in whole words."""
    shown = clean(text)
    if sys.stderr.isatty():
        import textwrap

        # A path or a command is not broken: it is there to be copied.
        room = max(20, shutil.get_terminal_size((80, 24)).columns)
        shown = textwrap.fill(shown, room, break_long_words=False, break_on_hyphens=False)
    print(shown, file=sys.stderr)


def heading(view: "ApplicationView | ApplicationDetail") -> str:
    """Name an application: `Acme, Backend Engineer (12)`."""
    return title_of(view.company, view.position, view.id)


def status_style(status: str) -> str | None:
    """The style in which a status is shown."""
    return _STATUS_STYLES.get(status)


def clean_lines(text: str) -> list[str]:
    """The lines of a text, each made safe to print."""
    return [clean(line) for line in text.split("\n")]
