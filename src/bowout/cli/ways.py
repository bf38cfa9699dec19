"""The ways by which a letter may leave: what the options say, else the setting."""

from dataclasses import dataclass, replace
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from bowout import settings
from bowout.cli import prompts
from bowout.cli.context import Desk
from bowout.domain.errors import Refused, UsageError
from bowout.domain.people import Person

if TYPE_CHECKING:
    from bowout.domain.details import LetterView
    from bowout.mail.account import Account
    from bowout.storage.work import Work


class Way(StrEnum):
    """A way out; its value is that of the setting, and the option's name."""

    EML = "eml"
    MAILTO = "mailto"
    COPY = "copy"
    DRAFTS = "to-drafts"
    SEND = "send"


WHAT = {
    Way.EML: "a file, which opens in your mail program",
    Way.MAILTO: "your mail program, by a link",
    Way.COPY: "the clipboard",
    Way.DRAFTS: "the folder of drafts of your mail account",
    Way.SEND: "sent, by your mail account",
}
_NEED_ADDRESS = (Way.MAILTO, Way.DRAFTS, Way.SEND)


class Ways(NamedTuple):
    """The options of delivery, as they were given."""

    eml: Path | None = None
    overwrite: bool = False
    copy: bool = False
    mailto: bool = False
    to_drafts: bool = False
    send: bool = False
    yes: bool = False

    @property
    def chosen(self) -> list[Way]:
        """The ways that were named."""
        given = self.eml is not None, self.mailto, self.copy, self.to_drafts, self.send
        return [way for way, wanted in zip(Way, given, strict=True) if wanted]

    def check(self) -> None:
        """Refuse ways that cannot be; UsageError."""
        if self.eml == Path("-"):
            raise UsageError("--eml writes a file.", "`bowout letters show ID --eml` prints the mail.")
        if len(self.chosen) > 1:
            first, second = self.chosen[:2]
            raise UsageError(f"--{first} and --{second} are two ways to hand it over.", "Choose one of them.")


@dataclass(frozen=True, slots=True)
class Delivery:
    """By which way a letter is to go; None: it is printed, and stays drafted.

    `asked`: an option named it, and what cannot be done is refused rather than left out.
    `stem` names the file where none is named.
    """

    way: Way | None = None
    eml: Path | None = None
    overwrite: bool = False
    yes: bool = False
    asked: bool = False
    stem: str = "letter"

    @classmethod
    def wanted(cls, desk: Desk, ways: Ways, stem: str, *, dry: bool = False) -> "Delivery":
        """What the options say, else the setting; what cannot work is refused before anything is recorded.

        Raises:
            Refused: the file exists, or cannot be written; sending wants somebody who says yes.
            UsageError: mail is not set up.
        """
        way = next(iter(ways.chosen), None)
        asked = way is not None
        if way is None:
            setting = str(settings.get("delivery"))
            way = None if setting == "printed" else Way(setting)
        return cls(way, ways.eml, ways.overwrite, ways.yes, asked, stem).checked(desk, dry=dry)

    def checked(self, desk: Desk, *, dry: bool = False) -> "Delivery":
        """Refuse what cannot work; raises as `wanted`."""
        if self.way is Way.EML:
            from bowout.files import check_target

            check_target(self.target(), self.overwrite)
        if self.way in (Way.DRAFTS, Way.SEND):
            account_for(desk, None, self.way)
        if self.way is Way.SEND and not (self.yes or dry or prompts.can_ask()):
            raise Refused(
                "Nothing is sent without a yes, and nobody is there to say it.",
                "Add --yes; or --to-drafts, which sends nothing.",
                code="not_confirmed",
            )
        return self

    def target(self) -> Path:
        """The file to write: the one named, else a free name here."""
        if self.eml is not None:
            return self.eml
        names = (Path(f"{self.stem}{suffix}.eml") for suffix in ("", *(f"-{n}" for n in range(2, 1000))))
        return next(path for path in names if not path.exists())

    def of_reply(self) -> "Delivery":
        """How a reply to an invitation goes by itself: it cannot be pasted, nor be a link."""
        return replace(self, way=Way.EML) if self.way in (Way.COPY, Way.MAILTO) else self

    def beside(self, place: int) -> "Delivery":
        """How the reply to an invitation goes that belongs to the letter: it cannot be pasted, nor be a link."""
        number = "" if place == 1 else f"-{place}"
        if self.way in (Way.DRAFTS, Way.SEND):
            return replace(self, yes=True)
        if self.eml is None:
            return replace(self, way=Way.EML, stem=f"{self.stem}-decline{number}")
        named = self.eml.with_name(f"{self.eml.stem}-decline{number}{self.eml.suffix or '.eml'}")
        return replace(self, way=Way.EML, eml=named)

    def check(self, work: "Work", letter: "LetterView | None") -> None:
        """Refuse a letter that cannot leave by this way, while it is not yet recorded.

        Raises:
            Refused: nobody to send it to; an address or header that no mail can have; a file of a
                reply to an invitation exists.
        """
        if letter is None or not self.asked or self.way is None:
            return
        if self.needs_address and not letter.to:
            raise no_address(self.way)
        if letter.id is None:
            return
        if self.needs_address:
            from bowout.services.posting import mail_of

            mail_of(work.reader, letter.id, work.now, draft=False)
        if self.eml is not None:
            from bowout.files import check_target

            check_target(self.eml, self.overwrite)
            from bowout.services.replies import left_by, replies_of

            for place, _ in enumerate(replies_of(work.reader, left_by(work.reader, letter.id)), 1):
                check_target(self.beside(place).target(), self.overwrite)

    @property
    def needs_address(self) -> bool:
        """Tell whether the way is nothing for a letter that is for a portal."""
        return self.way in _NEED_ADDRESS


def no_address(way: Way) -> Refused:
    """A letter that a way cannot take anywhere."""
    return Refused(
        f"The letter has no address that --{way} could take it to.",
        'Write it with --to "Dana Fox <dana@acme.example>", or paste it into the portal.',
        code="no_recipient",
    )


def account_for(desk: Desk, sender: Person | None, way: Way) -> "Account":
    """The account that a way needs: mine, also for a reply from another address, under which I was invited.

    Raises:
        UsageError: mail is not set up, or not for this.
    """
    from bowout.mail.account import read_account

    address = desk.profile.email or (sender.email if sender else None)
    account = read_account(settings.load(), address or "")
    missing = account.smtp is None if way is Way.SEND else account.imap is None
    if missing:
        server = "smtp" if way is Way.SEND else "imap"
        raise UsageError(
            f"--{way} needs a server that is not set.",
            f"bowout config set mail.{server} HOST. --eml, --mailto and --copy need none.",
            code="mail_not_set_up",
        )
    return account
