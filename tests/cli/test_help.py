"""The help of each command."""

from collections.abc import Iterator

import pytest
import typer
from typer.core import TyperGroup

from bowout.cli.app import TABLE, command
from bowout.cli.tables import width
from tests.support import Runner


def every_command() -> Iterator[tuple[str, ...]]:
    """Each command's name, and each part's after its command's."""
    root = command()
    for name in TABLE:
        yield (name,)
        found = root.get_command(typer.Context(root), name)
        if isinstance(found, TyperGroup):
            yield from ((name, part) for part in found.commands)


COMMANDS = [(), *every_command()]


@pytest.mark.parametrize("columns", [40, 60, 80, 200])
def test_it_fits_the_terminal(bowout: Runner, columns: int, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COLUMNS", str(columns))
    for names in COMMANDS:
        result = bowout(*names, "--help", terminal=True)
        assert (result.code, result.err) == (0, "")
        too_wide = [line for line in result.out.splitlines() if width(line) > min(columns, 80)]
        assert not too_wide, names


def test_a_long_name_has_a_line_of_its_own_where_there_is_little_room(
    bowout: Runner, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("COLUMNS", "40")
    shown = bowout("withdraw", "--help").out
    assert "  --keep-in-touch / --no-keep-in-touch\n                   Keep the door open;" in shown
