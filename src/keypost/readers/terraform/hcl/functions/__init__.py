"""Terraform's functions, by what they work on."""
