"""who took a step, where several people share a database

Revision ID: 0006
Revises: 0005
"""

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("operation", sa.Column("taken_by", sa.Text(), nullable=True))


def downgrade() -> None:
    with op.batch_alter_table("operation") as table:
        table.drop_column("taken_by")
