"""States of a letter."""

# Written, and nobody has said that it reached them: "drafted" never counts as sent.
AT_HOME = ("drafted", "handed_over", "failed")  # it may still be held back
UNSENT = ("drafted", "handed_over", "failed", "sending")
