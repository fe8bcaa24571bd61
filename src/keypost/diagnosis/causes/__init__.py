"""The causes that a diagnosis can name: how to see each, how to mend it, how to know that it is mended. Data only."""
