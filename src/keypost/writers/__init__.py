"""Typed changes -> the text of the user's own files; whatever doesn't change keeps its bytes."""
