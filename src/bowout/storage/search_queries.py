"""What search asks: SELECT texts as in queries.py, and those of each engine's index."""

from bowout.storage.queries import IS_CLOSED, IS_OPEN

# All that is searched of some applications, text by text, in the order in which hits are shown.
_TEXTS = """
SELECT a.id AS application_id, 0 AS place, 0 AS number, 'company' AS kind, c.name AS text
FROM application a JOIN company c ON c.id = a.company_id WHERE a.id IN ({ids})
UNION ALL
SELECT a.id, 1, 0, 'position', a.position FROM application a WHERE a.id IN ({ids})
UNION ALL
SELECT a.id, 2, 0, 'agency', g.name FROM application a JOIN company g ON g.id = a.agency_id WHERE a.id IN ({ids})
UNION ALL
SELECT a.id, 3, 0, 'tag', a.tags FROM application a WHERE a.id IN ({ids}) AND a.tags <> '[]'
UNION ALL
SELECT q.application_id, 4, p.id, 'contact', coalesce(p.name, '') || ' ' || coalesce(p.email, '')
FROM contact p JOIN (
    SELECT ac.application_id, ac.contact_id FROM application_contact ac WHERE ac.application_id IN ({ids})
    UNION
    SELECT s.application_id, sp.contact_id FROM stage s JOIN stage_person sp ON sp.stage_id = s.id
    WHERE s.application_id IN ({ids})
) AS q ON q.contact_id = p.id
UNION ALL
SELECT n.application_id, 5, n.id, 'note', n.text FROM note n WHERE n.application_id IN ({ids})
UNION ALL
SELECT w.application_id, 6, w.id, 'withdrawal', w.note
FROM withdrawal w WHERE w.application_id IN ({ids}) AND w.revoked_at IS NULL AND w.note IS NOT NULL
UNION ALL
SELECT s.application_id, 7, s.number, 'place', s.place
FROM stage s WHERE s.application_id IN ({ids}) AND s.place IS NOT NULL
"""
# A letter belongs to each application that it leaves, not to those that it only names.
_MESSAGES = """
SELECT q.application_id, {place}, m.id, CASE m.direction WHEN 'out' THEN 'letter' ELSE 'mail' END, m.{column}
FROM message m JOIN (
    SELECT l.message_id, l.application_id FROM message_application l
    WHERE l.application_id IN ({ids}) AND NOT l.named_only
    UNION
    SELECT o.id, o.application_id FROM message o WHERE o.application_id IN ({ids})
) AS q ON q.message_id = m.id
WHERE m.direction IN ('out', 'in')
"""
TEXTS = " UNION ALL ".join(
    (
        _TEXTS,
        _MESSAGES.replace("{place}", "8").replace("{column}", "subject"),
        _MESSAGES.replace("{place}", "9").replace("{column}", "body"),
    )
)

# The newest of those that hold every word: a merge of the index that ends as soon as there are enough.
FOUND = "SELECT s.rowid AS id FROM search_index s WHERE s.words MATCH :match ORDER BY s.rowid DESC"
FOUND_ON_SERVER = "SELECT s.id FROM search_index s WHERE s.grams @> CAST(:grams AS text[])"
WORD = "s.words LIKE :word{n} ESCAPE '!'"
NEWEST_ON_SERVER = " ORDER BY s.id DESC"
AT_COMPANY = "SELECT a.id FROM application a JOIN company c ON c.id = a.company_id WHERE c.key = :key{state}"
NEWEST = " ORDER BY a.id DESC"
AFTER = "SELECT a.id FROM application a WHERE a.id < :before{state} ORDER BY a.id DESC LIMIT :most"
LIMIT = " LIMIT :most"
STATES = {None: "", True: f" AND {IS_OPEN}", False: f" AND {IS_CLOSED}"}

RANKED = """
SELECT a.id, a.updated_at, a.position, a.tags, c.name AS company, g.name AS agency
FROM application a JOIN company c ON c.id = a.company_id LEFT JOIN company g ON g.id = a.agency_id
WHERE a.id IN ({ids})
"""
STATUS = "SELECT a.id, a.closed_at FROM application a WHERE a.id IN ({ids})"

DUE = "SELECT d.application_id FROM search_due d ORDER BY d.application_id LIMIT :most"
DUE_COUNT = "SELECT count(*) AS count FROM search_due"
