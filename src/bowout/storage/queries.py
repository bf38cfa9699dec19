"""Every question that is asked of the database, once: SELECT texts with `:name` parameters.

Those about letters and withdrawals are in letter_queries.py.

Plain SQL that SQLite and PostgreSQL both take; conditions are joined from fixed
fragments, and nothing that a person typed becomes part of a text.
"""

from collections.abc import Iterable

from bowout.domain.statuses import Status

APPLICATIONS = """
SELECT a.id, c.name AS company, a.position, a.status, a.applied_on, a.source, a.url, a.location, a.salary,
       g.name AS agency, a.internal, a.tags, a.created_at, a.updated_at
FROM application a
JOIN company c ON c.id = a.company_id
LEFT JOIN company g ON g.id = a.agency_id
"""

# `ESCAPE '!'`: a backslash would mean something of its own to SQLAlchemy's text().
WORD_IN_KEY = "a.search_key LIKE :word{n} ESCAPE '!'"
# `word` is folded as the key is, `text` in small letters: folding turns ß into ss, and a note keeps it.
WORD_ANYWHERE = """(
    a.search_key LIKE :word{n} ESCAPE '!'
    OR EXISTS (SELECT 1 FROM note n WHERE n.application_id = a.id AND lower(n.text) LIKE :text{n} ESCAPE '!')
    OR EXISTS (
        SELECT 1 FROM application_contact ac JOIN contact p ON p.id = ac.contact_id
        WHERE ac.application_id = a.id
          AND (lower(p.name) LIKE :text{n} ESCAPE '!' OR lower(p.email) LIKE :text{n} ESCAPE '!')
    )
)"""
STATUS_IS = "a.status = :status0"
STATUS_IN = "a.status IN ({names})"
IS_OPEN = "a.closed_at IS NULL"
IS_CLOSED = "a.closed_at IS NOT NULL"
SINCE = "(a.applied_on >= :since OR (a.applied_on IS NULL AND a.created_at >= :since_at))"
HAS_TAG = "lower(a.tags) LIKE :tag{n} ESCAPE '!'"
LEFT_BECAUSE = """EXISTS (
    SELECT 1 FROM withdrawal w WHERE w.application_id = a.id AND w.revoked_at IS NULL AND w.reason = :reason
)"""
_PLACES = " ".join(f"WHEN '{status}' THEN {place}" for place, status in enumerate(Status))
ORDERS = {
    "updated": "a.updated_at DESC, a.id DESC",
    "applied": "coalesce(a.applied_on, '') DESC, a.id DESC",
    "company": "c.key, a.search_key, a.id",
    "status": f"CASE a.status {_PLACES} END, a.updated_at DESC, a.id DESC",
    "id": "a.id",
}

ID_IN = "a.id IN ({ids})"
_FURTHEST = (Status.ACCEPTED, Status.OFFER, Status.INTERVIEWING, Status.SCREENING, Status.APPLIED)
IS_ALTERNATIVE = f"a.id <> :id AND a.status IN {tuple(map(str, _FURTHEST))}"
# A look into the index for each status: together, all that are open would have to be sorted.
_NEWEST_OF_STATUS = """
SELECT * FROM (
    SELECT a.id, a.updated_at, {place} AS place
    FROM application a
    WHERE a.status = '{status}' AND a.id <> :id
    ORDER BY a.updated_at DESC, a.id DESC
    LIMIT :limit
) AS {status}
"""
# The furthest first, the newest change first within each status.
ALTERNATIVES = (
    "UNION ALL".join(
        _NEWEST_OF_STATUS.format(status=status, place=place) for place, status in enumerate(_FURTHEST)
    )
    + "ORDER BY place, updated_at DESC, id DESC LIMIT :limit"
)

STAGES = """
SELECT s.id, s.application_id, s.number, s.kind, s.round, s.state, s.at, s.due, s.time_zone, s.minutes,
       s.place, s.outcome, s.highlight
FROM stage s
WHERE s.application_id IN ({ids})
ORDER BY s.application_id, s.number
"""

STAGE_PEOPLE = """
SELECT sp.stage_id, p.name, p.email, p.phone, p.role, p.greet
FROM stage_person sp JOIN contact p ON p.id = sp.contact_id
WHERE sp.stage_id IN ({ids})
ORDER BY sp.id
"""

STAGE_CONCERNS = """
SELECT k.stage_id, k.reason, k.text FROM concern k WHERE k.stage_id IN ({ids}) ORDER BY k.id
"""

CONTACTS = """
SELECT p.id, p.name, p.email, p.phone, p.role, p.greet
FROM application_contact ac JOIN contact p ON p.id = ac.contact_id
WHERE ac.application_id = :id
ORDER BY ac.id
"""

CONCERNS = """
SELECT k.stage_id, k.reason, k.text, k.at, s.kind, s.round
FROM concern k LEFT JOIN stage s ON s.id = k.stage_id
WHERE k.application_id = :id
ORDER BY k.id
"""
HIGHLIGHT = "SELECT a.highlight FROM application a WHERE a.id = :id"
NOTES = "SELECT n.at, n.text FROM note n WHERE n.application_id = :id ORDER BY n.id"
REMINDERS = """
SELECT r.id, r.due_on, r.text, r.done_at FROM reminder r WHERE r.application_id = :id ORDER BY r.due_on, r.id
"""

# What the agenda asks. Open is `closed_at IS NULL`, which an index knows.
OPEN_STAGES = """
SELECT s.id, s.application_id, s.number, s.kind, s.round, s.at, s.due, s.minutes, s.place
FROM application a JOIN stage s ON s.application_id = a.id
WHERE a.closed_at IS NULL AND s.state IN ('invited', 'scheduled')
ORDER BY s.application_id, s.number
"""
OPEN_REMINDERS = """
SELECT r.application_id, r.due_on, r.text, r.why FROM reminder r WHERE r.done_at IS NULL ORDER BY r.due_on, r.id
"""
# Since when nothing was heard. What bowout itself wrote or mended is no sign of life of theirs or mine.
SILENCE = """
    SELECT a.id, a.status, coalesce(
        (SELECT max(e.at) FROM event e
         WHERE e.application_id = a.id AND e.kind NOT LIKE 'letter!_%' ESCAPE '!' AND e.kind NOT LIKE '%corrected'),
        a.applied_on, a.created_at) AS since
    FROM application a
    WHERE a.closed_at IS NULL AND a.status <> 'saved'
      AND NOT EXISTS (
          SELECT 1 FROM stage s WHERE s.application_id = a.id AND s.state IN ('invited', 'scheduled')
      )
"""
_SILENT = """
SELECT q.id, q.status, q.since
FROM ({silence}) AS q
WHERE q.since < :before
ORDER BY q.since, q.id
"""
SILENT = _SILENT.format(silence=SILENCE)

EVENTS = """
SELECT e.id, e.application_id, e.at, e.kind, e.from_state, e.to_state, e.text
FROM event e
WHERE e.application_id = :id
ORDER BY e.id
"""

ALL_EVENTS = """
SELECT e.id, e.application_id, e.at, e.kind, e.from_state, e.to_state, e.text, c.name AS company, a.position
FROM event e
JOIN application a ON a.id = e.application_id
JOIN company c ON c.id = a.company_id
"""

COMPANIES = """
SELECT a.id, c.name AS company FROM application a JOIN company c ON c.id = a.company_id WHERE a.id IN ({ids})
"""

NAMES = """
SELECT a.id, c.name AS company, a.position FROM application a JOIN company c ON c.id = a.company_id
WHERE a.id IN ({ids})
"""

LOG = """
SELECT o.id, o.at, o.kind, o.command, o.summary, o.undone_by FROM operation o
"""

NEWEST_STEP = "SELECT max(o.id) AS id FROM operation o"
STEPS_SINCE = """
SELECT o.id, o.at, o.command, o.summary, o.touched, o.taken_by FROM operation o WHERE o.id > :id ORDER BY o.id DESC
"""

RESCHEDULED = """
SELECT s.number, s.rescheduled_by_me AS by_me, s.rescheduled_by_them AS by_them
FROM stage s
WHERE s.application_id = :id
"""
OPEN_AT_COMPANY = """
SELECT o.id, o.position, o.applied_on
FROM application a JOIN application o ON o.company_id = a.company_id AND o.id <> a.id
WHERE a.id = :id AND o.closed_at IS NULL AND o.status <> 'saved'
ORDER BY o.id
"""
OPEN_WITH = """
SELECT a.id, a.position
FROM contact p
JOIN application_contact ac ON ac.contact_id = p.id
JOIN application a ON a.id = ac.application_id
WHERE lower(p.email) = :email AND a.id <> :id AND a.closed_at IS NULL AND a.applied_on IS NOT NULL
ORDER BY a.id
"""
ELSEWHERE = """
SELECT DISTINCT c.name, a.status
FROM application a JOIN company c ON c.id = a.company_id
WHERE a.status IN ('accepted', 'offer') AND a.id <> :id
ORDER BY a.status, c.name
"""
EVENTS_OF_STAGES = """
SELECT e.at, e.kind, e.from_state, e.to_state, s.number,
       (SELECT min(x.operation_id) FROM change x WHERE x.table_name = 'event' AND x.row_id = e.id) AS step
FROM event e LEFT JOIN stage s ON s.id = e.stage_id
WHERE e.application_id = :id
ORDER BY e.id
"""
POSITIONS = """
SELECT a.id, a.position, a.closed_at, c.name AS company
FROM application a JOIN company c ON c.id = a.company_id
WHERE a.position <> ''
ORDER BY a.updated_at DESC, a.id DESC
LIMIT :most
"""
STEPS_DECLINED = "SELECT e.text FROM event e WHERE e.application_id = :id AND e.kind = 'stage_declined'"

COMPANIES_HOLDING = "SELECT c.id, c.key FROM company c WHERE c.key LIKE :core ESCAPE '!'"
EARLIER_AT_COMPANY = """
SELECT a.id, c.name AS company, a.position, a.status, a.applied_on, a.closed_at,
       w.reason, w.stated, w.decided_on, w.told_on
FROM application a JOIN company c ON c.id = a.company_id
LEFT JOIN withdrawal w ON w.application_id = a.id AND w.revoked_at IS NULL
WHERE a.company_id IN ({ids}) AND a.id <> :id
ORDER BY a.id
"""

PROFILE = """
SELECT p.name, p.email, p.phone, p.linkedin, p.address, p.time_zone, p.language, p.tone FROM profile p ORDER BY p.id
"""

COUNTS = {
    "applications": "SELECT count(*) FROM application",
    "letters": "SELECT count(*) FROM message WHERE direction = 'out'",
    "steps": "SELECT count(*) FROM operation",
}
COUNT = "SELECT count(*) AS count FROM application"
# Bounded: how many more there are is worth no scan of a million.
COUNT_UP_TO = "SELECT count(*) AS count FROM (SELECT a.id FROM application a{where} LIMIT :most) AS found"


def where(conditions: Iterable[str]) -> str:
    """Join conditions to a WHERE, or to nothing where there are none."""
    joined = " AND ".join(conditions)
    return f" WHERE {joined}" if joined else ""


def with_ids(query: str, ids: Iterable[int]) -> str:
    """Fill a query's `{ids}` with whole numbers (and nothing else can pass)."""
    return query.replace("{ids}", ", ".join(str(int(number)) for number in ids) or "NULL")


def with_texts(query: str, texts: Iterable[str]) -> tuple[str, dict[str, object]]:
    """Fill a query's `{texts}` with parameters; returns it, and what they stand for."""
    named: dict[str, object] = {f"text{place}": text for place, text in enumerate(texts)}
    return query.replace("{texts}", ", ".join(f":{name}" for name in named) or "NULL"), named


def like(word: str) -> str:
    """A LIKE pattern for text that holds `word` as it stands."""
    escaped = word.replace("!", "!!").replace("%", "!%").replace("_", "!_")
    return f"%{escaped}%"
