"""What AWS refuses in a policy document, and what it stores although it doesn't do what it says."""
