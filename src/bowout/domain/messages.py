"""States of a letter."""

# What a reply to an invitation has in the place of a letter's situation.
DECLINE_INVITATION = "decline_invitation"
# Written, and nobody has said that it reached them: "drafted" never counts as sent.
AT_HOME = ("drafted", "handed_over", "failed")  # it may still be held back
UNSENT = ("drafted", "handed_over", "failed", "sending")
