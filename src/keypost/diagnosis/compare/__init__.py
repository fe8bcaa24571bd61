"""What runs that succeeded called, and runs that failed didn't."""
