"""What is asked to find out whom a received mail concerns: SELECT texts as in queries.py."""

MESSAGES_BY_ID = """
SELECT m.id, m.application_id, m.direction, m.state, m.message_id
FROM message m
WHERE m.message_id IN ({texts})
ORDER BY m.id
"""
STAGES_BY_UID = """
SELECT s.id, s.application_id, s.number, s.invitation
FROM stage s JOIN application a ON a.id = s.application_id
WHERE s.calendar_uid = :uid
ORDER BY s.id
"""
# The letters about an application, its own and those that tell of it as well.
LETTERS_OF = """
SELECT m.id, m.state, m.subject, m.recipients, m.cc, m.in_reply_to, m.created_at
FROM message m
WHERE m.direction = 'out' AND (m.application_id = :id OR m.id IN (
    SELECT l.message_id FROM message_application l WHERE l.application_id = :id AND NOT l.named_only
))
ORDER BY m.id
"""
STAGES_BY_TEXT = "SELECT s.application_id FROM stage s WHERE s.invitation = :text ORDER BY s.id"
# What a letter may be an answer to, the newest first.
RECEIVED = """
SELECT m.id, m.sender, m.recipients, m.cc, m.subject, m.message_id, m.in_reply_to, m.thread
FROM message m
WHERE m.application_id = :id AND m.direction = 'in'
ORDER BY coalesce(m.sent_at, m.created_at) DESC, m.id DESC
"""
RAW = "SELECT m.raw FROM message m WHERE m.id = :id"
# The newest so many: enough for any search of one person.
PROCESSES = """
SELECT a.id, a.status, a.position, c.name AS company, g.name AS agency
FROM application a JOIN company c ON c.id = a.company_id LEFT JOIN company g ON g.id = a.agency_id
ORDER BY a.updated_at DESC, a.id DESC
LIMIT 20000
"""
ADDRESSES = """
SELECT p.email, ac.application_id
FROM contact p JOIN application_contact ac ON ac.contact_id = p.id
WHERE p.email IS NOT NULL
"""
