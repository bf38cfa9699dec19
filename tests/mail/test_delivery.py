"""Letters leave: through Postfix and into Dovecot, past servers that misbehave, and killed on the way."""

import email
import email.policy
import getpass
import json
import os
import shutil
import signal
import socket
import sqlite3
import subprocess
import threading
from collections import Counter
from collections.abc import Callable
from pathlib import Path

import pytest

from bowout import config
from tests.mail.hostile import HOSTILE, IMAP_STEPS, SMTP_STEPS, Act, Imap, Server, Smtp, Wire
from tests.mail.servers import PASSWORD, RECIPIENT, SECOND, USER, MailServers
from tests.support import CONSOLE_SCRIPT, COUNTS, Runner

pytestmark = pytest.mark.mail_servers
LEAVE = ("withdraw", "acme", "-r", "career", "--json")


def rows(query: str) -> list[tuple[object, ...]]:
    path = config.database_url_or_path(None).path
    assert path is not None
    connection = sqlite3.connect(path)
    try:
        return connection.execute(query).fetchall()
    finally:
        connection.close()


def deliveries() -> list[tuple[object, ...]]:
    return rows("SELECT channel, result FROM delivery ORDER BY id")


def state(number: int) -> str:
    found = rows(f"SELECT state FROM message WHERE id = {number}")[0][0]
    assert isinstance(found, str)
    return found


def raw_of(bowout: Runner, number: int) -> bytes:
    result = bowout("letters", "show", number, "--eml")
    assert result.code == 0
    return result.out.encode()


# To real servers.


def test_a_letter_is_sent_and_said_to_be_so(servers: MailServers, bowout: Runner) -> None:
    result = bowout(*LEAVE, "--send", "--yes", "--cc", f"Lee Wong <{SECOND}>")
    assert result.code == 0, result.err
    letter = result.json["letter"]
    assert letter["state"] == "sent"
    for recipient in (RECIPIENT, SECOND):
        (arrived,) = servers.delivered(recipient)
        sent = arrived[arrived.index(b"From: Robin") :]
        assert sent == raw_of(bowout, 1).replace(b"\r\n", b"\n"), "it is shown as it left"
    assert b"X-Unsent" not in arrived
    assert letter["message_id"].encode() in arrived
    assert deliveries() == [("smtp", "sent")]
    assert rows("SELECT told_on FROM withdrawal") == [("2026-11-23",)]
    assert not [item for item in bowout("agenda", "--json").json if item["kind"] == "letter"]
    steps = [step["command"] for step in bowout("log", "--json").json]
    assert steps.count("withdraw") == 1 and "send" not in steps, "one step, and one undo"


def test_undo_calls_no_letter_back(servers: MailServers, bowout: Runner) -> None:
    assert bowout(*LEAVE, "--send", "--yes").code == 0
    refused = bowout("undo", "--json")
    assert (refused.code, refused.error["code"]) == (1, "sent")
    assert bowout("undo", "--record-only").code == 0
    assert state(1) == "sent"
    again = bowout("send", 1, "--send", "--yes", "--json")
    assert again.code == 1
    assert len(servers.delivered()) == 1


def test_a_letter_of_an_earlier_step_is_sent_and_stays_so(servers: MailServers, bowout: Runner) -> None:
    assert bowout(*LEAVE).json["letter"]["state"] == "drafted"
    sent = bowout("send", "acme", "--send", "--yes", "--json")
    assert (sent.code, sent.json["id"], sent.json["state"]) == (0, 1, "sent")
    assert rows("SELECT told_on FROM withdrawal") == [("2026-11-23",)]
    for options in ((), ("--record-only",)):
        refused = bowout("undo", *options, "--json")
        assert refused.error["code"] == "sent"
        assert "--record-only" in refused.error["hint"]
    assert state(1) == "sent"
    assert len(servers.delivered()) == 1


def test_a_draft_is_put_into_the_folder_once(servers: MailServers, bowout: Runner) -> None:
    result = bowout(*LEAVE, "--to-drafts")
    assert (result.code, result.json["letter"]["state"]) == (0, "handed_over")
    assert bowout("send", 1, "--to-drafts").code == 0
    (draft,) = servers.drafts()
    data = draft.read_bytes()
    assert b"X-Unsent" not in data
    assert result.json["letter"]["message_id"].encode() in data
    assert deliveries() == [("drafts", "handed_over")] * 2
    assert rows("SELECT told_on FROM withdrawal") == [(None,)]


def test_the_setting_puts_each_letter_there_but_one_for_a_portal(
    servers: MailServers, bowout: Runner
) -> None:
    bowout("config", "set", "delivery", "to-drafts")
    bowout("add", "Globex", "Engineer")
    assert bowout(*LEAVE).json["letter"]["state"] == "handed_over"
    portal = bowout("withdraw", "globex", "-r", "career", "--json")
    assert (portal.code, portal.json["letter"]["state"]) == (0, "drafted")
    assert len(servers.drafts()) == 1


@pytest.mark.parametrize(
    "options", [("explain", "acme"), ("insist", "acme"), ("retract", "acme"), ("reconnect", "acme")]
)
def test_every_letter_can_be_sent(servers: MailServers, bowout: Runner, options: tuple[str, ...]) -> None:
    assert bowout(*LEAVE, "--send", "--yes").code == 0
    if options[0] == "retract":
        assert bowout("move", "acme", "applied", "--note", "they asked me back").code == 0
    result = bowout(*options, "--send", "--yes", "--json", "--force")
    assert result.code == 0, result.err
    assert result.json["state"] == "sent"
    assert len(servers.delivered()) == 2


def test_one_stage_is_declined_by_a_letter_that_is_sent(servers: MailServers, bowout: Runner) -> None:
    bowout("stage", "add", "acme", "assessment", "--at", "2026-12-03T10:00")
    result = bowout("withdraw", "acme", "--keep", "assessment", "--send", "--yes", "--json")
    assert result.json["letter"]["state"] == "sent"
    assert len(servers.delivered()) == 1


def test_nothing_of_this_machine_leaves(servers: MailServers, bowout: Runner, tmp_path: Path) -> None:
    bowout(*LEAVE, "--send", "--yes")
    assert bowout("explain", "acme", "--to-drafts").code == 0
    assert bowout("insist", "acme", "--eml", tmp_path / "x.eml").code == 0
    (arrived,) = servers.delivered()
    mails = [
        arrived[arrived.index(b"From: Robin") :],
        servers.drafts()[0].read_bytes(),
        (tmp_path / "x.eml").read_bytes(),
    ]
    secrets = {
        "host": socket.gethostname(), "user": f" {getpass.getuser()} ", "home": str(Path.home()),
        "folder": str(tmp_path), "pid": f".{os.getpid()}", "zone": "Berlin", "offset": "+0100",
        "password": PASSWORD, "agent": "ailer", "python": "ython", "bowout": "bowout",
    }  # fmt: skip
    for data in mails:
        text = data.decode()
        found = [name for name, secret in secrets.items() if secret.casefold() in text.casefold()]
        assert not found
        assert (
            email.message_from_bytes(data, policy=email.policy.default)["Date"].datetime.utcoffset()
            is not None
        )
    # Nor the envelope: what Postfix heard as the name of who connects.
    assert socket.gethostname().encode() not in arrived.split(b"by mail.test.example")[0]


# Asked first.


def test_it_is_shown_and_asked_before_it_is_sent(servers: MailServers, bowout: Runner) -> None:
    said = bowout(*LEAVE[:-1], "--send", terminal=True, stdin="n\n")
    assert said.code == 3
    for line in (
        "From: Robin Ames <robin@example.org>",
        f"To: Dana Fox <{RECIPIENT}>",
        "Subject: Withdrawal",
    ):
        assert line in said.err
    assert (state(1), deliveries(), servers.delivered()) == ("drafted", [], [])
    assert bowout("send", "acme", "--send", terminal=True, stdin="y\n").code == 0
    assert state(1) == "sent"
    assert len(servers.delivered()) == 1


def test_without_anybody_to_ask_nothing_is_sent_nor_recorded(servers: MailServers, bowout: Runner) -> None:
    refused = bowout(*LEAVE, "--send")
    assert (refused.code, refused.error["code"]) == (1, "not_confirmed")
    assert not rows("SELECT * FROM message")
    assert bowout(*LEAVE, "--send", "--dry-run").code == 0
    bowout(*LEAVE)
    assert bowout("send", 1, "--send").code == 1
    assert servers.delivered() == []


def test_ways_exclude_each_other_and_some_need_an_address(servers: MailServers, bowout: Runner) -> None:
    bowout("add", "Globex", "Engineer")
    for pair in (("--send", "--copy"), ("--mailto", "--to-drafts"), ("--eml", "x.eml", "--mailto")):
        for command in (LEAVE, ("explain", "acme", "--json"), ("send", "acme", "--json")):
            refused = bowout(*command, *pair)
            assert (refused.code, refused.error["hint"]) == (2, "Choose one of them.")
    for way in ("--send", "--mailto", "--to-drafts"):
        refused = bowout("withdraw", "globex", "-r", "career", way, "--yes", "--json")
        assert (refused.code, refused.error["code"]) == (1, "no_recipient")
    assert not rows("SELECT * FROM message")
    assert bowout("send", "acme", "--json").code == 1, "there is no letter"
    bowout(*LEAVE)
    assert bowout("send", "acme").code == 2
    assert bowout("send", "acme", terminal=True, stdin="5\ny\n").code == 0
    assert state(1) == "sent"


def test_what_is_not_set_up_is_said_before_anything_is_recorded(account: None, bowout: Runner) -> None:
    for way in ("--send", "--to-drafts"):
        refused = bowout(*LEAVE, way, "--yes")
        assert (refused.code, "mail.provider" in refused.err) == (2, True)
    assert not rows("SELECT * FROM message")


@pytest.mark.parametrize("wrong", ["password", "recipient", "server", "certificate", "size"])
def test_what_was_refused_counts_as_nothing(
    servers: MailServers, bowout: Runner, wrong: str, tmp_path: Path
) -> None:
    options: tuple[str, ...] = ()
    if wrong == "password":
        (tmp_path / "secret").write_text("another\n")
    elif wrong == "recipient":
        options = ("--cc", "nobody@acme.example")
    elif wrong == "server":
        bowout("config", "set", "mail.smtp", "localhost:1")
    elif wrong == "certificate":
        bowout("config", "set", "mail.smtp", f"localhost:{servers.wrong_name}")
    else:
        options = ("--say", f"{'My plans have changed. ' * 6000}", "--force")
    result = bowout(*LEAVE, "--send", "--yes", *options)
    assert (result.code, result.json["letter"]["state"]) == (3, "failed")
    assert PASSWORD not in result.err
    assert servers.delivered() == []
    assert deliveries() == [("smtp", "failed")]
    assert rows("SELECT told_on FROM withdrawal") == [(None,)]
    assert [item["kind"] for item in bowout("agenda", "--json").json].count("letter") == 1
    assert bowout("undo").code == 0, "nothing has left, and one undo takes all of it"
    assert not rows("SELECT id FROM message UNION ALL SELECT id FROM delivery")


def test_one_that_may_have_left_is_looked_for_among_the_sent_mail(
    servers: MailServers, bowout: Runner, hurry: None, certificates: object, trusted: Path
) -> None:
    script = Smtp("dot", HOSTILE["close"])
    with Server(script, trusted) as server:
        bowout("config", "set", "mail.smtp", f"localhost:{server.port}")
        assert bowout(*LEAVE, "--send", "--yes").code == 3
    os.environ["SSL_CERT_FILE"] = str(servers.certificates.ca)
    bowout("config", "set", "mail.smtp", f"localhost:{servers.smtps}")
    asked = bowout("send", 1, "--send", "--yes", "--json")
    assert (asked.code, asked.error["code"]) == (1, "unknown"), "it is not there, which proves nothing"
    box = servers.folder / "mail" / USER / ".Gesendet"
    (box / "new" / "1.mail").write_bytes(raw_of(bowout, 1))
    shutil.chown(box / "new" / "1.mail", "nobody")
    found = bowout("send", 1, "--send", "--yes", "--json")
    assert (found.code, found.json["state"]) == (0, "sent")
    assert deliveries() == [("smtp", "sent")]
    assert servers.delivered() == [], "nothing went out a second time"


# To servers that misbehave.


def answering(text: str) -> Act:
    return lambda wire: wire.say(text)


def test_a_letter_is_sent_only_by_the_servers_word(
    account: None, bowout: Runner, trusted: Path, hurry: None, record_property: Callable[[str, object], None]
) -> None:
    acts = {name: HOSTILE[name] for name in ("hang", "close", "reset", "nonsense")}
    acts |= {"4xx": answering("451 later"), "5xx": answering("554 no")}
    states: Counter[str] = Counter()
    mails = 0
    for step in SMTP_STEPS:
        for name, act in acts.items():
            number = bowout(
                "add", f"Co {step} {name}", "Engineer", "--contact", f"D <{RECIPIENT}>", "-q"
            ).out.strip()
            script = Smtp(step, act)
            with Server(script, trusted) as server:
                bowout("config", "set", "mail.smtp", f"localhost:{server.port}")
                result = bowout("withdraw", number, "-r", "career", "--send", "--yes", "--json")
                letter = result.json["letter"]
                unknown = step == "dot" and name not in ("4xx", "5xx")
                assert (result.code, letter["state"]) == (3, "sending" if unknown else "failed"), (step, name)
                assert result.error["code"] == ("unknown" if unknown else result.error["code"])
                assert script.mails == (step == "dot")
                if unknown:
                    again = bowout("send", number, "--send", "--yes", "--json")
                    assert (again.code, again.error["code"]) == (1, "unknown")
                    no = bowout("send", number, "--send", "--yes", terminal=True, stdin="n\n")
                    assert no.code == 1
                    assert script.mails == 1, "never twice by itself"
                mails += script.mails
                states[letter["state"]] += 1
    assert rows("SELECT count(*) FROM withdrawal WHERE told_on IS NOT NULL") == [(0,)]
    assert rows("SELECT count(*) FROM event WHERE kind = 'letter_sent'") == [(0,)]
    record_property(
        COUNTS,
        f"{sum(states.values())} letters to hostile servers: {states['failed']} failed, {states['sending']} "
        f"unknown, 0 called sent; the servers had {mails}, none twice",
    )


def test_a_second_attempt_that_fails_says_nothing_of_the_first(
    account: None, bowout: Runner, trusted: Path, hurry: None
) -> None:
    with Server(Smtp("dot", HOSTILE["close"]), trusted) as server:
        bowout("config", "set", "mail.smtp", f"localhost:{server.port}")
        assert bowout(*LEAVE, "--send", "--yes").code == 3
        first = raw_of(bowout, 1)
    bowout("config", "set", "mail.smtp", "localhost:1")
    assert bowout("send", 1, "--send", "--yes", "--again").code == 3
    assert state(1) == "sending", "the first may have reached them all the same"
    assert bowout("send", 1, "--eml", "x.eml").code == 1, "nor is it handed over without asking"
    script = Smtp()
    with Server(script, trusted) as server:
        bowout("config", "set", "mail.smtp", f"localhost:{server.port}")
        assert bowout("send", 1, "--send", "--yes", terminal=True, stdin="y\n").code == 0
    assert (state(1), script.mails) == ("sent", 1)
    assert raw_of(bowout, 1) == first, "it is the same mail"
    assert deliveries() == [("smtp", "unknown"), ("smtp", "failed"), ("smtp", "sent")]


def test_killed_anywhere_a_letter_is_neither_lost_nor_sent_twice(
    account: None,
    bowout: Runner,
    trusted: Path,
    tmp_path: Path,
    record_property: Callable[[str, object], None],
) -> None:
    outcomes: Counter[str] = Counter()
    steps = (*SMTP_STEPS, "taken")
    for step in steps:
        number = bowout("add", f"Co {step}", "Engineer", "--contact", f"D <{RECIPIENT}>", "-q").out.strip()
        reached = threading.Event()

        def stall(wire: Wire, reached: threading.Event = reached, *, taken: bool = step == "taken") -> None:
            if taken:
                wire.say("250 taken")  # and nothing is said to QUIT
            reached.set()
            HOSTILE["hang"](wire)

        script = Smtp("dot" if step == "taken" else step, stall)
        with Server(script, trusted) as server:
            bowout("config", "set", "mail.smtp", f"localhost:{server.port}")
            command = [str(CONSOLE_SCRIPT), "withdraw", number, "-r", "career", "--send", "--yes"]
            running = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
            assert reached.wait(60), step
            running.kill()
            assert running.wait(60) == -9
        view = bowout("show", number, "--json").json
        assert view["status"] == "withdrawn", "it was recorded before it went"
        (letter,) = view["letters"]
        assert letter["state"] == "sending", step
        outcomes["sending"] += 1
        assert script.mails == (step in ("dot", "taken"))
        assert rows(
            f"SELECT count(*) FROM withdrawal WHERE application_id = {number} AND told_on IS NOT NULL"
        ) == [(0,)]
        second = Smtp()
        with Server(second, trusted) as server:
            bowout("config", "set", "mail.smtp", f"localhost:{server.port}")
            asked = bowout("send", number, "--send", "--yes", "--json")
            assert (asked.code, asked.error["code"], second.mails) == (1, "unknown", 0)
            undone = bowout("undo", "--json")
            assert undone.error["code"] == "sent"
            assert bowout("send", number, "--send", "--yes", "--again").code == 0
            assert second.mails == 1, "with a word it goes"
        assert state(letter["id"]) == "sent"
    assert rows("PRAGMA integrity_check") == [("ok",)]
    record_property(
        COUNTS,
        f"Killed at {len(steps)} steps of sending: {outcomes['sending']} stay sending, 0 called sent, 0 sent again"
        " unasked, 0 lost",
    )


def test_killed_before_it_goes_it_is_recorded_and_drafted(
    account: None, bowout: Runner, tmp_path: Path
) -> None:
    fifo = tmp_path / "fifo"
    os.mkfifo(fifo)
    bowout("config", "set", "mail.smtp", "localhost:1")
    bowout("config", "set", "mail.password_command", f"dd of={fifo} if=/dev/zero bs=1 count=1000000")
    running = subprocess.Popen(
        [CONSOLE_SCRIPT, *LEAVE, "--send", "--yes"], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    )
    with fifo.open("rb"):  # once the program writes, the letter is being waited for with a password
        running.kill()
        running.wait(60)
    assert state(1) == "drafted"
    assert deliveries() == []


def test_a_letter_that_left_and_could_not_be_noted_stays_in_the_outbox(
    account: None, bowout: Runner, trusted: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from bowout.domain.errors import DatabaseUnusable
    from bowout.services import outbox

    def locked(*_: object) -> None:
        raise DatabaseUnusable("The database is locked.")

    monkeypatch.setattr(outbox, "taken", locked)
    script = Smtp()
    with Server(script, trusted) as server:
        bowout("config", "set", "mail.smtp", f"localhost:{server.port}")
        result = bowout(*LEAVE, "--send", "--yes")
        assert (result.code, result.json["letter"]["state"], script.mails) == (3, "sending", 1)
        assert (
            f"Sent to Dana Fox <{RECIPIENT}>. That was not noted: The database is locked."
            in result.error["message"]
        )
        assert bowout("send", 1, "--send", "--yes").code == 1
        assert script.mails == 1
    assert bowout("sent", "acme").code == 0
    assert state(1) == "sent"


def test_where_nobody_knows_nobody_is_told_that_it_was_not_sent(
    account: None, bowout: Runner, trusted: Path, hurry: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    from bowout.domain.errors import DatabaseUnusable
    from bowout.services import outbox

    def locked(*_: object) -> None:
        raise DatabaseUnusable("The database is locked.")

    monkeypatch.setattr(outbox, "unanswered", locked)
    with Server(Smtp("dot", HOSTILE["close"]), trusted) as server:
        bowout("config", "set", "mail.smtp", f"localhost:{server.port}")
        result = bowout(*LEAVE, "--send", "--yes")
    assert (result.code, result.json["letter"]["state"]) == (3, "sending")
    told = result.error["message"]
    assert "It is not known whether it left. That was not noted: The database is locked." in told


@pytest.mark.parametrize("typed", ["", "n\n"])
def test_who_stops_at_the_question_is_told_what_is_recorded(
    account: None, bowout: Runner, typed: str
) -> None:
    bowout("config", "set", "mail.smtp", "localhost:1")
    stopped = bowout(*LEAVE[:-1], "--send", terminal=True, stdin=typed)
    assert stopped.code == (3 if typed else 130)
    assert "Nothing was sent; letter 1 is kept." in stopped.err
    assert "withdrawn" in stopped.out
    assert (state(1), deliveries()) == ("drafted", [])


def test_no_draft_is_claimed_that_a_server_did_not_take(
    account: None, bowout: Runner, trusted: Path, hurry: None, record_property: Callable[[str, object], None]
) -> None:
    bowout(*LEAVE)
    tries = 0
    for step in IMAP_STEPS:
        for name in ("hang", "close", "reset"):
            script = Imap(step, HOSTILE[name])
            with Server(script, trusted) as server:
                bowout("config", "set", "mail.imap", f"localhost:{server.port}")
                result = bowout("send", 1, "--to-drafts", "--json")
            assert (result.code, result.json["state"]) == (3, "failed"), (step, name)
            tries += 1
    script = Imap()
    with Server(script, trusted) as server:
        bowout("config", "set", "mail.imap", f"localhost:{server.port}")
        assert bowout("send", 1, "--to-drafts", "--json").json["state"] == "handed_over"
    assert script.appended == 1
    assert deliveries() == [("drafts", "failed")] * tries + [("drafts", "handed_over")]
    record_property(COUNTS, f"{tries} drafts to hostile servers: {tries} failed, none claimed")


def test_stopped_while_it_goes_it_is_not_known_whether_it_left(
    account: None, bowout: Runner, trusted: Path
) -> None:
    reached = threading.Event()

    def stall(wire: Wire) -> None:
        reached.set()
        HOSTILE["hang"](wire)

    with Server(Smtp("dot", stall), trusted) as server:
        bowout("config", "set", "mail.smtp", f"localhost:{server.port}")
        running = subprocess.Popen(
            [CONSOLE_SCRIPT, *LEAVE, "--send", "--yes"],
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
        )
        assert reached.wait(60)
        running.send_signal(signal.SIGINT)
        out, err = running.communicate(timeout=60)
    assert running.returncode == 130
    assert json.loads(out)["letter"]["state"] == "sending"
    assert "it is not known whether it left" in err
    assert (state(1), deliveries()) == ("sending", [("smtp", "sending")])


def test_an_attempt_that_failed_can_be_undone_and_brought_back(account: None, bowout: Runner) -> None:
    bowout("config", "set", "mail.smtp", "localhost:1")
    bowout(*LEAVE)
    assert bowout("send", 1, "--send", "--yes").code == 3
    assert (state(1), deliveries()) == ("failed", [("smtp", "failed")])
    assert bowout("undo").code == 0
    assert (state(1), deliveries()) == ("drafted", [])
    assert bowout("redo").code == 0
    assert (state(1), deliveries()) == ("failed", [("smtp", "failed")])


def test_two_terminals_send_one_letter_once(account: None, bowout: Runner, trusted: Path) -> None:
    bowout(*LEAVE)
    reached, go_on = threading.Event(), threading.Event()

    def wait(wire: Wire) -> None:
        reached.set()
        go_on.wait(60)
        wire.say("250 taken")

    script = Smtp("dot", wait)
    with Server(script, trusted) as server:
        bowout("config", "set", "mail.smtp", f"localhost:{server.port}")
        running = subprocess.Popen(
            [CONSOLE_SCRIPT, "send", "1", "--send", "--yes"],
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )
        assert reached.wait(60)
        other = bowout("send", 1, "--send", "--yes", "--json")
        assert (other.code, other.error["code"]) == (1, "unknown")
        go_on.set()
        assert running.wait(60) == 0
    assert (state(1), script.mails, deliveries()) == ("sent", 1, [("smtp", "sent")])
