"""The version of this Keypost."""

__version__ = "0.1.0"
