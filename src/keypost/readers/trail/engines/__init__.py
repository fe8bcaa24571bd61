"""CloudTrail history that lies in tables or in more files than one machine reads: reduced where it is, by SQL."""
