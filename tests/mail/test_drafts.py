"""Drafts by IMAP: into Dovecot's folders, and past servers that misbehave."""

from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bowout.mail import drafts
from bowout.mail.account import Account
from bowout.mail.errors import NotSent
from bowout.mail.imap_session import folders_of, quoted
from bowout.mail.secrets import Secret
from tests.mail.hostile import HOSTILE, IMAP_STEPS, Imap, Server, Wire
from tests.mail.servers import DRAFTS, PASSWORD, SECRET, USER, MailServers
from tests.mail.test_smtp import LETTER, nothing_secret_in
from tests.support import COUNTS

pytestmark = pytest.mark.mail_servers
ID = f"<{'a' * 32}@example.org>"


def own(port: int) -> Account:
    return Account(USER, None, ("localhost", port), None, None, "other")


def save(account: Account, secret: Secret = SECRET) -> str:
    return drafts.save(account, secret, LETTER, ID)


def refusal(account: Account, secret: Secret = SECRET) -> NotSent:
    with pytest.raises(NotSent) as caught:
        save(account, secret)
    nothing_secret_in(caught.value, secret.value)
    return caught.value


def test_a_draft_lands_in_the_special_folder_once(mail_servers: MailServers) -> None:
    for port in (mail_servers.imaps, mail_servers.imap, mail_servers.imaps):
        assert save(mail_servers.account(imap=port)) == DRAFTS
    (path,) = mail_servers.drafts()
    assert path.read_bytes() == LETTER.replace(b"\r\n", b"\n")
    assert path.name.endswith(":2,DS")  # draft, seen
    assert mail_servers.drafts("Drafts") == []
    assert drafts.folder_name(mail_servers.account(), SECRET) == DRAFTS
    assert len(mail_servers.drafts()) == 1


def test_another_draft_is_another_one(mail_servers: MailServers) -> None:
    save(mail_servers.account())
    other = ID.replace("a", "b")
    drafts.save(mail_servers.account(), SECRET, LETTER.replace(ID.encode(), other.encode()), other)
    assert len(mail_servers.drafts()) == 2


def test_what_was_sent_is_found_where_the_server_keeps_it(mail_servers: MailServers) -> None:
    assert drafts.find_sent(mail_servers.account(), SECRET, ID) is False
    save(mail_servers.account())
    assert drafts.find_sent(mail_servers.account(), SECRET, ID) is False
    (path,) = mail_servers.drafts()
    path.rename(mail_servers.folder / "mail" / USER / ".Gesendet" / "cur" / path.name)
    assert drafts.find_sent(mail_servers.account(), SECRET, ID) is True


def test_who_cannot_be_asked_says_nothing_of_what_was_sent(mail_servers: MailServers) -> None:
    wrong = Secret("wrong", "password", "asked")
    assert drafts.find_sent(mail_servers.account(), wrong, ID) is None
    assert drafts.find_sent(mail_servers.account()._replace(imap=None), SECRET, ID) is None
    assert drafts.find_sent(mail_servers.account(), SECRET, "no id") is None


@pytest.mark.parametrize("secret", ["wrong", "Ü", '"', "\\"])
def test_a_wrong_password(mail_servers: MailServers, secret: str) -> None:
    wrong = Secret(secret, "password", "asked")
    with pytest.raises(NotSent) as caught:
        save(mail_servers.account(), wrong)
    assert caught.value.message == f"localhost refused the login of {USER}."
    assert mail_servers.drafts() == []


def test_another_certificate_authority_is_not_trusted(
    mail_servers: MailServers, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SSL_CERT_FILE", str(mail_servers.certificates.other_ca))
    for port in (mail_servers.imaps, mail_servers.imap):
        assert refusal(mail_servers.account(imap=port)).code == "certificate"
    assert mail_servers.drafts() == []


def test_no_server_is_set_or_answers() -> None:
    assert refusal(own(1)._replace(imap=None)).hint == "bowout config set mail.imap HOST"
    with Server(Imap(), None) as server:
        port = server.port
    assert refusal(own(port)).message == f"Nothing answers at localhost:{port}."


def test_a_draft_without_an_id_is_not_added() -> None:
    with pytest.raises(NotSent, match="no id"):
        drafts.save(own(1), SECRET, LETTER, 'x" OR ALL')


@pytest.mark.parametrize("step", IMAP_STEPS)
def test_a_hostile_server(
    step: str, trusted: Path, hurry: None, record_property: Callable[[str, object], None]
) -> None:
    for name, act in HOSTILE.items():
        script = Imap(step, act)
        with Server(script, trusted) as server:
            refusal(own(server.port))
        assert script.appended == 0, name
    record_property(COUNTS, f"IMAP broken at {step}: NotSent {len(HOSTILE)} of {len(HOSTILE)} times")


@pytest.mark.parametrize("answer", [
    "* LIST", "* LIST (\\Drafts", "* LIST () {99999999999}", "* LIST () {5}", "* SEARCH \xff", "* BYE",
    "* CAPABILITY", "* 99999999999999999999 EXISTS", "+ ", "* OK [", "X OK", "* NO \x1b[2J",
    "* LIST () NIL {" + "9" * 5000 + "}",
])  # fmt: skip
@pytest.mark.parametrize("step", ["capability", "list", "examine", "search"])
def test_answers_that_say_something_else(step: str, answer: str, trusted: Path, hurry: None) -> None:
    script = Imap(step, lambda wire: wire.say(answer))
    with Server(script, trusted) as server:
        try:
            assert save(own(server.port)) == "Drafts"
        except NotSent as error:
            nothing_secret_in(error)


@pytest.mark.parametrize("step", ["authenticate", "list", "examine", "search", "append"])
def test_a_server_that_says_no_and_the_secret_back(step: str, trusted: Path) -> None:
    def say_no(wire: Wire) -> None:
        tag = script.heard[-1].split()[0].decode()
        wire.say(f"{tag} NO {PASSWORD}".encode() + b"\r\n")

    script = Imap(step, say_no)
    with Server(script, trusted) as server:
        refusal(own(server.port))
    assert script.appended == 0


def test_a_token_is_said_as_xoauth2(trusted: Path) -> None:
    from base64 import b64decode

    token = Secret("ya29.token", "token", "command")
    script = Imap(auth="AUTH=XOAUTH2")
    with Server(script, trusted) as server:
        save(own(server.port), token)
    said = script.heard[script.heard.index(next(x for x in script.heard if b"AUTHENTICATE" in x)) + 1]
    assert b64decode(said) == f"user={USER}\x01auth=Bearer ya29.token\x01\x01".encode()


def test_a_refused_token_is_answered_with_an_empty_line(trusted: Path) -> None:
    heard: list[bytes] = []

    def refuse(wire: Wire) -> None:
        tag = script.heard[-1].split()[0].decode()
        wire.say("+ ")
        heard.append(wire.hear())
        wire.say("+ eyJzdGF0dXMiOiI0MDAifQ==")
        heard.append(wire.hear())
        wire.say(f"{tag} NO ya29.token")

    script = Imap("authenticate", refuse, auth="AUTH=XOAUTH2")
    with Server(script, trusted) as server:
        assert refusal(own(server.port), Secret("ya29.token", "token", "command")).code == "login_refused"
    assert len(heard) == 2
    assert heard[1] == b"\r\n"


@pytest.mark.parametrize("auth", ["", "LOGINDISABLED", "AUTH=CRAM-MD5 LOGINDISABLED"])
def test_where_no_login_is_offered(auth: str, trusted: Path) -> None:
    script = Imap(auth=auth)
    with Server(script, trusted) as server:
        assert refusal(own(server.port)).code == "login_refused"


def test_the_old_login_where_it_is_all_there_is(trusted: Path) -> None:
    script = Imap(auth="")
    with Server(script, trusted) as server:
        save(own(server.port), Secret('pass"word\\', "password", "asked"))
    (said,) = (line for line in script.heard if b" LOGIN " in line)
    assert said.split(b" ", 1)[1] == f'LOGIN "{USER}" "pass\\"word\\\\"\r\n'.encode()


def test_a_plain_server_is_told_no_password(trusted: Path) -> None:
    script = Imap(auth="AUTH=PLAIN")
    with Server(script, None) as server:
        assert refusal(own(server.port)).code == "no_tls"
    assert not any(b"AUTHENTICATE" in line or b"LOGIN" in line for line in script.heard)


@pytest.mark.parametrize(
    ("folders", "chosen"),
    [
        ((r'(\Noselect) "/" Drafts', r'() "/" "INBOX/Drafts"'), "INBOX/Drafts"),
        ((r'() "." INBOX.Archive.Drafts', r'() "." INBOX.Drafts', r'() "." INBOX'), "INBOX.Drafts"),
        ((r'() "/" drafts', r'(\HasNoChildren \drafts) "/" "Entw&APw-rfe"'), "Entwürfe"),
        ((r"(\Drafts) NIL Odd", r'() "/" Drafts'), "Odd"),
        ((r'(\Drafts) "/" "a \"b\" \\ c"',), 'a "b" \\ c'),
        (('(\\Drafts) "/" {7}\r\nMy mail',), "My mail"),
        (("(\\Drafts) \"/\" {8}\r\nMy\r\nmail", r'() "/" Drafts'), "Drafts"),
        ((r'(\Drafts) "\\" A\B',), "A\\B"),
    ],
)  # fmt: skip
def test_which_folder_is_meant(folders: tuple[str, ...], chosen: str, trusted: Path) -> None:
    script = Imap(folders=folders)
    with Server(script, trusted) as server:
        assert save(own(server.port)) == chosen
    assert script.appended == 1


def test_the_name_stays_as_the_server_wrote_it(trusted: Path) -> None:
    script = Imap(folders=(r'(\Drafts) "/" "Entw&APw-rfe"',))
    with Server(script, trusted) as server:
        save(own(server.port))
    words = [line.split(b" ", 1)[1] for line in script.heard if b" " in line]
    assert b'EXAMINE "Entw&APw-rfe"\r\n' in words
    assert f'SEARCH UNDELETED HEADER Message-ID "{ID}"\r\n'.encode() in words
    assert any(line.startswith(b'APPEND "Entw&APw-rfe" (\\Draft \\Seen) {') for line in words)


def test_no_folder_for_drafts(trusted: Path) -> None:
    with Server(Imap(folders=(r'() "/" INBOX',)), trusted) as server:
        assert refusal(own(server.port)).code == "no_drafts"


def test_a_server_that_tells_only_when_asked_what_a_folder_is_for(trusted: Path) -> None:
    def mark(wire: Wire) -> None:
        if b"SPECIAL-USE" in script.heard[-1]:
            wire.say(r'* LIST (\Drafts) "/" Brouillons')

    script = Imap("list", mark, auth="AUTH=PLAIN SPECIAL-USE", folders=(r'() "/" Brouillons',))
    with Server(script, trusted) as server:
        assert save(own(server.port)) == "Brouillons"


@given(st.text(st.characters(codec="utf-16", exclude_characters="\0")))
def test_names_are_read_as_people_write_them(name: str) -> None:
    from base64 import b64encode

    encoded = "".join(
        char if " " <= char <= "~" and char != "&" else "&-" if char == "&" else
        f"&{b64encode(char.encode('utf-16-be')).decode().rstrip('=').replace('/', ',')}-"
        for char in name
    )  # fmt: skip
    assert drafts.readable(encoded) == name


@given(st.text(st.characters(codec="ascii")))
def test_what_is_no_modified_utf_7_is_shown_as_it_stands(name: str) -> None:
    assert isinstance(drafts.readable(name), str)


@pytest.mark.parametrize("name", ["&&&-", "&A-", "&AP-x", "&2AA-", "&Jjo"])
def test_broken_names(name: str) -> None:
    assert drafts.readable(name).isprintable()


@given(st.text(st.characters(min_codepoint=32, max_codepoint=126), min_size=1))
def test_a_name_is_read_and_quoted_back(name: str) -> None:
    (folder,) = folders_of([rb'(\X) "/" ' + quoted(name).encode()])
    assert folder.name == name
    (folder,) = folders_of([(rb'(\X) "/" {9}', name.encode()), b""])
    assert folder.name == name


@given(st.lists(st.binary() | st.tuples(st.binary(), st.binary()) | st.none()))
def test_any_answer_to_list_can_be_read(lines: list[bytes | tuple[bytes, bytes] | None]) -> None:
    list(folders_of(lines))
