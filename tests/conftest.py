"""How the tests run: on every core when all of them do, in one process when somebody asks for a few."""

import os

import pytest


def pytest_xdist_auto_num_workers(config: pytest.Config) -> int:
    """Start workers for the whole suite only: a few tests are done before a worker has started."""
    asked_for_everything = config.args == config.getini("testpaths")
    return os.cpu_count() or 1 if asked_for_everything else 0
