"""The letters that are not the leaving itself: what is written before, beside and after it."""

from enum import StrEnum

from bowout.domain.situations import Situation


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
# I mean to go on, or to begin anew: what would reopen a leaving is what these are for.
GOING_ON = (FollowUp.RECONNECT, FollowUp.STILL_INTERESTED, FollowUp.DECLINE_STAGE, FollowUp.TAKE_BACK)

# What asks for an answer: a question, or an agreement that is ended and should be confirmed so. A letter that leaves
# before there was an offer needs none, and one that releases a slot is answered by its date.
ASKING = (*GOING_ON, Situation.DECLINE_OFFER, Situation.RESCIND_ACCEPTANCE)
