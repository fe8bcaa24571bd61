"""From settings to estate resources: one family of types a module."""
