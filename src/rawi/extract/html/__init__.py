"""HTML pages: the blocks of a page, which of them are the article, and its parts."""
