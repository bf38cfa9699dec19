"""bowout search."""

import sys
from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Annotated

import typer

from bowout.cli.context import Desk
from bowout.cli.output import Printer
from bowout.cli.params import Json
from bowout.cli.tables import style
from bowout.domain.errors import UsageError

if TYPE_CHECKING:
    from bowout.domain.found import FoundView
    from bowout.services.search import SearchResult

_ON_A_TERMINAL = 50
_HITS_SHOWN = 3
_MANY = 1000  # fewer are read before anybody looks
_BESIDE = 14


def search(
    words: Annotated[
        list[str],
        typer.Argument(metavar="WORDS...", help="Words, or parts of words; all of them have to be there."),
    ],
    only_open: Annotated[bool, typer.Option("--open", help="Only open ones.")] = False,
    only_closed: Annotated[bool, typer.Option("--closed", help="Only ended ones.")] = False,
    limit: Annotated[
        int | None, typer.Option("--limit", min=1, max=10_000_000, help="At most so many; 50 on a terminal.")
    ] = None,
    everything: Annotated[bool, typer.Option("--all", help="No limit.")] = False,
    as_json: Json = False,
) -> None:
    """Find applications by words of company, position, tags, people, notes, places, letters and mails.

    Those with the words in their names come first. Case and accents do not count, and parts of
    words count; of one or two letters, only where a word begins.

    Examples:
      bowout search münchen
      bowout search acme visa --open
    """
    if only_open and only_closed:
        raise UsageError("--open and --closed exclude each other.", "Leave both out to see all.")
    from bowout.services.search import search as find_them
    from bowout.services.search import search_for
    from bowout.storage.search_index import in_step

    desk = Desk()
    to_people = sys.stdout.isatty() and not as_json
    wanted = search_for(
        words,
        open_=True if only_open else False if only_closed else None,
        limit=None if everything else limit or (_ON_A_TERMINAL if to_people else None),
    )
    now = desk.now
    result = None
    with desk.reading() as reader:
        if in_step(reader):
            result = find_them(reader, wanted, now, indexed=True)
    if result is None:
        indexed = _bring_index_up(desk)
        with desk.reading() as reader:
            result = find_them(reader, wanted, now, indexed=indexed)
    printer = Printer(json=as_json)
    if as_json:
        printer.data([{**each.application._asdict(), "hits": each.hits} for each in result.found])
    elif not result.found:
        printer.empty("Nothing is found. Fewer words, or a part of one, find more.")
    elif to_people:
        _show(printer, result, wanted.words)
    else:
        _print_rows(printer, result.found)


def _bring_index_up(desk: Desk) -> bool:
    """Read into the index what came in masses, telling how far that is; False: there is no index."""
    from bowout.cli.progress import Progress
    from bowout.storage.failures import driver_errors_told
    from bowout.storage.search_index import catch_up

    with driver_errors_told(str(desk.target)), Progress("Reading for search", long=_MANY) as progress:
        return catch_up(desk.target, progress.at)


def _show(printer: Printer, result: "SearchResult", words: Sequence[str]) -> None:
    """Show people what was found, the words marked."""
    mark = _marking(words)
    for each in result.found:
        printer.about(each.application)
        for hit in each.hits[:_HITS_SHOWN]:
            printer.item(f"  {hit.in_}", hit.text, _BESIDE, mark=mark)
        if len(each.hits) > _HITS_SHOWN:
            printer.item("", "…", _BESIDE, "dim")
    if result.more:
        count = f"over {result.more:,}" if result.over else f"{result.more:,}"
        printer.hint(f"… and {count} more: --all")


def _marking(words: Sequence[str]) -> Callable[[str], str]:
    """Make what marks the words in a clean line."""
    from bowout.domain.searching import spans

    def mark(line: str) -> str:
        parts, done = [], 0
        for begin, end in spans(words, line):
            parts += [line[done:begin], style(line[begin:end], "yellow", True)]
            done = end
        return "".join((*parts, line[done:]))

    return mark


def _print_rows(printer: Printer, found: "Sequence[FoundView]") -> None:
    """Print a row for each hit, for what a pipe leads to."""
    rows = [
        [str(view.id), view.company, view.position, view.status, hit.in_, hit.text]
        for view, hits in found
        for hit in hits
    ]
    printer.rows(["no", "company", "position", "status", "in", "text"], rows)
