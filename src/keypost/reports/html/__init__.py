"""The page: one file that shows a run's deliveries in a browser, and fetches nothing."""
