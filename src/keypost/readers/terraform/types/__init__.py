"""Terraform's types in CloudFormation's words: data only, one module a family of services."""
