"""bowout config show, set, path, check."""

from typing import TYPE_CHECKING, Annotated

import typer

from bowout import config, settings
from bowout.cli.output import Printer, aside
from bowout.cli.params import Json

if TYPE_CHECKING:
    from bowout.mail.account import Account
    from bowout.mail.secrets import Secret

app = typer.Typer(
    rich_markup_mode=None,
    no_args_is_help=True,
    help="""The few settings, kept in a TOML file.

    Examples:
      bowout config show
      bowout config set silent_days 21
      bowout config check
    """,
)
_INDENT = 23


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
            [key, str(settings.value_of(found, key)), known.help, known.allowed]
            for key, known in settings.SETTINGS.items()
        ]
        printer.rows(["setting", "value", "what", "may be"], rows)
        return
    for key, known in settings.SETTINGS.items():
        printer.item(key, str(settings.value_of(found, key)) or "(not set)", _INDENT, "bold")
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
      bowout config set mail.provider gmail
    """
    settings.set_value(key, value)
    printer = Printer(json=as_json)
    printer.say(f"{key} is {settings.get(key)}" if settings.get(key) != "" else f"{key} is not set any more")
    if key == "mail.provider" and value:
        _say_of_provider(printer, value)
    if as_json:
        printer.data(settings.load())


def _say_of_provider(printer: Printer, value: str) -> None:
    """Say what a provider needs; another one's servers, which would go before its own, are taken out."""
    from bowout.mail.account import PROVIDERS  # late: for this setting alone

    provider = PROVIDERS[value]
    for key, own in (("mail.smtp", provider.smtp), ("mail.imap", provider.imap)):
        before = settings.get(key)
        if own and before not in ("", own):
            settings.set_value(key, "")
            printer.say(f"{key} was {before}; it is {own} now")
    for line in provider.needs:
        printer.hint(line)
    printer.hint("`bowout config check` tries it, and sends nothing.")


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


@app.command("check")
def check_mail(as_json: Json = False) -> None:
    """Connect to your mail servers and log in, name the folder of drafts, and send nothing.

    Examples:
      bowout config check
      bowout config check --json
    """
    from bowout.cli import prompts
    from bowout.cli.context import Desk
    from bowout.mail import account, secrets
    from bowout.mail.errors import NotSent

    found = account.read_account(settings.load(), Desk().profile.email or "")
    ask = prompts.ask_secret if prompts.can_ask() else None
    secret = secrets.secret_of(found, ask)
    printer = Printer(json=as_json)
    printer.say(f"{found.user}: {_SOURCES[secret.source].format(secret.kind)}")
    try:
        version, folder = _try(printer, found, secret)
    except NotSent as refusal:
        if secret.source != "keyring" or refusal.code != "login_refused" or ask is None:
            raise
        aside(f"{refusal.message} Give the password anew.")
        secret = secrets.secret_of(found, ask, anew=True)
        version, folder = _try(printer, found, secret)
    printer.say("Nothing was sent.")
    if as_json:
        about = found._asdict() | {"secret": secret.source, "tls": version, "drafts": folder}
        printer.data({key: value for key, value in about.items() if not key.endswith("_command")})
    elif secret.source == "asked" and secrets.can_store() and prompts.confirm("Keep it in the keyring?"):
        secrets.store_secret(found, secret)
        printer.say("It is in the keyring.")


def _try(printer: Printer, account: "Account", secret: "Secret") -> tuple[str | None, str | None]:
    """Connect and log in wherever a server is set; returns the version of TLS, and the folder of drafts."""
    from bowout.mail import drafts, smtp

    version, folder = None, None
    if account.smtp:
        version, port = smtp.check(account, secret)
        printer.say(f"{account.smtp[0]}:{port}: connected over {version}, logged in")
    if account.imap:
        folder = drafts.folder_name(account, secret)
        printer.say(f"{account.imap[0]}:{account.imap[1]}: connected over TLS, logged in")
        printer.say(f"Drafts go into the folder “{folder}”.")
    return version, folder


_SOURCES = {
    "keyring": "the {} is in the keyring",
    "command": "a program gave the {}",
    "asked": "the {} was typed",
}
