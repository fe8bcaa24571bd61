"""Room 8, results -> something to look at; no decisions here."""
