"""Where the page of a rule stands."""


def find_page(rule: str, language: str = "en") -> str:
    """Return the place of the rule's page in the repository; on the site it stands at the same place below its root."""
    return f"docs/rules/{rule}{'' if language == 'en' else f'.{language}'}.md"
