"""Arabic analysis: the one reading of text that every step and backend shares."""
