"""whom a letter concerns, what it gives as a reason, how it was wanted

Revision ID: 0002
Revises: 0001
"""

import json
from collections.abc import Iterator
from typing import Any

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None

Row = dict[str, Any]


def upgrade() -> None:
    op.add_column("message", sa.Column("stated", sa.Text(), nullable=True))
    op.add_column("message", sa.Column("statement", sa.Text(), nullable=True))
    op.add_column("message", sa.Column("form", sa.Text(), nullable=True))
    op.add_column("message", sa.Column("keep_in_touch", sa.Boolean(), nullable=True))
    op.create_table(
        "message_application",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("message_id", sa.Integer(), nullable=False),
        sa.Column("application_id", sa.Integer(), nullable=False),
        sa.Column("named_only", sa.Boolean(), nullable=False),
        sa.ForeignKeyConstraint(
            ["application_id"], ["application.id"], name=op.f("fk_message_application_application_id")
        ),
        sa.ForeignKeyConstraint(
            ["message_id"], ["message.id"], name=op.f("fk_message_application_message_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_message_application")),
        sa.UniqueConstraint(
            "message_id", "application_id", name=op.f("uq_message_application_message_id_application_id")
        ),
        sqlite_autoincrement=True,
    )
    with op.batch_alter_table("message_application", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_message_application_application_id"), ["application_id"])
    fill(op.get_bind())


# What a letter is about, and what it says, stood in the withdrawal; of one whose record was taken back, in history.
MADE = "SELECT c.after FROM change c WHERE c.table_name = 'withdrawal' AND c.after IS NOT NULL ORDER BY c.id"
LETTERS = "SELECT id, application_id, situation, subject, body, advice FROM message WHERE direction = 'out' ORDER BY id"
APPLICATIONS = "SELECT id, company_id, position FROM application ORDER BY id"
PEOPLE = "SELECT contact_id, application_id FROM application_contact"
TOLD = "SELECT application_id, message_id, stated FROM withdrawal ORDER BY id"
STATE = "UPDATE message SET stated = :words WHERE id = :number"
LINK = "INSERT INTO message_application (message_id, application_id, named_only) VALUES (:letter, :owner, :named)"


def fill(connection: sa.Connection) -> None:
    letters = {row["id"]: row for row in rows(connection, LETTERS)}
    made = [json.loads(row["after"]) for row in rows(connection, MADE)]
    told = [*made, *rows(connection, TOLD)]
    applications = {row["id"]: row for row in rows(connection, APPLICATIONS)}
    people: dict[int, set[int]] = {}
    for row in rows(connection, PEOPLE):
        people.setdefault(row["application_id"], set()).add(row["contact_id"])
    for number, letter in letters.items():
        owners = {
            each["application_id"] for each in told if each["message_id"] == number
        } & applications.keys()
        owners.add(letter["application_id"])
        named = set(named_in(letter, owners, applications, people))
        for owner in (*sorted(owners), *sorted(named)):
            connection.execute(sa.text(LINK), {"letter": number, "owner": owner, "named": owner in named})
        words = stated_in(letter, told)
        if words:
            connection.execute(sa.text(STATE), {"words": words, "number": number})


def rows(connection: sa.Connection, query: str) -> list[Row]:
    return [dict(row) for row in connection.execute(sa.text(query)).mappings()]


def named_in(
    letter: Row, owners: set[int], applications: dict[int, Row], people: dict[int, set[int]]
) -> Iterator[int]:
    """Others at the same company, or of the same people, whose position the letter or its advice names."""
    text = plain(f"{letter['subject']} {letter['body']} {letter['advice']}")
    known = {number for owner in owners for number in people.get(owner, ())}
    companies = {applications[owner]["company_id"] for owner in owners}
    for number, other in applications.items():
        near = other["company_id"] in companies or not known.isdisjoint(people.get(number, ()))
        if near and number not in owners and other["position"] and plain(other["position"]) in text:
            yield number


def stated_in(letter: Row, told: list[Row]) -> str | None:
    """What the letter of leaving gave as a reason, and the answer to why where it says the same."""
    found = None
    for each in told:
        words = each["stated"]
        if words and each["message_id"] == letter["id"]:
            found = words
        elif (
            words and letter["situation"] == "explain" and each["application_id"] == letter["application_id"]
        ):
            found = words if words.rstrip(".!?… ") in letter["body"] else found
    return found


def plain(text: str) -> str:
    return " ".join(text.casefold().split())


def downgrade() -> None:
    op.drop_table("message_application")
    with op.batch_alter_table("message") as batch_op:
        for column in ("keep_in_touch", "form", "statement", "stated"):
            batch_op.drop_column(column)
