"""The corpus of messages: what AWS, Terraform and others say when a delivery fails. Data only, a file a service family."""
