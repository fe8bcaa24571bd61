"""Room 5, wires x paths -> deliveries -> verdicts -> findings."""
