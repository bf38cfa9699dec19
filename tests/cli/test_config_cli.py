"""bowout config."""

from pathlib import Path

from tests.support import Runner


def test_show(bowout: Runner) -> None:
    assert bowout("config", "show", "--json").json == {
        "delivery": "printed",
        "silent_days": 14,
        "ghosted_days": 30,
    }
    assert bowout("config", "show").out == (
        "setting\tvalue\twhat\tmay be\n"
        "delivery\tprinted\thow a letter leaves\tone of: printed, copy, eml\n"
        "silent_days\t14\tafter how many quiet days agenda asks about it\ta whole number from 1 to 365\n"
        "ghosted_days\t30\tafter how many quiet days leaving all closes it as ghosted\ta whole number from 1 to 3650\n"
    )


def test_set_and_path(bowout: Runner, home: Path) -> None:
    path = Path(bowout("config", "path").out.rstrip("\n"))
    assert path.is_relative_to(home)
    assert not path.exists()
    assert bowout("config", "set", "delivery", "copy").out == "delivery is copy\n"
    assert path.read_text() == 'delivery = "copy"\n'
    assert bowout("config", "set", "delivery", "printed", "--json").json == {
        "delivery": "printed",
        "silent_days": 14,
        "ghosted_days": 30,
    }
    assert bowout("config", "path", "--json").json == {"path": str(path)}


def test_what_cannot_be_set(bowout: Runner, home: Path) -> None:
    result = bowout("config", "set", "delivery", "pigeon")
    assert (result.code, result.out) == (2, "")
    assert (
        result.err
        == "bowout: “pigeon” is not a value for delivery.\nIt must be one of: printed, copy, eml.\n"
    )
    result = bowout("config", "set", "delivry", "copy", "--json")
    assert result.error == {
        "code": "usage",
        "message": "“delivry” is not a setting.",
        "hint": "Did you mean delivery?",
    }
    assert list(home.iterdir()) == []


def test_a_broken_file_is_named(bowout: Runner) -> None:
    bowout("config", "set", "delivery", "copy")
    path = Path(bowout("config", "path").out.rstrip("\n"))
    path.write_text("delivery =\n")
    result = bowout("config", "show")
    assert (result.code, result.out) == (1, "")
    assert result.err == f"bowout: {path}, line 1: it is not TOML.\nMend that line or take it out.\n"
