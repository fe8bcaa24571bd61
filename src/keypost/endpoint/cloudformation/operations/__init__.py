"""CloudFormation's API on the engine: one module a family of operations."""
