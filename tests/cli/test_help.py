"""The help of each command."""

import shlex
from collections.abc import Iterator
from pathlib import Path

import pytest
import typer
from typer.core import TyperGroup

from bowout.cli.app import TABLE, command
from bowout.cli.tables import width
from tests.support import Runner


def every_command() -> Iterator[tuple[str, ...]]:
    """Each command's name, and each part's after its command's; of two names for one, the first."""
    root = command()
    names = {(entry.module, entry.name): name for name, entry in reversed(TABLE.items())}
    for name in reversed(names.values()):
        yield (name,)
        found = root.get_command(typer.Context(root), name)
        if isinstance(found, TyperGroup):
            yield from ((name, part) for part in found.commands)


COMMANDS = [(), *every_command()]
# What opens an editor, and says so where there is no terminal.
ON_A_TERMINAL = {("templates",), ("templates", "edit")}
# What would leave this machine, or wait for somebody.
OUTSIDE = {"--copy", "--mailto", "--send", "--to-drafts", "--edit", "--open"}


def examples(bowout: Runner, names: tuple[str, ...]) -> list[str]:
    """The examples in the help of a command, as they stand there."""
    lines = bowout(*names, "--help").out.splitlines()
    if "  Examples:" not in lines:
        return []
    block = lines[lines.index("  Examples:") + 1 :]
    return [line.removeprefix("    ") for line in block[: block.index("")]]


@pytest.mark.parametrize("names", COMMANDS, ids=" ".join)
def test_it_has_examples_that_are_its_own(bowout: Runner, names: tuple[str, ...]) -> None:
    shown = examples(bowout, names)
    assert 1 <= len(shown) <= 3
    for example in shown:
        assert f"{example} ".startswith(f"{' '.join(('bowout', *names))} ")
        assert len(example) <= 74


def test_the_summaries_of_the_templates_are_whole(bowout: Runner) -> None:
    assert "..." not in bowout("templates", "--help").out.partition("Commands:")[2]


@pytest.mark.usefixtures("search")
def test_examples_are_read_as_they_stand(
    bowout: Runner, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.chdir(tmp_path)
    for names in COMMANDS:
        for example in examples(bowout, names):
            words = shlex.split(example)[1:]
            if OUTSIDE.isdisjoint(words) and words[:2] != ["config", "check"]:
                result = bowout(*words)
                # Refused it may be in this search, as one without a second stage; but not misunderstood.
                assert result.code in (0, 2 if names in ON_A_TERMINAL else 1), (example, result.err)
                assert "should not happen" not in result.err, (example, result.err)


@pytest.mark.parametrize("columns", [40, 60, 80, 200])
def test_it_fits_the_terminal(bowout: Runner, columns: int, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COLUMNS", str(columns))
    for names in COMMANDS:
        result = bowout(*names, "--help", terminal=True)
        assert (result.code, result.err) == (0, "")
        whole = {f"    {example}" for example in examples(bowout, names)}
        too_wide = [line for line in result.out.splitlines() if width(line) > min(columns, 80)]
        assert set(too_wide) <= whole, names


def test_a_long_name_has_a_line_of_its_own_where_there_is_little_room(
    bowout: Runner, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("COLUMNS", "40")
    shown = bowout("withdraw", "--help").out
    assert "  --keep-in-touch / --no-keep-in-touch\n                   Keep the door open;" in shown
