"""What comes in, as captures and articles: the import form, files, archives, feed items."""
