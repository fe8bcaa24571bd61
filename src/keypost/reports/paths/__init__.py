"""The catalogue of delivery paths, for people and for programs."""
