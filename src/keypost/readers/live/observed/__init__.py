"""Parts that read how deliveries went, one module a service; none of them reads a resource."""
