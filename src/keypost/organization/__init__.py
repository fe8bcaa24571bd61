"""Snapshots of many accounts, checked one account at a time: memory is bounded by one account and what crosses them."""
