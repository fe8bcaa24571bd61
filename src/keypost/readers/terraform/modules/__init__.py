"""A folder of configuration read without a plan: its modules instantiated as far as their inputs are known."""
