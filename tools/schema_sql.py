"""Writes src/bowout/storage/schema.sql: what `alembic upgrade head` leaves in an empty SQLite database.

A first start runs this text instead of Alembic, which takes many times as long.
`--check` compares instead of writing. Usage: python tools/schema_sql.py [--check]
"""

import sqlite3
import sys
import tempfile
from contextlib import closing
from pathlib import Path

from bowout.config import Target
from bowout.storage.database import engine_for, make_private_file
from bowout.storage.schema import DDL, HEAD, run_migrations


def migrated_schema() -> str:
    """Upgrade an empty database to head and return its schema as a script."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "new.db"
        make_private_file(path)
        with engine_for(Target(path=path)).begin() as connection:
            run_migrations(connection)
        with closing(sqlite3.connect(path)) as opened:
            found = opened.execute(
                "SELECT sql FROM sqlite_master WHERE sql IS NOT NULL AND name NOT LIKE 'sqlite_%'"
                " ORDER BY rowid"
            )
            statements = [row[0] for row in found]
    statements.append(f"INSERT INTO alembic_version (version_num) VALUES ('{HEAD}')")
    return ";\n".join(statements) + "\n"


def main() -> int:
    """Write or check the script."""
    wanted = migrated_schema()
    if "--check" in sys.argv[1:]:
        if DDL.read_text(encoding="utf-8") != wanted:
            print("schema.sql is not what the migrations make: python tools/schema_sql.py", file=sys.stderr)
            return 1
        return 0
    DDL.write_text(wanted, encoding="utf-8")
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
