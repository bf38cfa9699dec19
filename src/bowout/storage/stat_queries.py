"""What the numbers ask: SELECT texts as in queries.py.

The first five are read side by side, in the order of the applications, so that
a search of any size passes through a few rows of memory.
"""

from bowout.domain.stages import StageKind
from bowout.domain.statuses import Move
from bowout.storage.letter_queries import TOLD_BY_FILE
from bowout.storage.queries import SILENCE

COURSES = """
SELECT a.id, a.status, a.applied_on, substr(a.created_at, 1, :cells), a.closed_at, {group}
FROM application a{join}
WHERE a.status <> 'saved'{period}
ORDER BY a.id
"""
# What an application may be counted by: the column, and what it takes to have it.
GROUPS = {
    "": ("NULL", ""),
    "source": ("a.source", ""),
    "company": ("c.name", " JOIN company c ON c.id = a.company_id"),
    "tag": ("a.tags", ""),
    "month": ("NULL", ""),
}
# The first event of most says only that it was applied for.
_MOVES = ", ".join(f"'{kind}'" for kind in ("added", *Move, "withdrawn"))
_CHANGES = """
SELECT e.application_id, e.kind || ' ' || coalesce(e.from_state, '') || ' ' || e.to_state AS change,
       substr(e.at, 1, :cells) AS at
FROM event e
WHERE e.kind IN ({moves}) AND NOT (e.kind = 'added' AND e.to_state IN ('applied', 'saved'))
ORDER BY e.application_id, e.id
"""
CHANGES = _CHANGES.format(moves=_MOVES)
# The kinds as the bits of a number, each counted once; `undated`: held, nobody knows when.
_BITS = " ".join(f"WHEN '{kind}' THEN {1 << place}" for place, kind in enumerate(StageKind))
_STEPS = """
SELECT s.application_id, sum(DISTINCT CASE s.kind {bits} END) AS kinds,
       max(CASE WHEN s.state = 'done' AND s.at IS NULL AND s.kind <> 'outreach' THEN 1 ELSE 0 END) AS undated
FROM stage s
WHERE s.state <> 'cancelled'
GROUP BY s.application_id
ORDER BY s.application_id
"""
STEPS = _STEPS.format(bits=_BITS)
LEAVINGS = """
SELECT w.application_id, w.situation FROM withdrawal w WHERE w.revoked_at IS NULL ORDER BY w.application_id
"""
# From an address that somebody reads; what was pasted has none.
_BARE = "replace(replace(replace(lower(m.sender), '-', ''), '_', ''), '.', '')"
_MAILS = """
SELECT m.application_id, min(m.sent_at) AS at
FROM message m
WHERE m.direction = 'in' AND {bare} NOT LIKE '%noreply%' AND {bare} NOT LIKE '%donotreply%'
  AND {bare} NOT LIKE '%mailerdaemon%'
GROUP BY m.application_id
ORDER BY m.application_id
"""
MAILS = _MAILS.format(bare=_BARE)
# As the agenda has it: `day` begins at `instant`; what is known by that day alone is not before it.
_SILENT_IDS = """
SELECT q.id
FROM ({silence}) AS q
WHERE q.since < :instant AND q.since <> :day
ORDER BY q.id
"""
SILENT_IDS = _SILENT_IDS.format(silence=SILENCE)

# A period is one of applications, by the day that they began.
FROM_ON = " AND (a.applied_on >= :since OR (a.applied_on IS NULL AND a.created_at >= :since_at))"
BEFORE = " AND (a.applied_on < :until OR (a.applied_on IS NULL AND a.created_at < :until_at))"

# The letter's text is there only where it alone says what was given as a reason.
LEFT = """
SELECT w.reason, w.stage, w.situation, w.stated, m.language, m.tone, min(w.application_id) AS application_id,
       CASE WHEN coalesce(w.stated, '') = '' AND w.situation = 'decline_outreach' THEN m.body END AS body,
       count(*) AS count
FROM withdrawal w JOIN application a ON a.id = w.application_id LEFT JOIN message m ON m.id = w.message_id
WHERE w.revoked_at IS NULL{period}
GROUP BY w.reason, w.stage, w.situation, w.stated, m.language, m.tone,
         CASE WHEN coalesce(w.stated, '') = '' AND w.situation = 'decline_outreach' THEN m.body END
"""
TOLD = f"""
SELECT w.decided_on, w.told_on, count(*) AS count
FROM withdrawal w JOIN application a ON a.id = w.application_id
WHERE w.revoked_at IS NULL AND NOT {TOLD_BY_FILE}{{period}}
GROUP BY w.decided_on, w.told_on
"""  # noqa: S608 - joined of fixed texts
# What was booked and is over counts as held, as it does for the letter.
HOURS = """
SELECT coalesce(sum(s.minutes), 0) AS minutes, count(s.minutes) AS known, count(*) AS held
FROM withdrawal w JOIN application a ON a.id = w.application_id JOIN stage s ON s.application_id = a.id
WHERE w.revoked_at IS NULL AND (s.state = 'done' OR (s.state = 'scheduled' AND s.at < :now))
  AND s.kind NOT IN ('outreach', 'offer'){period}
"""
# A letter concerns each application that it was written for or leaves.
ANSWERED = """
SELECT count(*) AS written, coalesce(sum(q.answered), 0) AS answered
FROM (
    SELECT a.id, CASE WHEN EXISTS (
        SELECT 1 FROM event e WHERE e.application_id = a.id AND e.kind = 'answered'
    ) THEN 1 ELSE 0 END AS answered
    FROM application a
    WHERE (a.id IN (SELECT m.application_id FROM message m WHERE m.direction = 'out' AND m.state = 'sent')
        OR a.id IN (
            SELECT l.application_id FROM message_application l JOIN message m ON m.id = l.message_id
            WHERE m.direction = 'out' AND m.state = 'sent' AND NOT l.named_only
        )){period}
) AS q
"""
RECONNECTIONS = """
SELECT count(*) AS due, coalesce(sum(CASE WHEN r.done_at IS NOT NULL THEN 1 ELSE 0 END), 0) AS kept
FROM reminder r JOIN application a ON a.id = r.application_id
WHERE r.why = 'reconnect' AND (r.done_at IS NOT NULL OR r.due_on <= :today){period}
"""
ONLY_SAVED = "SELECT count(*) AS count FROM application a WHERE a.status = 'saved'{period}"
