"""The parts of a snapshot: one family of a service's resources a module."""
