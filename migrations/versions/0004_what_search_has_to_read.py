"""what the index of search has to read anew

The triggers that fill `search_due` are not made here but after every migration: migrations/env.py.

Revision ID: 0004
Revises: 0003
"""

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "search_due",
        sa.Column("application_id", sa.Integer(), autoincrement=False, nullable=False),
        sa.PrimaryKeyConstraint("application_id", name=op.f("pk_search_due")),
    )
    op.execute("INSERT INTO search_due (application_id) SELECT id FROM application")
    # SQLite's index is a virtual table, which not every SQLite can make: storage/search_index.py does.
    if op.get_bind().dialect.name == "postgresql":
        op.execute(
            "CREATE TABLE search_index (id INTEGER PRIMARY KEY, words TEXT NOT NULL, grams TEXT[] NOT NULL)"
        )
        op.execute("CREATE INDEX ix_search_index_grams ON search_index USING gin (grams)")


def downgrade() -> None:
    op.execute("DROP TABLE IF EXISTS search_index")
    op.drop_table("search_due")
