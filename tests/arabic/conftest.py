"""Laws are checked without a deadline: the first call reads the lexicon."""

from hypothesis import settings

settings.register_profile("room", deadline=None)
settings.load_profile("room")
