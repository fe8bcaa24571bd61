"""Room 2, what exists: resources, their keys and policies, and the wires between them."""
