"""The account's own folders, by IMAP: a draft put where the mail program finds it, once."""

import re
from base64 import b64decode
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

from bowout.mail import wire
from bowout.mail.account import Account
from bowout.mail.errors import NotSent
from bowout.mail.headers import is_message_id
from bowout.mail.secrets import Secret

if TYPE_CHECKING:
    from bowout.mail.imap_session import Folder, Session


def save(account: Account, secret: Secret, data: bytes, message_id: str) -> str:
    """Put a mail into the folder of drafts unless it is there already, and return the folder's name for people.

    Raises:
        NotSent: it did not work; trying again adds it once at most.
    """
    if not is_message_id(message_id):
        raise NotSent("The mail has no id of its own.", "Write the letter anew.", code="unfit_mail")
    with _logged_in(account, secret) as session:
        folder = _drafts(session)
        if not session.has(folder, message_id):
            session.keep(folder, data)
        return readable(folder.name)


def folder_name(account: Account, secret: Secret) -> str:
    """Connect, log in, and return the name of the folder of drafts for people; nothing is added.

    Raises:
        NotSent: it did not work, or there is no such folder.
    """
    with _logged_in(account, secret) as session:
        return readable(_drafts(session).name)


def find_sent(account: Account, secret: Secret, message_id: str) -> bool | None:
    """Tell whether a mail is in the folder of sent mail; None where that cannot be known.

    Not every provider puts there what was sent by SMTP: that it is missing proves nothing.
    """
    if account.imap is None or not is_message_id(message_id):
        return None
    try:
        with _logged_in(account, secret) as session:
            folder = _for("sent", session)
            return session.has(folder, message_id) if folder else None
    except NotSent:
        return None


def readable(name: str) -> str:
    """A folder's name as people write it: modified UTF-7 (RFC 3501 5.1.3) decoded, else as it stands."""

    def decoded(found: re.Match[str]) -> str:
        if not found[1]:
            return "&"
        padded = found[1].replace(",", "/") + "=" * (-len(found[1]) % 4)
        return b64decode(padded, validate=True).decode("utf-16-be")

    try:
        return re.sub(r"&([^-]*)-", decoded, name)
    except ValueError:
        return name


@contextmanager
def _logged_in(account: Account, secret: Secret) -> Iterator["Session"]:
    """A session with somebody logged in; whatever fails in it is NotSent."""
    if account.imap is None:
        raise NotSent(
            "No server of your folders is set.", "bowout config set mail.imap HOST", code="mail_not_set_up"
        )
    # Loads the library, so not before it is needed.
    from bowout.mail.imap_session import FAILURES, connect

    session = None
    try:
        session = connect(account.imap)
        session.log_in(account, secret)
        yield session
        session.leave()
    except FAILURES as error:
        raise wire.failure(error, account.imap) from None
    finally:
        if session is not None:
            session.close_socket()


def _drafts(session: "Session") -> "Folder":
    folder = _for("drafts", session)
    if folder is None:
        raise NotSent(
            f"{session.server[0]} has no folder of drafts.",
            "Make one called Drafts; or --eml FILE writes a file instead.",
            code="no_drafts",
        )
    return folder


def _for(use: str, session: "Session") -> "Folder | None":
    """The folder that the server marks as being for a use, else the one that is called so."""
    folders = session.folders()
    marked = [folder for folder in folders if f"\\{use}" in folder.flags]
    called = [folder for folder in folders if folder.leaf.lower() == use]
    # Of those called so the uppermost: another may be in the archive of an account that was.
    return next(iter(marked), None) or min(called, key=lambda folder: len(folder.name), default=None)
