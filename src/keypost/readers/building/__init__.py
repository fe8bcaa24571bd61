"""From settled resources, whoever read them, to an estate: one family of types a module."""
