"""Alembic's entry: serves the program's own upgrades and `alembic` in a checkout.

The program hands over its open connection; in a checkout the database is the
one that BOWOUT_DB names.
"""

from alembic import context
from sqlalchemy import Connection

from bowout.config import database_url_or_path
from bowout.storage.database import engine_for
from bowout.storage.models import Base
from bowout.storage.search_triggers import drop_triggers, make_triggers


def _run(connection: Connection) -> None:
    context.configure(
        connection=connection,
        target_metadata=Base.metadata,
        render_as_batch=True,
        transaction_per_migration=False,
        include_name=_is_record,
    )
    with context.begin_transaction():
        drop_triggers(connection)
        context.run_migrations()
        make_triggers(connection)


def _is_record(name: str | None, kind: str, _parents: object) -> bool:
    """Tell whether a table is one of the models': the index of search is made from them, and has none."""
    return kind != "table" or not (name or "").startswith("search_")


given = context.config.attributes.get("connection")
if isinstance(given, Connection):
    _run(given)
else:
    with engine_for(database_url_or_path(None)).begin() as opened:
        _run(opened)
