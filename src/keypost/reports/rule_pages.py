"""Where the page of a rule stands."""


def find_page(rule: str) -> str:
    """Return the place of the rule's page in the repository."""
    return f"docs/rules/{rule}.md"
