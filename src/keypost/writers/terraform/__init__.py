"""Typed changes -> Terraform's language, as its module has it: blocks to put in, and what they make of the files."""
