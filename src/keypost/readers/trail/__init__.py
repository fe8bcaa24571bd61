"""CloudTrail history -> distinct requests."""
