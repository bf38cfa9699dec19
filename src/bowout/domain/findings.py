"""What `bowout doctor` finds."""

from typing import NamedTuple


class Finding(NamedTuple):
    """Something that is not as it should be: what, and how it is mended; `repairable`: `--repair` does it.

    `level` is `error`, `warning`, or `info` for what is only to be known.
    """

    code: str
    level: str
    message: str
    mend: str
    repairable: bool = False


class Report(NamedTuple):
    """What was found, what was looked at and how much of it; with a repair, what was mended and the backup."""

    database: str
    findings: tuple[Finding, ...]
    checked: dict[str, int]
    mended: tuple[str, ...] = ()
    backup: str | None = None

    @property
    def is_well(self) -> bool:
        """Tell whether there is nothing that needs to be mended."""
        return all(found.level == "info" for found in self.findings)
