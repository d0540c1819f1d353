"""What the cast and those who play it have in common."""

PASSWORD = "a long enough night"
