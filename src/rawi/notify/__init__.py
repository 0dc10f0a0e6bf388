"""Alerts and digests: what people are told, when, and on which channel.

What is worth telling is decided in ``choice`` and ``timing``, which are pure; ``planning`` writes
it down, ``rounds`` sends it. The words stand with those of the pages: a round is given what writes.
"""
