"""From an invitation to a declined interview: what is printed, recorded, taken back and forgotten."""

import sqlite3
from collections.abc import Callable
from pathlib import Path

import pytest

from bowout import config
from bowout.services.replies import Reply, replies_of
from bowout.storage.reading import reading
from tests.mail.calendars import EVENT, calendar, changed
from tests.support import Runner

Rows = Callable[[], dict[str, list[tuple[object, ...]]]]
LINE = "Declined invitation: Interview 1, 2026-11-28 14:00, reply to Dana Fox <dana@acme.example>\n"
KEYS = {"application", "withdrawal", "letter", "checks"}


def target() -> config.Target:
    return config.database_url_or_path(None)


def replies(*numbers: int) -> tuple[Reply, ...]:
    with reading(target()) as reader:
        return replies_of(reader, numbers or (1,))


def raw_replies() -> list[tuple[object, ...]]:
    path = target().path
    assert path is not None
    connection = sqlite3.connect(path)
    try:
        return connection.execute("SELECT * FROM message WHERE direction = 'reply' ORDER BY id").fetchall()
    finally:
        connection.close()


def take_in(bowout: Runner, folder: Path, text: str, app: str = "1", *, me: str | None = None) -> None:
    path = folder / "invitation.ics"
    path.write_text(text)
    as_me = ("--as", me) if me else ()
    assert bowout("inbox", path, "--app", app, *as_me).code == 0


@pytest.fixture
def invited(bowout: Runner, tmp_path: Path) -> None:
    """One application with an interview that a calendar invites to."""
    bowout("profile", "--name", "Ida Berg", "--email", "ida@home.example")
    bowout("add", "Acme", "Backend Engineer", "--contact", "Dana Fox <dana@acme.example>")
    take_in(bowout, tmp_path, calendar(EVENT))


@pytest.mark.usefixtures("invited")
def test_withdrawing_declines_it_in_the_same_step(bowout: Runner, rows: Rows) -> None:
    before = rows()
    dry = bowout("withdraw", "acme", "-r", "culture", "--dry-run")
    assert LINE in dry.out + dry.err and not replies() and rows() == before
    done = bowout("withdraw", "acme", "-r", "culture")
    assert done.code == 0 and LINE in done.out + done.err
    assert len(replies()) == 1
    after, kept = rows(), raw_replies()
    assert bowout("undo").code == 0
    assert rows() == before and not raw_replies()
    assert bowout("redo").code == 0
    assert rows() == after and raw_replies() == kept


@pytest.mark.usefixtures("invited")
def test_its_json_keeps_its_keys_and_beside_a_letter_the_reply_is_none(bowout: Runner) -> None:
    done = bowout("withdraw", "acme", "-r", "culture", "--json")
    assert set(done.json) == KEYS and done.json["checks"] == []
    letter = done.json["letter"]["id"]
    assert [each["id"] for each in bowout("letters", "list", "--json").json] == [letter]
    shown = bowout("show", "acme", "--json").json
    assert [each["id"] for each in shown["letters"]] == [letter]
    assert shown["messages"] == []  # the file was no mail
    assert len([each for each in bowout("agenda", "--json").json if each["kind"] == "letter"]) == 1
    assert "I decline the invitation" in bowout("letters", "show", replies()[0].id).out
    assert bowout("sent", "acme").code == 0
    # Nobody has said that the reply left: it waits by itself.
    assert [each["id"] for each in bowout("letters", "list", "--json").json] == [letter, replies()[0].id]
    waits = [each["text"] for each in bowout("agenda", "--json").json if each["kind"] == "letter"]
    assert len(waits) == 1 and waits[0].startswith("calendar reply drafted: Declined: ")
    assert bowout("sent", "acme").code == 0 and not replies()
    assert bowout("sent", "acme").code == 1


@pytest.mark.usefixtures("invited")
def test_a_reply_that_was_handed_over_is_sent_with_its_letter(bowout: Runner, tmp_path: Path) -> None:
    assert bowout("withdraw", "acme", "-r", "culture", "--eml", tmp_path / "a b.eml").code == 0
    assert bowout("sent", "acme").code == 0 and not replies()
    assert not [each for each in bowout("agenda", "--json").json if each["kind"] == "letter"]


@pytest.mark.usefixtures("invited")
def test_a_file_of_the_reply_that_exists_is_refused_before_anything_is_recorded(
    bowout: Runner, rows: Rows, tmp_path: Path
) -> None:
    before = rows()
    (tmp_path / "x-decline.eml").write_text("mine")
    done = bowout("withdraw", "acme", "-r", "culture", "--eml", tmp_path / "x.eml")
    assert done.code == 1 and "x-decline.eml" in done.err
    assert rows() == before and (tmp_path / "x-decline.eml").read_text() == "mine"


@pytest.mark.usefixtures("invited")
def test_a_letter_and_its_reply_handed_over_later_are_one_step(
    bowout: Runner, rows: Rows, tmp_path: Path
) -> None:
    assert bowout("withdraw", "acme", "-r", "culture").code == 0
    before = rows()
    assert bowout("send", "acme", "--eml", tmp_path / "x.eml").code == 0
    assert (tmp_path / "x-decline.eml").exists() and {each.state for each in replies()} == {"handed_over"}
    assert bowout("undo").code == 0 and rows() == before


@pytest.mark.usefixtures("invited")
def test_a_reply_that_waits_is_handed_over_by_send(bowout: Runner, tmp_path: Path) -> None:
    assert bowout("stage", "cancel", "acme", "--decline-invite").code == 0
    file = tmp_path / "no.eml"
    assert bowout("send", "acme", "--eml", file).code == 0
    assert b"method=REPLY" in file.read_bytes().replace(b"\n ", b" ")
    assert "METHOD:REPLY" in bowout("letters", "show", replies()[0].id, "--eml").out


@pytest.mark.usefixtures("invited")
def test_no_decline_invite_leaves_it(bowout: Runner) -> None:
    for options in ((), ("--no-letter",), ("--keep", "interview")):
        reason = () if "--keep" in options else ("-r", "culture")
        done = bowout("withdraw", "acme", *reason, *options, "--no-decline-invite")
        assert done.code == 0 and "invitation:" not in done.out + done.err and not replies()
        assert bowout("undo").code == 0


@pytest.mark.usefixtures("invited")
@pytest.mark.parametrize("options", [("-r", "culture", "--no-letter"), ("--keep", "interview")])
def test_so_do_a_withdrawal_without_a_letter_and_one_declined_stage(
    bowout: Runner, options: tuple[str, ...]
) -> None:
    done = bowout("withdraw", "acme", *options)
    assert done.code == 0 and LINE in done.out + done.err
    assert len(replies()) == 1


def test_a_refusal_is_one_warning_and_the_letter_is_written(
    bowout: Runner, tmp_path: Path, invited: None
) -> None:
    other = changed(uid="UID:2@acme.example", attendee="ATTENDEE:mailto:somebody@else.example")
    other = other.replace("20261128", "20261129")
    take_in(bowout, tmp_path, calendar(other))
    done = bowout("withdraw", "acme", "-r", "culture", "--json").json
    (found,) = done["checks"]
    assert (found["code"], found["level"]) == ("not_attendee", "warning")
    assert "interview 2" in found["message"] and "invited: somebody@else.example" in found["message"]
    assert "bowout inbox FILE --as ADDRESS" in found["message"]
    assert done["letter"]["state"] == "drafted" and len(replies()) == 1


def test_the_address_that_inbox_was_told_answers(bowout: Runner, tmp_path: Path) -> None:
    bowout("profile", "--name", "Ida Berg", "--email", "ida@home.example")
    bowout("add", "Acme", "Backend Engineer")
    text = calendar(changed(attendee="ATTENDEE:mailto:alias@home.example"))
    take_in(bowout, tmp_path, text, me="alias@home.example")
    bowout("withdraw", "acme", "-r", "culture")
    (reply,) = replies()
    assert reply.sender.email == "alias@home.example"


@pytest.mark.usefixtures("invited")
def test_reopening_discards_the_reply_that_was_not_sent(bowout: Runner) -> None:
    bowout("withdraw", "acme", "-r", "culture")
    moved = bowout("move", "acme", "interviewing", "--note", "they asked again")
    assert moved.code == 0
    assert (
        "“Declined: Interview: Backend Engineer, second round”, which was not sent, is discarded" in moved.out
    )
    assert not replies() and len(raw_replies()) == 1


@pytest.mark.usefixtures("invited")
def test_it_goes_with_its_application(bowout: Runner, rows: Rows) -> None:
    bowout("withdraw", "acme", "-r", "culture")
    before = rows()
    bowout("delete", "1", "--yes")
    assert not raw_replies()
    assert bowout("undo").code == 0 and rows() == before
    assert bowout("delete", "1", "--forget", "--yes").code == 0
    path = target().path
    assert path is not None
    held = b"".join(file.read_bytes() for file in path.parent.glob(f"{path.name}*"))
    for secret in (b"talk-1@acme.example", b"Declined: Interview", b"dana@acme.example"):
        assert secret not in held


@pytest.mark.usefixtures("invited")
def test_a_record_that_is_moved_writes_to_nobody(bowout: Runner) -> None:
    assert bowout("move", "acme", "withdrawn").code == 0
    assert not replies()


# Several at once


def offered(bowout: Runner, folder: Path) -> None:
    """Two interviews at other companies beside an offer."""
    bowout("add", "Initech", "Data Engineer", "--contact", "Kim Lee <kim@initech.example>")
    other = changed(
        uid="UID:2@initech.example",
        organizer="ORGANIZER:mailto:kim@initech.example",
        dtstart="DTSTART:20261130T100000Z",
        dtend="DTEND:20261130T110000Z",
    )
    take_in(bowout, folder, calendar(other), "2")
    bowout("add", "Globex", "Platform Engineer")
    bowout("move", "globex", "offer")


def test_accepting_declines_the_invitations_of_the_others(
    bowout: Runner, tmp_path: Path, rows: Rows, invited: None
) -> None:
    offered(bowout, tmp_path)
    before = rows()
    accept = ("accept", "globex", "--withdraw-others")
    dry = bowout(*accept, "--dry-run")
    assert dry.code == 0 and f"1: {LINE}" in dry.out
    assert "2: Declined invitation: Interview 1, 2026-11-30 11:00, reply to kim@initech.example\n" in dry.out
    assert rows() == before
    done = bowout(*accept, "--json").json
    assert all(set(each) == KEYS for each in done["left"])
    assert [reply.organizer.email for reply in replies(1, 2)] == ["dana@acme.example", "kim@initech.example"]
    assert bowout("undo").code == 0 and rows() == before
    assert bowout(*accept, "--no-decline-invite").code == 0
    assert not replies(1, 2)


def test_leaving_all_declines_each_and_warns_of_the_one_that_it_cannot(
    bowout: Runner, tmp_path: Path, invited: None
) -> None:
    offered(bowout, tmp_path)
    other = changed(uid="UID:3@acme.example", organizer=None).replace("20261128", "20261129")
    take_in(bowout, tmp_path, calendar(other), "2")
    done = bowout("withdraw", "--all", "-r", "other_offer")
    assert done.code == 0
    assert "2: warning: No reply to the invitation to interview 2" in done.out
    assert len(replies(1, 2)) == 2
    bowout("undo")
    assert bowout("withdraw", "--all", "-r", "other_offer", "--no-decline-invite").code == 0
    assert not replies(1, 2)


@pytest.mark.usefixtures("invited")
def test_accepting_alone_has_no_invitation_to_leave(bowout: Runner) -> None:
    bowout("move", "acme", "offer")
    assert bowout("accept", "acme", "--no-decline-invite").code == 2


# One stage called off


@pytest.mark.usefixtures("invited")
def test_a_stage_called_off_by_me_can_decline_its_invitation_alone(bowout: Runner, rows: Rows) -> None:
    before = rows()
    assert bowout("stage", "cancel", "acme", "--by", "me", "-q").code == 0
    assert not replies()
    assert bowout("undo").code == 0
    done = bowout("stage", "cancel", "acme", "--decline-invite")
    assert done.code == 0 and LINE in done.out
    assert bowout("stage", "list", "acme", "--json").json[0]["state"] == "declined"
    assert len(replies()) == 1
    assert [each["id"] for each in bowout("letters", "list", "--json").json] == [replies()[0].id]
    assert bowout("list", "--open", "--json").json
    assert bowout("undo").code == 0 and rows() == before


@pytest.mark.usefixtures("invited")
def test_by_them_there_is_nothing_to_decline(bowout: Runner, rows: Rows) -> None:
    before = rows()
    assert bowout("stage", "cancel", "acme", "--decline-invite", "--by", "them").code == 2
    assert rows() == before
    assert bowout("stage", "cancel", "acme", "--decline-invite", "--by", "me").code == 0


def test_its_refusal_is_a_warning_and_the_stage_is_called_off(bowout: Runner, tmp_path: Path) -> None:
    bowout("add", "Acme", "Backend Engineer")
    take_in(bowout, tmp_path, calendar(EVENT, method="PUBLISH"))
    done = bowout("stage", "cancel", "acme", "--decline-invite", "--json")
    assert done.code == 0 and done.json["state"] == "declined"
    assert done.err.startswith(
        "warning: No reply to the invitation to interview 1, 2026-11-28 14:00: the calendar"
    )
    bowout("stage", "add", "acme", "interview", "--at", "2026-12-01T10:00")
    done = bowout("stage", "cancel", "acme", "--decline-invite")
    assert done.code == 0 and "warning: There is no invitation to interview" in done.out
    assert not replies()
