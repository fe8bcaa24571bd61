"""The door: one file a subcommand: options, one call, a report."""
