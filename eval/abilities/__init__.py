"""One scorer a module: ``score()`` returns the figures of one ability."""
