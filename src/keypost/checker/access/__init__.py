"""Who may use a key of the estate, under which conditions, and by which statement."""
