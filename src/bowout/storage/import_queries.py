"""What an import asks: SELECT texts as in queries.py."""

KEPT = "SELECT i.id, i.application_id, i.fingerprint, i.said FROM imported i WHERE i.fingerprint IN ({texts})"

# `kept` is null for what was entered by hand, or came otherwise.
AT_COMPANIES = """
SELECT a.id, c.key, a.position, (
    SELECT min(i.id) FROM imported i WHERE i.application_id = a.id
) AS kept
FROM company c JOIN application a ON a.company_id = c.id
WHERE c.key IN ({texts})
ORDER BY a.id
"""

COMPANIES = "SELECT c.id, c.key, c.name FROM company c WHERE c.key IN ({texts})"

PEOPLE = """
SELECT p.id, p.company_id, p.email FROM contact p
WHERE p.company_id IN ({ids}) AND p.email IS NOT NULL
ORDER BY p.id DESC
"""
# By what a whole application is known again: the same company, position, and moment of logging.
IDENTITIES = """
SELECT c.key, a.position, a.created_at FROM company c JOIN application a ON a.company_id = c.id
WHERE c.key IN ({texts})
"""
