"""What every page is made of: templates, static files, words, formats."""
