"""Make every Terraform plan of this repository anew, from the folder that it stands in.

`./x python -m support.terraform_plans [--apply] [FOLDER...]` needs terraform (1.11) and hashicorp/aws 5.100.0, from the
folder named in TERRAFORM_PLUGINS or from the registry. A moto server on this machine stands in for AWS: data sources
are read, and nothing real is made. `before.py` in a folder makes what the account has already. `--apply` makes
`state.json` too, what `terraform show -json` says of the state; moto can't make every world.
"""

import json
import os
import re
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

from tests.readers.local_aws import LocalAws, load_builder, run_local_aws

ROOT = Path(__file__).resolve().parents[1]
PLUGINS = os.environ.get("TERRAFORM_PLUGINS", "")
# Seconds; what moto lacks, the provider may wait for without end.
_PATIENCE = 180
_IGNORED = shutil.ignore_patterns("*.json", "*.py", "*.yaml", "*.md", ".terraform*")
# Terraform writes when it ran; that a plan changes with every run helps nobody.
# What a local AWS makes up: its address in queue URLs, and the id of the session.
_MADE_UP = {
    r"http://127\.0\.0\.1:\d+/": "https://sqs.eu-west-1.amazonaws.com/",
    r"AROA[A-Z0-9]{17}": "AROA1234567890EXAMPLE",
}
_WHEN = "2026-11-22T00:00:00Z"


def find_folders() -> list[Path]:
    """Return every folder with a committed plan, or with one to come."""
    folders = ("examples/terraform/*/*", "tests/worlds/*", "tests/readers/terraform/plans/*")
    inputs = [file for folder in folders for file in ROOT.glob(f"{folder}/main.tf")]
    return sorted(file.parent for file in inputs)


@contextmanager
def plan_folder(folder: Path, aws: LocalAws) -> Iterator["Terraform"]:
    """Plan a copy of the folder against an account that holds nothing but what its `before.py` makes."""
    aws.reset()
    before = folder / "before.py"
    if before.exists():
        load_builder(before)(aws.account())
    with tempfile.TemporaryDirectory() as scratch:
        beside = Path(scratch) / "terraform"  # an example's modules stand beside its folder
        shutil.copytree(folder.parent if _is_example(folder) else folder, beside, ignore=_IGNORED)
        terraform = Terraform(beside / folder.name if _is_example(folder) else beside, aws)
        terraform.run("init", "-input=false", *_find_plugins())
        terraform.run("plan", "-input=false", "-out=plan")
        yield terraform


class Terraform:
    """Runs terraform in one folder, in an account of the local AWS."""

    def __init__(self, folder: Path, aws: LocalAws) -> None:
        """Take the folder and the local AWS."""
        self._folder = folder
        ours = {"TF_CLI_CONFIG_FILE": os.devnull, "CHECKPOINT_DISABLE": "1", "TF_IN_AUTOMATION": "1"}
        self._environment = os.environ | aws.account().environment | ours

    def run(self, command: str, *arguments: str) -> str:
        """Return what a command prints.

        Raises:
            RuntimeError: it failed, or didn't end.
        """
        arguments = (*arguments,) if command == "show" else ("-no-color", *arguments)
        try:
            done = subprocess.run(
                ["terraform", command, *arguments],  # noqa: S607 -- whichever is on PATH
                cwd=self._folder, env=self._environment, capture_output=True, text=True, encoding="utf-8", check=False,
                timeout=_PATIENCE,
            )  # fmt: skip
        except subprocess.TimeoutExpired:
            raise RuntimeError(f"terraform {command}: not done after {_PATIENCE} seconds") from None
        if done.returncode:
            raise RuntimeError(f"terraform {command}: {done.stderr or done.stdout}")
        return done.stdout

    def show(self, *plan: str) -> str:
        """Return a plan, or the state, as JSON, without the time and the machine that it was made on."""
        return settle(self.run("show", "-json", *plan))


def _is_example(folder: Path) -> bool:
    return folder.parent.name != "worlds"


def _find_plugins() -> list[str]:
    return [f"-plugin-dir={PLUGINS}"] if PLUGINS else []


def settle(shown: str) -> str:
    """Return what Terraform says without what differs each time: when, where, which session, and in which order."""
    document = json.loads(shown)
    if "timestamp" in document:
        document["timestamp"] = _WHEN
    if "relevant_attributes" in document:
        document["relevant_attributes"].sort(key=lambda one: (one["resource"], one["attribute"]))
    text = json.dumps(document, ensure_ascii=False, separators=(",", ":"))
    for pattern, ours in _MADE_UP.items():
        text = re.sub(pattern, ours, text)
    return text + "\n"


def main(arguments: Sequence[str]) -> int:
    """Make the plans of the folders named, or of all; with `--apply` the states too."""
    folders = [Path(argument).resolve() for argument in arguments if argument != "--apply"] or find_folders()
    with run_local_aws() as aws:
        return sum([not _make(folder, aws, applied="--apply" in arguments) for folder in folders])


def _make(folder: Path, aws: LocalAws, *, applied: bool) -> bool:
    try:
        with plan_folder(folder, aws) as terraform:
            (folder / "plan.json").write_text(terraform.show("plan"), encoding="utf-8")
            if applied:
                terraform.run("apply", "-parallelism=1", "plan")
                (folder / "state.json").write_text(terraform.show(), encoding="utf-8")
    except RuntimeError as error:
        print(f"{folder.relative_to(ROOT)}: {error}", file=sys.stderr)
        return False
    print(folder.relative_to(ROOT))
    return True


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
