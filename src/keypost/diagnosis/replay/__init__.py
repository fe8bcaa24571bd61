"""History against another key policy: what succeeded, decided again."""
