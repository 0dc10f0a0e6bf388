"""Parts of the reader of text dumps."""
