"""Tells with every run how long functions are: a figure to watch, beside the limit that a test holds."""

from statistics import median, quantiles

import pytest

from tests.architecture.source import Function, list_modules, measure, walk_definitions


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """Print the median, the 90th percentile and the longest."""
    lengths = [
        measure(definition)
        for module in list_modules()
        for definition in walk_definitions(module)
        if isinstance(definition, Function)
    ]
    if len(lengths) > 1:
        ninetieth = quantiles(lengths, n=10)[-1]
        terminalreporter.write_line(
            f"{len(lengths)} functions: median {median(lengths):.0f} lines, p90 {ninetieth:.0f}, longest {max(lengths)}"
        )
