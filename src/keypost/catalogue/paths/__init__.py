"""One delivery path a file."""
