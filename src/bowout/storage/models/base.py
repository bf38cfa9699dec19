"""What every table has."""

from typing import ClassVar

from sqlalchemy import ForeignKey, MetaData, Text
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column


class Base(DeclarativeBase):
    """A table whose numbers are never used again, also not after an undo."""

    metadata = MetaData(
        naming_convention={
            "pk": "pk_%(table_name)s",
            "fk": "fk_%(table_name)s_%(column_0_name)s",
            "uq": "uq_%(table_name)s_%(column_0_N_name)s",
            "ix": "ix_%(table_name)s_%(column_0_N_name)s",
        }
    )
    type_annotation_map: ClassVar = {str: Text()}
    __table_args__: object = {"sqlite_autoincrement": True}

    id: Mapped[int] = mapped_column(primary_key=True, sort_order=-1)

    def __init__(self, **values: object) -> None:
        """Set every column, the unnamed ones to None: history reads them all after the flush."""
        for column in self.__table__.columns:
            if column.name != "id":
                setattr(self, column.name, values.pop(column.name, None))
        if values:
            raise TypeError(f"{type(self).__name__} has no {', '.join(values)}")


def table_args(*items: object) -> tuple[object, ...]:
    """What a table has besides its columns; one that has nothing takes it from `Base`."""
    return (*items, {"sqlite_autoincrement": True})


def key_to(table: str) -> ForeignKey:
    """A key of another table."""
    return ForeignKey(f"{table}.id")


def column_values(row: Base) -> dict[str, object]:
    """The values of a row as they stand, to see whether a command changed one; a flush does not hide it."""
    return {column.name: getattr(row, column.name) for column in row.__table__.columns}
