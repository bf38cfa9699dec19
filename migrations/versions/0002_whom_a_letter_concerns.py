"""whom a letter concerns, what it gives as a reason, how it was wanted

Revision ID: 0002
Revises: 0001
"""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None


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
    op.execute(
        "INSERT INTO message_application (message_id, application_id, named_only)"
        " SELECT m.id, m.application_id, 1 = 0 FROM message m WHERE m.direction = 'out'"
        " UNION SELECT w.message_id, w.application_id, 1 = 0 FROM withdrawal w WHERE w.message_id IS NOT NULL"
        " ORDER BY 1, 2"
    )
    op.execute(
        "UPDATE message SET stated ="
        " (SELECT w.stated FROM withdrawal w WHERE w.message_id = message.id AND w.stated IS NOT NULL LIMIT 1)"
    )


def downgrade() -> None:
    op.drop_table("message_application")
    with op.batch_alter_table("message") as batch_op:
        for column in ("keep_in_touch", "form", "statement", "stated"):
            batch_op.drop_column(column)
