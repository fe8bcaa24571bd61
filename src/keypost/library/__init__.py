"""What `import keypost` offers: the questions of the command line as functions, their JSON as typed values."""
