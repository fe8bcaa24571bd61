"""Reports for pipelines, a module for each format: an outline -> the text that others read."""
