"""bowout list."""

from datetime import UTC

import pytest

from bowout import config
from bowout.storage.schema import open_sqlite
from tests.support import Clock, Runner

ACME = {
    "id": 1,
    "company": "Acme",
    "position": "Backend Engineer",
    "status": "withdrawn",
    "applied_on": "2026-11-23",
    "source": "LinkedIn",
    "url": None,
    "location": None,
    "salary": None,
    "agency": None,
    "internal": False,
    "tags": [],
    "created_at": "2026-11-23T10:00:00Z",
    "updated_at": "2026-11-25T10:00:00Z",
    "next_stage": None,
    "withdrawal": {
        "reason": "career_direction",
        "note": "the private truth",
        "situation": "decline_interview",
        "stage": "interview",
        "on": "2026-11-25",
    },
}
GLOBEX = {
    "id": 2,
    "company": "Globex",
    "position": "Platform Engineer",
    "status": "screening",
    "applied_on": "2026-11-23",
    "source": None,
    "url": None,
    "location": "Leeds",
    "salary": "60k",
    "agency": None,
    "internal": False,
    "tags": ["remote"],
    "created_at": "2026-11-23T10:00:00Z",
    "updated_at": "2026-11-24T10:00:00Z",
    "next_stage": {
        "number": 1,
        "kind": "screening",
        "round": None,
        "state": "scheduled",
        "at": "2026-12-01T08:00:00Z",
        "due": None,
        "time_zone": "Europe/Berlin",
        "minutes": 30,
        "where": None,
        "people": [],
        "outcome": None,
        "highlight": None,
        "concerns": [],
    },
    "withdrawal": None,
}


@pytest.mark.usefixtures("search")
def test_the_json_form(bowout: Runner) -> None:
    result = bowout("list", "acme", "--json")
    assert (result.code, result.err) == (0, "")
    assert result.json == [ACME]
    assert bowout("list", "globex", "--json").json == [GLOBEX]


@pytest.mark.usefixtures("search")
@pytest.mark.parametrize(
    ("options", "numbers"),
    [
        ((), [1, 4, 2, 3]),
        (("--open",), [2, 3]),
        (("--closed",), [1, 4]),
        (("--status", "rej"), [4]),
        (("--status", "saved", "--status", "screening"), [2, 3]),
        (("--open", "--status", "rejected"), []),
        (("--since", "2026-11-02"), [1, 2, 3]),
        (("--since", "yesterday"), []),
        (("--reason", "career"), [1]),
        (("--reason", "pay"), []),
        (("--tag", "REMOTE"), [2]),
        (("--tag", "remo"), []),
        (("--tag", '"'), []),
        (("engineer",), [1, 2, 3]),
        (("engineer", "globex"), [2]),
        (("globex engineer",), [2]),
        (("DANA@ACME",), [1]),
        (("dana fox",), [1]),
        (("straße",), [1]),
        (("GRÜSSE",), []),
        (("商",), [3]),
        (("%",), []),
        (("_",), []),
        (("!",), []),
        (("' OR 1=1 --",), []),
        ((" ",), [1, 4, 2, 3]),
        (("--sort", "company"), [1, 2, 4, 3]),
        (("--sort", "applied"), [2, 1, 4, 3]),
        (("--sort", "status"), [3, 2, 4, 1]),
        (("--sort", "id"), [1, 2, 3, 4]),
        (("--sort", "comp", "--limit", "2"), [1, 2]),
    ],
)
def test_what_is_listed_in_which_order(bowout: Runner, options: tuple[str, ...], numbers: list[int]) -> None:
    result = bowout("list", *options, "--json")
    assert result.code == 0, result.err
    assert [found["id"] for found in result.json] == numbers


def test_filters_hold_together(bowout: Runner) -> None:
    for company, *options in (
        ("Éclair", "--tag", "Überall", "--tag", "second choice", "--note", "Über die Straße"),
        ("acme", "--tag", "überall"),
        ("Acme Robotics", "--status", "interviewing", "--tag", "second choice"),
        ("acme", "--status", "rejected", "--tag", "Second Choice", "--tag", "überall"),
    ):
        assert bowout("add", company, "Tester", "--duplicate", *options).code == 0

    def listed(*options: str) -> list[int]:
        return [item["id"] for item in bowout("list", *options, "--json").json]

    assert listed("--tag", "ÜBERALL", "--tag", "second choice", "--sort", "id") == [1, 4]
    assert listed("--tag", "überall", "--tag", "second choice", "--open") == [1]
    assert listed("tester", "acme", "--tag", "second choice", "--closed") == [4]
    assert listed("Über") == listed("ÜBER") == [1], "in a note, in any case"
    assert listed("--status", "interv", "--status", "rej", "--tag", "second choice", "--sort", "id") == [3, 4]
    assert listed("--status", "rej", "--since", "today", "--reason", "career") == []
    assert listed("--sort", "company") == [2, 4, 3, 1], (
        "accents come last, capitals and small letters together"
    )
    assert listed("--sort", "company", "--limit", "1", "--open") == [2]


@pytest.mark.usefixtures("search")
def test_reopened_it_was_not_left(bowout: Runner) -> None:
    assert bowout("move", "acme", "interviewing", "--note", "they called back").code == 0
    assert bowout("list", "--reason", "career", "--json").json == []
    assert bowout("list", "acme", "--json").json[0]["withdrawal"] is None


@pytest.mark.usefixtures("search")
def test_piped_fields_are_whole_and_apart_by_tabs(bowout: Runner) -> None:
    assert bowout("list").out == (
        "no\tcompany\tposition\tstatus\tapplied\tnext, or why left\tsource\n"
        "1\tAcme\tBackend Engineer\twithdrawn\t2026-11-23\tcareer_direction\tLinkedIn\n"
        "4\tInitech\tDeveloper\trejected\t2026-11-01\t\t\n"
        "2\tGlobex\tPlatform Engineer\tscreening\t2026-11-23\t2026-12-01 09:00 screening call\t\n"
        "3\t日本商事\tData Engineer\tsaved\t\t\t\n"
    )


@pytest.mark.usefixtures("search")
def test_on_a_terminal_it_fits(bowout: Runner, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("NO_COLOR", "1")
    monkeypatch.setenv("COLUMNS", "80")
    assert bowout("list", terminal=True).out == (
        "no  company   position           status     applied  next, or why left\n"
        "──  ────────  ─────────────────  ─────────  ───────  ──────────────────────────\n"
        "1   Acme      Backend Engineer   withdrawn  23 Nov   career_direction\n"
        "4   Initech   Developer          rejected   1 Nov\n"
        "2   Globex    Platform Engineer  screening  23 Nov   1 Dec 09:00 screening call\n"
        "3   日本商事  Data Engineer      saved\n"
    )


def test_a_stage_without_a_date_and_one_with_a_deadline(bowout: Runner) -> None:
    bowout("add", "Acme", "Engineer")
    bowout("stage", "add", "acme", "interview")
    assert "interview 1, no date yet" in bowout("list").out
    bowout("add", "Globex", "Engineer")
    bowout("stage", "add", "globex", "assessment", "--due", "2026-11-30")
    assert "2026-11-30 assessment due" in bowout("list").out


def test_nothing_yet_and_nothing_found(bowout: Runner) -> None:
    assert bowout("list", "--json").out == "[]\n"
    result = bowout("list")
    assert (result.code, result.out) == (0, "")
    assert result.err.startswith("No applications yet. Add the first: bowout add")
    bowout("add", "Acme", "Engineer")
    result = bowout("list", "globex")
    assert (result.code, result.out) == (0, "")
    assert result.err == "No application matches. `bowout list` shows them all.\n"


@pytest.mark.parametrize(
    ("options", "says"),
    [
        (("--open", "--closed"), "exclude each other"),
        (("--status", "x"), "is not a status"),
        (("--status", "s"), "could be"),
        (("--reason", "boredom"), "is not a reason"),
        (("--sort", "luck"), "is not a sort order"),
        (("--since", "someday"), "not a date I can read"),
        (("--limit", "0"), "--limit"),
        (("--limit", "99999999999999999999"), "--limit"),
        (("word",) * 101, "101 words are too many"),
    ],
)
def test_wrong_options_are_refused(bowout: Runner, options: tuple[str, ...], says: str) -> None:
    result = bowout("list", *options)
    assert (result.code, result.out) == (2, "")
    assert says in result.err.splitlines()[0]
    assert len(result.err.splitlines()) == 2


@pytest.fixture
def many(clock: Clock, home: object) -> None:
    """1,060 applications."""
    path = config.database_url_or_path(None).path
    assert path is not None
    connection = open_sqlite(path)
    connection.execute("BEGIN")
    connection.execute("INSERT INTO company (id, name, key) VALUES (1, 'Acme', 'acme')")
    connection.executemany(
        "INSERT INTO application (id, company_id, position, search_key, status, internal, tags, created_at, updated_at)"
        " VALUES (?, 1, ?, ?, 'applied', 0, '[]', ?, ?)",
        (
            (
                number,
                f"Role {number}",
                f"acme role {number}",
                *[f"2026-11-20T{number // 60:02}:{number % 60:02}:00Z"] * 2,
            )
            for number in range(1, 1061)
        ),
    )
    connection.execute("COMMIT")
    connection.close()


@pytest.mark.usefixtures("many")
def test_how_many_are_shown(bowout: Runner) -> None:
    assert len(bowout("list").out.splitlines()) == 1061
    assert len(bowout("list", "--json", terminal=True).json) == 1060
    on_terminal = bowout("list", terminal=True).out.splitlines()
    assert len(on_terminal) == 2 + 50 + 1
    assert "… and over 1,000 more: --all" in on_terminal[-1]
    assert "… and 960 more: --all" in bowout("list", "--limit", "100", terminal=True).out
    assert len(bowout("list", "--all", terminal=True).out.splitlines()) == 2 + 1060
    assert len(bowout("list", "--limit", "3").out.splitlines()) == 1 + 3
    assert "more" not in bowout("list", "--limit", "1060", terminal=True).out


@pytest.mark.usefixtures("many")
@pytest.mark.parametrize(
    ("options", "index"),
    [
        ((), "ix_application_newest"),
        (("--open",), "ix_application_open"),
        (("--status", "applied"), "ix_application_status_newest"),
    ],
)
def test_a_page_is_found_by_an_index(options: tuple[str, ...], index: str) -> None:
    from bowout.domain.statuses import Status
    from bowout.services.listing import Filters, page_of
    from bowout.storage import queries

    filters = Filters(
        open=True if "--open" in options else None,
        statuses=(Status.APPLIED,) if "--status" in options else (),
        limit=50,
    )
    page = page_of(filters, UTC)
    path = config.database_url_or_path(None).path
    assert path is not None
    query = f"{queries.APPLICATIONS}{queries.where(page.conditions)} ORDER BY {page.order} LIMIT 50"
    connection = open_sqlite(path)
    plan = [row[3] for row in connection.execute(f"EXPLAIN QUERY PLAN {query}", dict(page.parameters))]
    connection.close()
    assert index in plan[0]
    assert not [step for step in plan if "TEMP B-TREE" in step]
