"""bowout templates list, show, edit, check."""

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from bowout.cli import prompts
from bowout.cli.completion import complete_language, complete_template
from bowout.cli.context import Desk
from bowout.cli.output import Printer
from bowout.cli.params import Json
from bowout.domain.errors import Ambiguous, BowoutError, Refused, UsageError

if TYPE_CHECKING:
    from bowout.domain.template_details import TemplateFinding, TemplateView

app = typer.Typer(
    rich_markup_mode=None,
    no_args_is_help=True,
    help="""The wording of the letters: yours goes before the shipped one.

    Examples:
      bowout templates list --language en-GB
      bowout templates edit wishes
    """,
)
_PATH = typer.Argument(
    metavar="PATH",
    help="A file as in the list, or the end of its name, such as wishes.",
    autocompletion=complete_template,
    show_default=False,
)
_OPTIONAL = typer.Argument(
    metavar="[PATH]",
    help="One of your own files; without it, all of them.",
    autocompletion=complete_template,
    show_default=False,
)
_STYLES = {"error": "red", "warning": "yellow"}


@app.command("list")
def list_templates(
    language: Annotated[
        str | None,
        typer.Option("--language", help="Those of one language.", autocompletion=complete_language),
    ] = None,
    as_json: Json = False,
) -> None:
    """List the files of the wording, your own and the shipped ones.

    Yours stands in the place of the shipped one of the same name.

    Examples:
      bowout templates list
      bowout templates list --language en-US --json
    """
    from bowout.services.wordings import list_wordings

    views = list_wordings(language)
    printer = Printer(json=as_json)
    if as_json:
        printer.data(views)
        return
    rows = [[view.path, view.kind, view.source, view.about or ""] for view in views]
    printer.rows(
        ["path", "kind", "from", "what for"],
        rows,
        lambda column, text: "green" if column == 2 and text == "own" else None,
        whole={0},
        spare=(3,),
    )
    printer.hint("bowout templates show PATH shows one, bowout templates edit PATH makes it yours.")


@app.command("show")
def show_template(
    path: Annotated[str, _PATH],
    shipped: Annotated[
        bool, typer.Option("--shipped", help="The shipped file, also where yours goes before it.")
    ] = False,
    as_json: Json = False,
) -> None:
    """Show the file that is in force; piped, its text alone.

    Examples:
      bowout templates show wishes
      bowout templates show decline_offer --shipped
    """
    from bowout.letters.sources import read
    from bowout.services.wordings import list_wordings

    view = _found(path, list_wordings(own=not shipped))
    text = read(Path(view.file))
    printer = Printer(json=as_json, piped_text=True)
    if as_json:
        printer.data({**view._asdict(), "text": text})
        return
    printer.say(f"{view.path}: {'yours' if view.source == 'own' else view.source}, {view.file}", "bold")
    if printer.width is None:
        sys.stdout.buffer.write(text.encode())  # as it stands, tabs too: it may become a file again
        return
    printer.say()
    printer.text(text)


@app.command("edit")
def edit_template(path: Annotated[str, _PATH], as_json: Json = False) -> None:
    """Make a file your own: it opens in your editor.

    Yours goes before the shipped one of the same name. What is left as it was shipped is not kept.
    A PATH that is not there yet, below a language, begins a new part,
    a tone or a language.

    Examples:
      bowout templates edit wishes
      bowout templates edit en-GB/tones/formal/wishes.j2
    """
    from bowout.letters.sources import own_folder
    from bowout.services.wording_edit import editable

    try:
        name = editable(path, _language())
    except Ambiguous as error:
        name = _choose(error)
    kept = _edit(name, own_folder() / name)
    printer = Printer(json=as_json)
    if kept:
        _try_edited(printer, name, own_folder() / name)
        return
    if as_json:
        printer.data({"path": name, "file": None, "checks": []})
    printer.say(f"{name} is as it was; there is no file of your own.")


def _edit(name: str, place: Path) -> bool:
    """Open the editor; tells whether something of one's own is left."""
    from bowout.cli.editor import editor, open_editor
    from bowout.services.wording_edit import edit_own

    try:
        editor()
    except UsageError as error:
        error.hint += f" Or write it yourself: {place}. Then look at it: bowout templates check {name}."
        raise
    try:
        return edit_own(name, open_editor)
    except BowoutError as error:
        if place.is_file() and str(place) not in error.hint:
            error.hint = f"{error.hint} What you wrote is in {place}.".lstrip()
        raise


def _try_edited(printer: Printer, name: str, place: Path) -> None:
    """Look at what was written; it is kept either way."""
    from bowout.services.wording_check import try_wordings

    trial = try_wordings(name)
    if printer.json:
        printer.data({"path": name, "file": str(place), "checks": trial.findings})
    _print_findings(printer, trial.findings)
    if any(found.level == "error" for found in trial.findings):
        hint = f"It is kept: {place}. Mend it with bowout templates edit {name}, or delete it."
        raise Refused(f"{name} has errors.", hint, code="template")
    printer.say(f"{name} is yours now, tried in {_count(trial.letters, 'letter')}.")
    if not printer.json:
        printer.text(f"Kept: {place}")
    printer.hint("To go back to the shipped wording, delete that file.")


@app.command("check")
def check_templates(path: Annotated[str | None, _OPTIONAL] = None, as_json: Json = False) -> None:
    """Try your own files in made-up letters.

    There are letters of every situation; the exit code is 1 where a file has errors.

    Examples:
      bowout templates check
      bowout templates check wishes --json
    """
    from bowout.services.wording_check import try_wordings
    from bowout.services.wordings import list_wordings

    views = list_wordings()
    chosen = _found(path, views) if path is not None else None
    trial = try_wordings(chosen and chosen.path)
    printer = Printer(json=as_json)
    if as_json:
        printer.data(trial.findings)
    if not trial.wanted:
        what = f"{chosen.path} is as it was shipped" if chosen else "You have no templates of your own"
        printer.empty(f"{what}; bowout templates edit PATH makes one yours.")
        return
    _print_findings(printer, trial.findings)
    levels = [found.level for found in trial.findings]
    found = (
        ", ".join(_count(levels.count(level), level) for level in dict.fromkeys(levels)) or "nothing is wrong"
    )
    files = _count(len(trial.wanted), "file")
    printer.say(f"{files} of your own, tried in {_count(trial.letters, 'letter')}: {found}.")
    if "error" in levels:
        raise typer.Exit(1)


def _found(name: str, known: "list[TemplateView]") -> "TemplateView":
    from bowout.services.wordings import find_wording

    try:
        return find_wording(name, known, _language())
    except Ambiguous as error:
        return find_wording(_choose(error), known, _language())


def _language() -> str:
    """The language of one's letters."""
    from bowout.cli.leaving_prompts import language

    return language(None, Desk().profile)


def _choose(error: Ambiguous) -> str:
    """Ask which of several is meant; where nobody can be asked, the error stands."""
    if not prompts.can_ask():
        raise error
    return error.candidates[prompts.choose("Which one?", error.candidates)]


def _print_findings(printer: Printer, findings: "list[TemplateFinding]") -> None:
    for found in findings:
        line = f", line {found.line}" if found.line else ""
        where = ""
        if found.letters:
            first, more = found.letters[0], len(found.letters) - 1
            others = f" and {_count(more, 'other')}" if more else ""
            where = f" (in {first.letter}, {first.language}, {first.tone}{others})"
        text = f"{found.level}: {', '.join(found.paths)}{line}: {found.message}{where}"
        printer.say(text, _STYLES.get(found.level))


def _count(number: int, what: str) -> str:
    return f"{number} {what}{'s' * (number != 1 and what != 'info')}"
