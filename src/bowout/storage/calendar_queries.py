"""What a calendar of one's own asks: SELECT texts as in queries.py."""

DATED_STAGES = """
SELECT s.id, s.application_id, s.number, s.kind, s.round, s.state, s.at, s.due, s.minutes, s.place,
       s.rescheduled_by_me + s.rescheduled_by_them AS rescheduled,
       s.calendar_uid, s.calendar_sequence, s.invitation, c.name AS company, a.position, a.created_at,
       a.status, a.closed_at
FROM stage s
JOIN application a ON a.id = s.application_id
JOIN company c ON c.id = a.company_id
WHERE s.id > :after AND (s.at IS NOT NULL OR s.due IS NOT NULL)
ORDER BY s.id
LIMIT :most
"""
# Steps that once had a time or a deadline, or another UID, and may not have it now.
LEFT_STAGES = """
SELECT DISTINCT x.row_id AS id
FROM change x
LEFT JOIN stage s ON s.id = x.row_id
WHERE x.table_name = 'stage' AND x.row_id > :after AND (
  (s.at IS NULL OR s.calendar_uid IS NOT NULL) AND (x.before LIKE '%"at": "%' OR x.after LIKE '%"at": "%')
  OR s.due IS NULL AND (x.before LIKE '%"due": "%' OR x.after LIKE '%"due": "%'))
ORDER BY x.row_id
LIMIT :most
"""
# When applications were logged, also those that are gone.
LOGGED = "SELECT a.id, a.created_at FROM application a WHERE a.id IN ({ids})"
LOGGED_ONCE = """
SELECT x.row_id AS id, x.before, x.after
FROM change x
WHERE x.table_name = 'application' AND x.row_id IN ({ids})
ORDER BY x.id
"""
STAGE_CHANGES = """
SELECT x.row_id, x.operation_id, x.before, x.after
FROM change x
WHERE x.table_name = 'stage' AND x.row_id IN ({ids})
ORDER BY x.id
"""
# History's JSON: a quotation mark of somebody's text has a backslash before it there.
ENDINGS = """
SELECT x.row_id, x.operation_id
FROM change x
WHERE x.table_name = 'application' AND x.row_id IN ({ids})
  AND (x.before LIKE '%"status": "rejected"%' OR x.before LIKE '%"status": "withdrawn"%')
   <> (x.after LIKE '%"status": "rejected"%' OR x.after LIKE '%"status": "withdrawn"%')
ORDER BY x.id
"""
# Undos and redos, each with what it takes back.
REVERSALS = "SELECT o.id, o.reverses FROM operation o WHERE o.reverses IS NOT NULL ORDER BY o.id"
