"""Keypost: will this AWS delivery get through, and if not, which policy stops it?"""

__version__ = "0.1.0"
