"""Who of the senders is a service rather than a person."""

import re
from collections.abc import Collection
from typing import TYPE_CHECKING

from bowout.domain.people import Person, takes_no_replies

if TYPE_CHECKING:
    from bowout.mail.incoming import Incoming

_MACHINE = re.compile(
    r"(?:no|not|never)[._-]?repl(?:y|ies)|do[._-]?not[._-]?reply|mailer[._-]?daemon|"
    r"notifi(?:cation|cations|er)\b|\bcalendar[._-]",
    re.IGNORECASE,
)
_MACHINES = frozenset(
    [
        "alert",
        "alerts",
        "auto",
        "automated",
        "automation",
        "autoreply",
        "auto-reply",
        "autoresponder",
        "bounce",
        "bounces",
        "bot",
        "calendar",
        "daemon",
        "digest",
        "event",
        "events",
        "invitation",
        "invitations",
        "invite",
        "invites",
        "mailer",
        "meeting",
        "meetings",
        "messages",
        "msg",
        "newsletter",
        "notice",
        "notices",
        "notify",
        "postmaster",
        "reminder",
        "reminders",
        "reply",
        "root",
        "scheduler",
        "scheduling",
        "system",
        "updates",
        "webinar",
    ]
)
# Nobody's own mailbox is there: what comes from these was passed on by the service.
_RELAYS = frozenset(
    [
        "app.bamboohr.com",
        "breezy-mail.com",
        "calendar.google.com",
        "calendar-server.bounces.google.com",
        "comeet-notifications.com",
        "docusign.net",
        "e.linkedin.com",
        "email.teams.microsoft.com",
        "greenhouse-mail.io",
        "hire.lever.co",
        "indeedemail.com",
        "indeedmail.com",
        "invite.ashbyhq.com",
        "jobs.lever.co",
        "jobs.personio.de",
        "m.personio.de",
        "mail.recruitee.com",
        "myworkday.com",
        "myworkdayjobs.com",
        "resource.calendar.google.com",
        "successfactors.com",
        "successfactors.eu",
        "talent.icims.com",
        "taleo.net",
        "teamtailor-mail.com",
        "workablemail.com",
    ]
)
# Services whose own staff write from there too: applying to Zoom, one meets people at zoom.us.
_VENDORS = frozenset(
    [
        "ashbyhq.com",
        "bamboohr.com",
        "breezy.hr",
        "cal.com",
        "calendly.com",
        "codility.com",
        "comeet.co",
        "doodle.com",
        "eightfold.ai",
        "gem.com",
        "glassdoor.com",
        "goodtime.io",
        "greenhouse.io",
        "hackerrank.com",
        "hackerrankforwork.com",
        "hirevue.com",
        "icims.com",
        "indeed.com",
        "jazzhr.com",
        "applytojob.com",
        "jobvite.com",
        "lever.co",
        "linkedin.com",
        "meet.google.com",
        "modernloop.io",
        "oraclecloud.com",
        "personio.com",
        "personio.de",
        "pinpointhq.com",
        "recruitee.com",
        "savvycal.com",
        "smartrecruiters.com",
        "stepstone.com",
        "stepstone.de",
        "teams.microsoft.com",
        "teamtailor.com",
        "webex.com",
        "whereby.com",
        "workable.com",
        "workday.com",
        "xing.com",
        "youcanbook.me",
        "zoom.com",
        "zoom.us",
    ]
)


def person_behind(mail: "Incoming", me: Collection[str]) -> Person | None:
    """Find the human who wrote: the sender, of a service the one whom an answer reaches; never oneself."""
    own = {_plain(address) for address in me}
    if mail.sender is None or _plain(mail.sender.email or "") in own:
        candidates = mail.reply_to if mail.sender is None else ()
    elif is_service(mail.sender) or (_of_vendor(mail.sender) and _elsewhere(mail.reply_to, mail.sender)):
        candidates = mail.reply_to
    else:
        return mail.sender
    return next(
        (each for each in candidates if not is_service(each) and _plain(each.email or "") not in own), None
    )


def is_mine(address: str, me: Collection[str]) -> bool:
    """Tell whether an address is one of mine, whatever I added to it."""
    return _plain(address) in {_plain(each) for each in me}


def is_service(person: Person) -> bool:
    """Tell whether a program writes from there: no-reply and its like, or a known service's address."""
    local, _, domain = (person.email or "").casefold().rpartition("@")
    if is_machine(person.email or "") or _under(domain, _RELAYS):
        return True
    return _of_vendor(person) and not _names_its_owner(person.name or "", local, domain)


def is_machine(address: str) -> bool:
    """Tell whether nobody reads what is sent to an address, whoever's it is."""
    local = address.casefold().rpartition("@")[0].partition("+")[0]
    return takes_no_replies(address) or bool(_MACHINE.search(local)) or local in _MACHINES


def _of_vendor(person: Person) -> bool:
    return _under((person.email or "").casefold().rpartition("@")[2], _VENDORS)


def _under(domain: str, known: Collection[str]) -> bool:
    """Tell whether a domain is a known one, or below it."""
    labels = domain.split(".")
    return any(".".join(labels[start:]) in known for start in range(max(len(labels) - 5, 0), len(labels)))


def _names_its_owner(name: str, local: str, domain: str) -> bool:
    """Tell whether an address has a word of the name beside it that is not the service's own."""
    mine = {word for word in re.findall(r"\w{2,}", name.casefold()) if word not in domain}
    return any(word in local for word in mine - _MACHINES - {"team", "support", "hello", "info", "the"})


def _elsewhere(people: tuple[Person, ...], sender: Person) -> bool:
    domain = (sender.email or "").casefold().rpartition("@")[2]
    return any((each.email or "").casefold().rpartition("@")[2] != domain for each in people)


def _plain(address: str) -> str:
    """Write an address without what its owner may add to it."""
    local, _, domain = address.strip().casefold().rpartition("@")
    return f"{local.partition('+')[0]}@{domain}"
