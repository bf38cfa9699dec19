"""Alembic's entry: serves the program's own upgrades and `alembic` in a checkout.

The program hands over its open connection; in a checkout the database is the
one that BOWOUT_DB names.
"""

from alembic import context
from sqlalchemy import Connection

from bowout.config import database_url_or_path
from bowout.storage.database import engine_for
from bowout.storage.models import Base


def _run(connection: Connection) -> None:
    context.configure(
        connection=connection,
        target_metadata=Base.metadata,
        render_as_batch=True,
        transaction_per_migration=False,
    )
    with context.begin_transaction():
        context.run_migrations()


given = context.config.attributes.get("connection")
if isinstance(given, Connection):
    _run(given)
else:
    with engine_for(database_url_or_path(None)).begin() as opened:
        _run(opened)
