"""A mail that was forwarded as a file: what counts is who wrote the first one, not who passed it on."""

from collections.abc import Callable, Collection
from dataclasses import replace

from bowout.domain.organisations import organisation_of
from bowout.mail.incoming import Incoming
from bowout.mail.received import Received
from bowout.mail.senders import is_mine


def as_written(received: Received, me: Collection[str], is_known: Callable[[str], bool]) -> Received:
    """Take what was forwarded for what it was: its sender, its thread; with all the invitations that came.

    `is_known` tells of an address whether it is somebody's with whom I am in touch: a recruiter who passes
    on what their customer wrote is the one to answer.
    """
    mail = received.mail
    while mail and (original := mail.original) and _is_passed_on(mail, original, me, is_known):
        mail = original._replace(calendars=mail.calendars, raw=mail.raw)
    if mail is None or mail is received.mail:
        return received
    return replace(received, mail=mail, key=mail.key)


def _is_passed_on(
    mail: Incoming, original: Incoming, me: Collection[str], is_known: Callable[[str], bool]
) -> bool:
    by, of = (each.sender.email if each.sender else None for each in (mail, original))
    mine = by is None or is_mine(by, me)
    if of is None or (not mine and by and is_known(by)):
        return False
    if is_mine(of, me):  # I had passed it on before
        return original.original is not None and _is_passed_on(original, original.original, me, is_known)
    if mine or by is None:
        return True
    if organisation_of(by) == organisation_of(of) is not None:
        return False
    # Else it is a mail of their own, to which another belongs.
    to_me = any(is_mine(each.email or "", me) for each in (*original.recipients, *original.cc))
    return to_me or bool(original.subject and original.subject.casefold() in mail.subject.casefold())
