"""Tells with every run how long functions are: a figure to watch, beside the limit that a test holds."""

from statistics import median, quantiles

import pytest

from tests.architecture.source import FUNCTION_LENGTHS


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter, config: pytest.Config) -> None:
    """Print the median, the 90th percentile and the longest, where a test has measured them."""
    lengths = config.stash.get(FUNCTION_LENGTHS, [])
    if lengths:
        ninetieth = quantiles(lengths, n=10)[-1]
        terminalreporter.write_line(
            f"{len(lengths)} functions: median {median(lengths):.0f} lines, p90 {ninetieth:.0f}, longest {max(lengths)}"
        )
