"""Snapshots: what was read of accounts, kept in a folder to be checked, compared and shared later, offline."""
