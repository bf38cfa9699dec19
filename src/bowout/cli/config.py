"""bowout config show, set, path."""

from typing import Annotated

import typer

from bowout import config, settings
from bowout.cli.output import Printer
from bowout.cli.params import Json

app = typer.Typer(
    rich_markup_mode=None,
    no_args_is_help=True,
    help="""The few settings, kept in a TOML file.

    Examples:
      bowout config show
      bowout config set silent_days 21
    """,
)
_INDENT = 13


def _complete_key(incomplete: str) -> list[tuple[str, str]]:
    return [(key, known.help) for key, known in settings.SETTINGS.items() if key.startswith(incomplete)]


@app.command("show")
def show_settings(as_json: Json = False) -> None:
    """Show every setting as it stands, and what it may be.

    Examples:
      bowout config show
      bowout config show --json
    """
    found = settings.load()
    printer = Printer(json=as_json)
    if as_json:
        printer.data(found)
        return
    if printer.width is None:
        rows = [
            [key, str(getattr(found, key)), known.help, known.allowed]
            for key, known in settings.SETTINGS.items()
        ]
        printer.rows(["setting", "value", "what", "may be"], rows)
        return
    for key, known in settings.SETTINGS.items():
        printer.item(key, str(getattr(found, key)), _INDENT, "bold")
        printer.item("", f"{known.help}; {known.allowed}", _INDENT)


@app.command("set")
def set_setting(
    key: Annotated[
        str,
        typer.Argument(metavar="SETTING", help="Its name.", autocompletion=_complete_key, show_default=False),
    ],
    value: Annotated[str, typer.Argument(metavar="VALUE", help="What it shall be.", show_default=False)],
    as_json: Json = False,
) -> None:
    """Change a setting.

    Examples:
      bowout config set delivery copy
      bowout config set silent_days 21
    """
    settings.set_value(key, value)
    printer = Printer(json=as_json)
    if as_json:
        printer.data(settings.load())
    printer.say(f"{key} is {settings.get(key)}")


@app.command("path")
def show_path(as_json: Json = False) -> None:
    """Print where the settings are kept; the file is made when one is set.

    Examples:
      bowout config path
    """
    printer = Printer(json=as_json)
    path = str(config.config_path())
    if as_json:
        printer.data({"path": path})
    else:
        printer.text(path)
