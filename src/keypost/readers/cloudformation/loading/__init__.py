"""Text -> plain data with a line for every key and item."""
