"""Room 7, diagnosis: from an observed failure back to its cause."""
