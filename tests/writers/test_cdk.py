"""Lines for a CDK app: the same change in TypeScript and in Python, which both languages can read."""

import ast
import re
from pathlib import Path

import pytest

from keypost.checker.check import check
from keypost.readers.options import ReadOptions
from keypost.readers.read import read_paths
from keypost.unknown import Shape, build_unknown
from keypost.writers.cdk import PYTHON, TYPESCRIPT, Dialect
from keypost.writers.proposals import build_proposals
from keypost.writers.snippet import Language

APP = Path(__file__).parents[2] / "examples" / "cdk-app" / "cdk.out"


@pytest.fixture(scope="module")
def snippets() -> dict[Language, str]:
    """The lines of the best candidate for the topic that a scanner suggested, by language."""
    reading = read_paths([str(APP)], ReadOptions())
    (proposal,) = build_proposals(reading, check(reading, today="2026-11-22"))
    return {snippet.language: snippet.text for snippet in proposal.snippets[0]}


def test_typescript_makes_the_key_and_lets_the_service_use_it(snippets: dict[Language, str]) -> None:
    assert snippets[Language.CDK_TYPESCRIPT].splitlines() == [
        'const legacyKey = new kms.Key(this, "LegacyKey", { enableKeyRotation: true });',
        f"// Legacy ({APP.parent}/app.js:14):",
        "masterKey: legacyKey,",
        'legacyKey.addToResourcePolicy(new iam.PolicyStatement({ sid: "LetCloudwatchUseKey", '
        'principals: [new iam.ServicePrincipal("cloudwatch.amazonaws.com")], '
        'actions: ["kms:GenerateDataKey", "kms:Decrypt"], resources: ["*"] }));',
    ]


def test_python_says_the_same(snippets: dict[Language, str]) -> None:
    lines = snippets[Language.CDK_PYTHON].splitlines()
    assert lines[0] == 'legacy_key = kms.Key(self, "LegacyKey", enable_key_rotation=True)'
    assert lines[2] == "master_key=legacy_key,"
    assert re.match(r"legacy_key\.add_to_resource_policy\(iam\.PolicyStatement\(sid=", lines[3])
    ast.parse("\n".join((lines[0], f"dict({lines[2]})", lines[3])))


@pytest.mark.parametrize(
    ("name", "typescript", "python"),
    [("LegacyKey", "legacyKey", "legacy_key"), ("APIQueue", "apiQueue", "api_queue"), ("jobs", "jobs", "jobs")],
)
def test_names_are_spelled_as_each_language_does(name: str, typescript: str, python: str) -> None:
    assert (TYPESCRIPT.name(name), PYTHON.name(name)) == (typescript, python)


def test_account_and_region_are_those_of_the_stack() -> None:
    account = build_unknown("AWS::AccountId", shape=Shape.ACCOUNT)
    assert TYPESCRIPT.text(account) == "`${cdk.Aws.ACCOUNT_ID}`"
    assert PYTHON.text(f"arn:aws:sns:*:{account}:*") == 'f"arn:aws:sns:*:{cdk.Aws.ACCOUNT_ID}:*"'


@pytest.mark.parametrize("dialect", [TYPESCRIPT, PYTHON])
def test_names_are_data(dialect: Dialect) -> None:
    """A template's names may hold anything: nothing of it ends a comment or a literal."""
    assert dialect.remark("one\nimport os\r\u2028two").count("\n") == 0
    assert len(dialect.remark("one\nimport os\r\u2028two").splitlines()) == 1
    assert ast.literal_eval(dialect.text('a"b\\n')) == 'a"b\\n'


def test_what_stands_beside_a_pseudo_parameter_is_escaped() -> None:
    account = build_unknown("AWS::AccountId", shape=Shape.ACCOUNT)
    assert TYPESCRIPT.text(f"`{account}\\") == "`\\`${cdk.Aws.ACCOUNT_ID}\\\\`"
    assert PYTHON.text(f'{{"{account}') == 'f"{{\\"{cdk.Aws.ACCOUNT_ID}"'


def test_a_template_that_somebody_wrote_has_none() -> None:
    reading = read_paths([str(APP.parents[1] / "3-backup-vault-deny" / "broken.yaml")], ReadOptions())
    (proposal,) = build_proposals(reading, check(reading, today="2026-11-22"))
    assert set(proposal.snippets) == {()}
