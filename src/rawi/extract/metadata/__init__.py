"""What a page says of its article besides the text: title, authors, times, section."""
