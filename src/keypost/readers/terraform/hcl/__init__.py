"""Terraform's configuration language: folders of blocks, and what their expressions give."""
