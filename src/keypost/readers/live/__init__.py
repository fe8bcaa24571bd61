"""Reads accounts through the AWS API, without changing anything: what `keypost collect` and `check --live` call."""
