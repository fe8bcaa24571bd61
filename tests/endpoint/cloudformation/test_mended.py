"""What `keypost fix --write` makes of a template deploys at the first try, where AWS checks deliveries meanwhile."""

from pathlib import Path

import pytest

from keypost.cli import fix
from keypost.cli.parser import Parser
from tests.endpoint.cloudformation.deploying import create, failures
from tests.endpoint.local import Local
from tests.writers.ordering import build_budget, build_uploads


@pytest.mark.parametrize(
    ("template", "stopped"), [(build_uploads(), "Uploads"), (build_budget(), "MonthlyBudget")], ids=["bucket", "budget"]
)
def test_what_is_mended_deploys(local: Local, tmp_path: Path, template: str, stopped: str) -> None:
    assert create(local, template, name="broken")["StackStatus"] == "ROLLBACK_COMPLETE"
    assert set(failures(local, "broken")) == {stopped}
    file = tmp_path / "t.json"
    file.write_text(template, encoding="utf-8")
    parser = Parser("fix", summary=fix.SUMMARY, language="en")
    fix.add_arguments(parser)
    assert fix.run(parser.read([str(file), "--write"])) == 0
    assert create(local, file.read_text(encoding="utf-8"))["StackStatus"] == "CREATE_COMPLETE", failures(local)
