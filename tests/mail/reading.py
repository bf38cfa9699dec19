"""The mail that the tests write, and how they look at it: as bytes, then as several readers do."""

import email
import email.policy
import re
from collections.abc import Iterator
from datetime import datetime, timedelta, timezone
from email.utils import getaddresses

from bowout.domain.people import Person
from bowout.mail.message import Outgoing

POLICIES = (email.policy.default, email.policy.SMTP, email.policy.SMTPUTF8, email.policy.strict)
LONG_ID = "<" + "A" * 62 + "@mail.exchange.example" + ">"  # 86 with its brackets: 84 between them
MAIL = Outgoing(
    sender=Person("Ida Lund", "ida@home.example"),
    to=(Person("Dana Fox", "dana@acme.example"),),
    cc=(),
    subject="Withdrawing my application",
    body="Dear Dana,\n\nThank you.\n\nIda Lund\n",
    message_id="<0123456789abcdef0123456789abcdef@home.example>",
    date=datetime(2026, 11, 23, 20, 21, 5, 999, timezone(timedelta(hours=5, minutes=30))),
    in_reply_to=None,
    references=(),
    draft=False,
)


def head(data: bytes) -> bytes:
    return data.partition(b"\r\n\r\n")[0] + b"\r\n"


def lines(data: bytes, name: str) -> list[bytes]:
    """The raw lines of one header, the folded ones with their blank."""
    found = re.findall(rb"(?m)^" + name.encode() + rb":.*\r\n(?:[ \t].*\r\n)*", head(data))
    assert len(found) <= 1
    return found[0].splitlines() if found else []


def sound(data: bytes) -> None:
    """What holds for every mail that we write, seen on its bytes."""
    data.decode("ascii")
    assert not re.search(rb"\r(?!\n)|(?<!\r)\n", data)
    names = [line.partition(b":")[0] for line in head(data).splitlines() if not line.startswith(b" ")]
    assert len(names) == len(set(names))
    allowed = b"X-Unsent From To Cc Subject Date Message-ID In-Reply-To References MIME-Version"
    assert set(names) <= {*allowed.split(), b"Content-Type", b"Content-Transfer-Encoding"}
    for line in data.splitlines():
        assert len(line) <= 998
        assert line != b" "
        assert b"=?" not in line or len(line) <= 76 or b"=?utf-8?" not in line
    for word in re.findall(rb"=\?utf-8\?[qb]\?[^?]*\?=", head(data)):
        assert len(word) <= 75
    body = data.partition(b"\r\n\r\n")[2]
    assert all(len(line) <= 76 for line in body.splitlines())


def recipients(data: bytes, name: str) -> Iterator[list[tuple[str, str]]]:
    """Names and addresses as each reader understands them."""
    for policy in POLICIES:
        header = email.message_from_bytes(data, policy=policy)[name]
        yield [(each.display_name, each.addr_spec) for each in (header.addresses if header else ())]
    loose = email.message_from_bytes(data, policy=email.policy.compat32)
    decoded = [
        (str(email.header.make_header(email.header.decode_header(found))), address)
        for found, address in getaddresses(loose.get_all(name, []))
    ]
    yield decoded
