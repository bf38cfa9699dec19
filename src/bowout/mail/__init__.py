"""The letter as mail: its bytes, and how they leave."""
