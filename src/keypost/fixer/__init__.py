"""Findings -> candidate changes, applied to a copy of the estate and decided again."""
