"""Scores of every ability over the shared gold, with baselines and floors."""

import os

os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
"""Small products gain nothing by threads, which wait for each other on a busy machine."""
