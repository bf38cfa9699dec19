"""The letters that are not the leaving itself: what is written before, beside and after it."""

from enum import StrEnum


class FollowUp(StrEnum):
    """Which of them it is; each is a letter of its own."""

    EXPLAIN = "explain"
    RECONNECT = "reconnect"
    STILL_INTERESTED = "still_interested_elsewhere"
    DECLINE_STAGE = "decline_stage"
    TAKE_BACK = "take_back"
    STAND_BY = "stand_by"
    DECLINE_COUNTER_OFFER = "decline_counter_offer"


# They have written, and this is the answer.
ANSWERS = (FollowUp.EXPLAIN, FollowUp.STAND_BY, FollowUp.DECLINE_COUNTER_OFFER)
# They mean to go on, or to begin anew: what would reopen a leaving is what these are for.
GOING_ON = (FollowUp.RECONNECT, FollowUp.STILL_INTERESTED, FollowUp.DECLINE_STAGE, FollowUp.TAKE_BACK)
