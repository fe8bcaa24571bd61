"""The config file: where it is found, which keys it takes, and what it says; nothing is printed here."""
