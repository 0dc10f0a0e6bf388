"""The same as the pages for programs: JSON, feeds, exports."""
