"""The two ways in which a mail can fail to leave; which of them it is decides whether it may be tried again."""

from bowout.domain.errors import NotDelivered


class NotSent(NotDelivered):
    """The mail has certainly not left: whoever tries again sends it once."""

    code = "not_sent"


class Unknown(NotDelivered):
    """The mail was handed to the server whole, and no answer came: it may have left, or not."""

    code = "unknown"
