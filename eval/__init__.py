"""Scores of every ability over the shared gold, with baselines and floors."""
