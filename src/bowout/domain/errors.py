"""The ways a command can end other than well, each with its exit code."""


class BowoutError(Exception):
    """A refusal with one sentence that says what is wrong and one that says what to do."""

    exit_code = 1
    code = "refused"

    def __init__(self, message: str, hint: str = "", *, code: str | None = None) -> None:
        super().__init__(message)
        self.message = message
        self.hint = hint
        if code is not None:
            self.code = code


class Refused(BowoutError):
    """The request is understood and not carried out; nothing changed."""


class NotFound(Refused):
    """Nothing matches what was named."""

    code = "not_found"


class Ambiguous(Refused):
    """Several things match what was named: `candidates`, ready to print, and their `numbers`."""

    code = "ambiguous"

    def __init__(
        self, message: str, candidates: tuple[str, ...], hint: str = "", numbers: tuple[int, ...] = ()
    ) -> None:
        super().__init__(message, hint)
        self.candidates = candidates
        self.numbers = numbers


class IllegalMove(Refused):
    """A status that cannot follow the present one."""

    code = "illegal_move"


class CheckFailed(Refused):
    """A letter did not pass its checks."""

    code = "check_failed"


class UsageError(BowoutError):
    """The command line itself is wrong or lacks something."""

    exit_code = 2
    code = "usage"


class Interrupted(BowoutError):
    """The person stopped it, by Ctrl-C or by the end of their input; there is something to say of it."""

    exit_code = 130
    code = "interrupted"


class NotDelivered(BowoutError):
    """Recorded, but the letter did not leave."""

    exit_code = 3
    code = "not_delivered"


class DatabaseUnusable(BowoutError):
    """The database is locked, damaged, out of reach, or newer than the program."""

    exit_code = 4
    code = "database"
