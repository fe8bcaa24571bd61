"""Room 3, from the outside to an estate: the only room that reads files and accounts."""
