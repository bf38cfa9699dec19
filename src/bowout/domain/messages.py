"""States of a letter."""

# Written, and nobody has said that it reached them: "drafted" never counts as sent.
UNSENT = ("drafted", "handed_over", "failed", "sending")
