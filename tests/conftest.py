"""How laws are tried: without a deadline, for the first call of a room reads its word lists.

Where ``CI`` is set every run tries the same inputs, so that a red run is the change's doing.
Elsewhere each run tries others: what those find belongs into a test of its own.
"""

import os

from hypothesis import settings

settings.register_profile("exploring", deadline=None)
settings.register_profile("repeatable", deadline=None, derandomize=True)
settings.load_profile("repeatable" if os.environ.get("CI") else "exploring")
