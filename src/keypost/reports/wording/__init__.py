"""The sentences, English and Japanese side by side."""
