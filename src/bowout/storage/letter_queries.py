"""What is asked of letters and withdrawals: SELECT texts as in queries.py."""

from collections.abc import Iterable

from bowout.domain.follow_ups import ASKING, FollowUp
from bowout.domain.messages import UNSENT
from bowout.storage.queries import with_ids

WITHDRAWALS = """
SELECT w.application_id, w.reason, w.note, w.situation, w.stage, w.decided_on, w.told_on
FROM withdrawal w
WHERE w.revoked_at IS NULL AND w.application_id IN ({ids})
"""

LETTERS = """
SELECT m.id, m.application_id, m.direction, m.situation, m.recipients, m.subject, m.state, m.created_at,
       m.sent_at
FROM message m
"""

_UNSENT = ", ".join(f"'{state}'" for state in UNSENT)
# What declines an invitation is no letter, and goes with one; by itself it stands where no letter waits that it could.
_ALONE = f"""
m.direction = 'reply' AND m.state IN ({_UNSENT}) AND NOT EXISTS (
    SELECT 1 FROM message o LEFT JOIN message_application l ON l.message_id = o.id AND NOT l.named_only
    WHERE o.direction = 'out' AND o.state IN ({_UNSENT})
      AND (o.application_id = m.application_id OR l.application_id = m.application_id)
)
"""  # noqa: S608 - the states are the program's own
WRITTEN = f"(m.direction = 'out' OR ({_ALONE}))"
UNSENT_LETTERS = f"{LETTERS} WHERE {WRITTEN} AND m.state IN ({_UNSENT}) ORDER BY m.created_at, m.id"
_REPLIES = """
SELECT m.id, m.application_id, m.sender, m.recipients, m.subject, m.body, m.message_id, m.in_reply_to, m.thread,
       m.raw, m.state
FROM message m
WHERE m.direction = 'reply' AND m.application_id IN ({ids})
"""
UNSENT_REPLIES = f"{_REPLIES} AND m.state IN ({_UNSENT}) ORDER BY m.id"
_ASKING = ", ".join(f"'{situation}'" for situation in ASKING)
# An answer that was noted, or what else happened after the letter was sent.
_HEARD_SINCE = """
    SELECT 1 FROM event e WHERE e.application_id = m.application_id AND (
        (e.kind = 'answered' AND substr(e.at, 1, 10) >= substr(m.sent_at, 1, 10))
        OR ((e.kind IN ('moved', 'reopened', 'withdrawn') OR e.kind LIKE 'stage!_%' ESCAPE '!') AND e.id > (
            SELECT max(x.id) FROM event x
            WHERE x.application_id = m.application_id AND x.kind = 'letter_sent' AND x.at = m.sent_at
        ))
    )
"""

UNANSWERED = (
    f"m.direction = 'out' AND m.state = 'sent' AND m.situation IN ({_ASKING}) AND NOT EXISTS ({_HEARD_SINCE})"
)
UNANSWERED_LETTERS = f"{LETTERS} WHERE {UNANSWERED} AND m.sent_at >= :since ORDER BY m.sent_at, m.id"
_LEFT_UNTOLD = """
SELECT w.application_id, w.decided_on
FROM withdrawal w JOIN application a ON a.id = w.application_id LEFT JOIN message m ON m.id = w.message_id
WHERE w.revoked_at IS NULL AND w.told_on IS NULL AND a.status = 'withdrawn' AND w.decided_on >= :since
"""

# A letter that is not yet sent will tell them.
UNTOLD = f"{_LEFT_UNTOLD} AND (m.id IS NULL OR m.state NOT IN ({_UNSENT})) ORDER BY w.decided_on, w.id"
# A letter belongs to the application that it was written for, and to each other one that it leaves.
_OWN = "SELECT l.message_id FROM message_application l WHERE l.application_id = :id AND NOT l.named_only"
LETTER_OF = f"(m.application_id = :id OR m.id IN ({_OWN}))"

# Sent or not: what is about an application, or names it, and is another's as well.
SHARED_LETTERS = """
SELECT o.message_id AS id, o.application_id
FROM message_application l
JOIN message_application o ON o.message_id = l.message_id AND o.application_id <> l.application_id
WHERE l.application_id = :id AND NOT o.named_only
ORDER BY o.message_id, o.application_id
"""
# The steps that changed a row of one of these, or one of a letter that is about or names it.
_STEPS_SHARED = """
SELECT o.id, o.summary, o.touched
FROM operation o
WHERE o.kind = 'command' AND EXISTS (
    SELECT 1 FROM change x WHERE x.operation_id = o.id AND (
        (x.table_name = 'application' AND x.row_id IN ({ids}))
        OR (x.table_name = 'message' AND (x.row_id IN (
            SELECT l.message_id FROM message_application l WHERE l.application_id IN ({ids})
        ) OR x.row_id IN ({letters})))
    )
)
ORDER BY o.id
"""
# Which letters were ever about or named something, as history has it.
LINKS_ONCE = "SELECT x.before, x.after FROM change x WHERE x.table_name = 'message_application'"
LEFT_BY = """
SELECT l.application_id FROM message_application l
WHERE l.message_id = :id AND NOT l.named_only
ORDER BY l.id
"""
_FOLLOW_UPS = ", ".join(f"'{kind}'" for kind in FollowUp)
_LANGUAGE = "SELECT m.language FROM message m"
LEAVING_LANGUAGE = f"""{_LANGUAGE}
WHERE m.direction = 'out' AND m.situation NOT IN ({_FOLLOW_UPS}) AND {LETTER_OF}
ORDER BY m.id DESC LIMIT 1
"""

WITHDRAWAL_LETTER = """
SELECT m.id, m.state, m.recipients
FROM withdrawal w JOIN message m ON m.id = w.message_id
WHERE w.application_id = :id AND w.revoked_at IS NULL
"""

LETTER = """
SELECT m.id, m.application_id, m.direction, m.situation, m.language, m.tone, m.sender, m.recipients, m.cc, m.subject,
       m.body, m.advice, m.message_id, m.in_reply_to, m.thread, m.raw, m.state, m.created_at, m.sent_at
FROM message m
WHERE m.id = :id AND m.direction = 'out'
"""
# A letter, or the reply to an invitation.
MAIL = LETTER.replace("= 'out'", "<> 'in'")

OWNERS = "SELECT m.application_id FROM message m WHERE m.id IN ({ids})"

# Each way by which a letter was handed over or sent, and what became of it.
ATTEMPTS = """
SELECT d.id, d.channel, d.at, d.result, d.detail FROM delivery d WHERE d.message_id = :id ORDER BY d.id
"""

# A file that says when a process ended says neither when that was decided, nor when they were told.
TOLD_BY_FILE = """(w.message_id IS NULL AND w.told_on = w.decided_on
  AND EXISTS (SELECT 1 FROM imported f WHERE f.application_id = w.application_id))"""
USED_REASONS = f"""
SELECT w.application_id, w.reason, w.stage, w.situation, w.stated, w.decided_on, w.told_on,
       CASE WHEN {TOLD_BY_FILE} THEN 1 ELSE 0 END AS told_by_file, m.language, m.tone, m.body
FROM withdrawal w LEFT JOIN message m ON m.id = w.message_id
WHERE w.revoked_at IS NULL
ORDER BY w.id
"""  # noqa: S608 - joined of fixed texts

LEFT_LATELY = """
SELECT m.id
FROM message m
WHERE m.direction = 'out' AND m.state IN ('drafted', 'handed_over', 'sending', 'sent') AND m.created_at >= :since
  AND m.application_id <> :id AND lower(m.recipients) LIKE :email ESCAPE '!'
LIMIT 1
"""

# What was said, and what is written to be said of a leaving that stands. A letter that was taken back
# since said nothing; a draft gives way to what was sent, an answer's draft to the letter of leaving.
# Of a letter that went with another's, which was forgotten, what was said is kept with the leaving.
STATED_AT_COMPANY = """
SELECT l.application_id, m.stated, m.statement, m.situation, m.language, m.tone,
       CASE WHEN m.state = 'sent' THEN 2 WHEN m.id = w.message_id THEN 1 ELSE 0 END AS weight,
       CASE WHEN m.id >= w.message_id THEN 1
            WHEN w.message_id IS NULL AND substr(m.created_at, 1, 10) >= w.decided_on THEN 1
            ELSE 0 END AS stands, m.id AS letter
FROM application own
JOIN application a ON a.company_id = own.company_id
JOIN message_application l ON l.application_id = a.id AND NOT l.named_only
JOIN message m ON m.id = l.message_id
LEFT JOIN withdrawal w ON w.application_id = a.id AND w.revoked_at IS NULL
WHERE own.id = :id AND m.stated IS NOT NULL AND m.state <> 'discarded' AND NOT EXISTS (
    SELECT 1 FROM message t JOIN message_application x ON x.message_id = t.id AND NOT x.named_only
    WHERE x.application_id = a.id AND t.situation = 'take_back' AND t.state = 'sent' AND t.id > m.id
)
UNION ALL
SELECT a.id, w.stated, NULL, w.situation, NULL, NULL, CASE WHEN w.told_on IS NULL THEN 1 ELSE 2 END, 1, 0
FROM application own
JOIN application a ON a.company_id = own.company_id
JOIN withdrawal w ON w.application_id = a.id AND w.revoked_at IS NULL
WHERE own.id = :id AND w.stated IS NOT NULL AND w.message_id IS NULL
ORDER BY weight, letter
"""
# Which applications a letter may name besides its own: those at the same company or with the same people.
NEIGHBOURS = """
SELECT DISTINCT o.id, o.position
FROM application own
JOIN application o ON o.id <> own.id AND (o.company_id = own.company_id OR o.id IN (
    SELECT theirs.application_id FROM application_contact ours
    JOIN application_contact theirs ON theirs.contact_id = ours.contact_id
    WHERE ours.application_id = own.id
) OR o.id IN (
    SELECT ac.application_id FROM application_contact ac JOIN contact p ON p.id = ac.contact_id
    WHERE lower(p.email) IN ({texts})
))
WHERE own.id = :id AND o.position <> ''
ORDER BY o.id
"""

LEFT_AT_COMPANY = """
SELECT a.id, a.position, w.decided_on
FROM application own
JOIN application a ON a.company_id = own.company_id AND a.id <> own.id
JOIN withdrawal w ON w.application_id = a.id AND w.revoked_at IS NULL
WHERE own.id = :id AND a.status = 'withdrawn'
ORDER BY w.decided_on DESC, w.id DESC
"""

LETTERS_SENT = (
    f"{LETTERS} WHERE m.direction = 'out' AND m.state = 'sent' AND {LETTER_OF} ORDER BY m.sent_at, m.id"
)
# What shows that a process went on after a letter of leaving was sent.
WENT_ON = """
SELECT e.id FROM event e
WHERE e.application_id = :id AND substr(e.at, 1, 10) >= substr(:since, 1, 10)
  AND (e.kind IN ('moved', 'reopened') OR e.kind LIKE 'stage!_%' ESCAPE '!')
  AND e.id > coalesce((
    SELECT max(x.id) FROM event x WHERE x.application_id = :id AND x.kind = 'letter_sent' AND x.at = :since
  ), 0)
LIMIT 1
"""
# Each row belongs to the event of the same place among those that led to `withdrawn`.
DEPARTURES = """
SELECT w.reason, w.stated, w.message_id, w.revoked_at
FROM withdrawal w
WHERE w.application_id = :id
ORDER BY w.id
"""

LEFT_NOTES = """
SELECT w.note FROM withdrawal w WHERE w.application_id = :id
UNION ALL
SELECT e.text FROM event e WHERE e.application_id = :id AND e.kind = 'answered'
"""


def steps_shared(applications: Iterable[int], letters: Iterable[int]) -> str:
    """The question for the steps that changed some applications, or a letter about them or among `letters`."""
    query = with_ids(_STEPS_SHARED, applications)
    return with_ids(query.replace("{letters}", "{ids}"), letters)
