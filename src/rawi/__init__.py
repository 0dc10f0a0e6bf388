"""Rawi: an Arabic-first news aggregator."""
