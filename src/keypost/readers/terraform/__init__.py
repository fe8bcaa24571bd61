"""Terraform and OpenTofu -> an estate: plans, states, and folders of HCL."""
