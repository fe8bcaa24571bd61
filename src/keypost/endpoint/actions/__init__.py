"""What each operation needs: IAM actions, the resource, and the context keys of the request; one module a service."""
