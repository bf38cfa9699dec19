"""What the page of a search asks besides its numbers: SELECT texts as in queries.py."""

LINES = """
SELECT a.id, c.name AS company, a.position, a.applied_on, a.created_at, a.closed_at
FROM application a JOIN company c ON c.id = a.company_id
WHERE a.status <> 'saved'{period}
ORDER BY coalesce(a.applied_on, a.created_at) DESC, a.id DESC
LIMIT :most
"""
# What was declined has a day on which nothing happened.
STEPS = """
SELECT s.application_id, s.kind, min(CASE WHEN s.state <> 'declined' THEN s.at END) AS at
FROM stage s
WHERE s.application_id IN ({ids}) AND s.state <> 'cancelled'
GROUP BY s.application_id, s.kind
"""
LATEST = """
SELECT e.application_id, max(e.at) AS at
FROM event e
WHERE e.application_id IN ({ids})
GROUP BY e.application_id
"""
PRIVATE = """
SELECT w.application_id, 0 AS place, w.id, w.reason, w.note AS text
FROM withdrawal w
WHERE w.application_id IN ({ids}) AND w.revoked_at IS NULL
UNION ALL
SELECT k.application_id, 1, k.id, k.reason, k.text FROM concern k WHERE k.application_id IN ({ids})
UNION ALL
SELECT n.application_id, 2, n.id, NULL, n.text FROM note n WHERE n.application_id IN ({ids})
ORDER BY 1, 2, 3
"""
LETTERS = """
SELECT m.id, m.situation, m.state, m.subject, m.body, m.created_at, m.sent_at, c.name AS company, a.position
FROM message m JOIN application a ON a.id = m.application_id JOIN company c ON c.id = a.company_id
WHERE m.direction = 'out' AND m.state <> 'discarded'{period}
ORDER BY m.id DESC
"""
