"""The video link of a calendar event, wherever the program that made it put it."""

import re
from urllib.parse import urlsplit

from bowout.mail.calendar_text import Component

_OWN = (
    "CONFERENCE", "X-GOOGLE-CONFERENCE", "X-MICROSOFT-SKYPETEAMSMEETINGURL", "X-MICROSOFT-ONLINEMEETINGEXTERNALLINK",
)  # fmt: skip
# Each with its subdomains.
_SERVICES = (
    "zoom.us", "zoom.com", "zoomgov.com", "meet.google.com", "teams.microsoft.com", "teams.live.com", "webex.com",
    "whereby.com", "jit.si", "8x8.vc", "gotomeeting.com", "goto.com", "skype.com", "bluejeans.com", "chime.aws",
    "ringcentral.com", "livestorm.co", "around.co", "daily.co", "vc.vk.com", "telemost.yandex.ru", "lifesizecloud.com",
    "hirevue.com", "coderpad.io", "facetime.apple.com", "meet.proton.me", "gather.town", "demodesk.com",
)  # fmt: skip
# Of the same hosts, but nothing to join.
_OTHER = re.compile(
    r"/(meetingOptions|dialin|support|download|test)\b|//(support|blog|dialin)\.", re.IGNORECASE
)
_LINK = re.compile(r"https://[^\s<>\"'\\\x00-\x20]{3,2000}", re.IGNORECASE)


def video_link(event: Component) -> str | None:
    """Find where an event takes place on the screen; else the page that it names."""
    for name in _OWN:
        for line in event.all(name):
            link = _whole(line.value)
            if link:
                return link
    places = [event.text(name) for name in ("URL", "LOCATION", "DESCRIPTION")]
    known = (link for text in places for link in map(_tidy, _LINK.findall(text)) if _is_video(link))
    # What is nothing but a link cannot be a room.
    return next(known, None) or _whole(places[1]) or _whole(places[0])


def link_within(place: str) -> str | None:
    """Find the link to a call in what was noted as the place; also a page, where there is nothing else."""
    links = map(_tidy, _LINK.findall(place))
    return next(filter(_is_video, links), None) or _whole(place)


def _whole(text: str) -> str | None:
    """Give a text that is one link and nothing else."""
    link = _tidy(text.strip())
    return link if _LINK.fullmatch(link) and _host(link) else None


def _tidy(link: str) -> str:
    """Take off what ends the sentence around a link; descriptions are often HTML."""
    return link.replace("&amp;", "&").rstrip(".,;:!?)]}")


def _is_video(link: str) -> bool:
    host = _host(link)
    of_service = host in _SERVICES or host.endswith(tuple(f".{service}" for service in _SERVICES))
    return of_service and not _OTHER.search(link)


def _host(link: str) -> str:
    try:
        return urlsplit(link).hostname or ""
    except ValueError:
        return ""
