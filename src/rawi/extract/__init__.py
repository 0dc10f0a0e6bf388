"""Bytes to pages: HTML and text dumps."""

from rawi.extract.page import read

__all__ = ["read"]
