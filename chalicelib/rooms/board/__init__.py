"""The board: who is there and what waits."""
