"""Runs a composite action as GitHub's runner does, as far as the action of this repository goes; anything else stops.

What the runner does stands at docs.github.com ("Metadata syntax", "Workflow commands", "Workflow syntax", "Contexts")
and in its sources (github.com/actions/runner, in src/): CompositeActionHandler.cs, ActionCommand.cs,
ActionCommandManager.cs, FileCommandManager.cs.
"""

import os
import re
import subprocess
import sys
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, NamedTuple

import yaml

_EXPRESSION = re.compile(r"\$\{\{(.*?)\}\}", re.DOTALL)
_ACCESS = re.compile(r"inputs\.([\w-]+)|steps\.([\w-]+)\.outputs\.([\w-]+)")
# "Workflow syntax", `jobs.<job_id>.steps[*].shell`: what `shell: bash` runs.
_BASH = ("bash", "--noprofile", "--norc", "-e", "-o", "pipefail")
_COMMANDS = frozenset({"error", "warning", "notice", "debug", "add-mask", "group", "endgroup", "stop-commands"})
_KEYS = frozenset({"name", "id", "shell", "env", "run"})


class Command(NamedTuple):
    """A workflow command that the runner obeyed."""

    name: str
    properties: Mapping[str, str]
    data: str


class Used(NamedTuple):
    """What a use of the action came to."""

    code: int
    outputs: Mapping[str, str]
    commands: tuple[Command, ...]
    summary: str
    log: str


@dataclass(frozen=True)
class Job:
    """A job on a runner: a workspace, and a folder for temporary files that all its steps share."""

    workspace: Path
    temp: Path
    env: Mapping[str, str] = field(default_factory=dict)

    def use(self, action: Path, given: Mapping[str, str]) -> Used:
        """Run the action in that folder with those inputs: one step of the job."""
        declared = yaml.safe_load((action / "action.yml").read_text(encoding="utf-8"))
        if set(given) - set(declared["inputs"]):
            raise ValueError(f"unexpected input(s): {set(given) - set(declared['inputs'])}")
        inputs = {name: str(one.get("default", "")) for name, one in declared["inputs"].items()} | dict(given)
        steps: dict[str, Mapping[str, str]] = {}
        done = list(self._run_steps(action, declared["runs"]["steps"], inputs, steps))
        # The outputs are set whether or not a step has failed (CompositeActionHandler.RunAsync).
        outputs = {name: evaluate(one["value"], inputs, steps) for name, one in declared["outputs"].items()}
        log = "".join(one.log for one in done)
        return Used(done[-1].code, outputs, tuple(obey(log)), "".join(one.summary for one in done), log)

    def _run_steps(
        self, action: Path, steps: list[Any], inputs: Mapping[str, str], outputs: dict[str, Mapping[str, str]]
    ) -> "Iterator[_Ran]":
        """Run one step after the other up to the first that fails, and put the outputs of those with an id aside."""
        for step in steps:
            if set(step) - _KEYS or step["shell"] != "bash":
                raise ValueError(f"this runner doesn't know all of {step}")
            ran = self._run_step(action, step, lambda text: evaluate(text, inputs, outputs))
            outputs[step.get("id", "")] = ran.outputs
            yield ran
            if ran.code:
                return

    def _run_step(self, action: Path, step: Any, say: Callable[[str], str]) -> "_Ran":
        """Run a script with the files and variables of "Workflow commands" and "Variables"."""
        folder = self.temp / "_runner_file_commands"
        folder.mkdir(exist_ok=True)
        script, output, summary = (folder / name for name in ("script.sh", "output", "summary"))
        # Expressions are replaced in the script's text before the shell sees it: hence no input may stand there.
        script.write_text(say(step["run"]), encoding="utf-8")
        for file in (output, summary):
            file.write_text("", encoding="utf-8")
        env = {
            **os.environ,
            **self.env,
            "GITHUB_ACTIONS": "true",
            "GITHUB_ACTION_PATH": str(action),
            "GITHUB_OUTPUT": str(output),
            "GITHUB_STEP_SUMMARY": str(summary),
            "GITHUB_WORKSPACE": str(self.workspace),
            "RUNNER_TEMP": str(self.temp),
            **{name: say(value) for name, value in step.get("env", {}).items()},
        }
        done = subprocess.run(
            [*_BASH, str(script)],
            check=False,
            cwd=self.workspace,
            env=env,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
        )
        log = done.stdout.decode("utf-8", "replace")
        return _Ran(done.returncode, dict(read_outputs(output)), summary.read_text(encoding="utf-8"), log)


class _Ran(NamedTuple):
    code: int
    outputs: Mapping[str, str]
    summary: str
    log: str


def evaluate(text: str, inputs: Mapping[str, str], steps: Mapping[str, Mapping[str, str]]) -> str:
    """Replace the expressions: `inputs.NAME` and `steps.ID.outputs.NAME`, empty where a step hasn't set it."""

    def look_up(found: re.Match[str]) -> str:
        access = _ACCESS.fullmatch(found[1].strip())
        if access is None:
            raise ValueError(f"this runner doesn't know the expression {found[0]}")
        name, step, output = access.groups()
        return inputs[name] if name else steps.get(step, {}).get(output, "")

    return _EXPRESSION.sub(look_up, text)


def read_outputs(file: Path) -> Iterator[tuple[str, str]]:
    """Read NAME=VALUE lines; of several lines (NAME<<DELIMITER) the action has none."""
    for line in filter(None, file.read_text(encoding="utf-8").split("\n")):
        name, separator, value = line.partition("=")
        if not separator or "<<" in name:
            raise ValueError(f"no output of one line: {line}")
        yield name, value


def obey(log: str) -> Iterator[Command]:
    """Yield the commands of a log that the runner obeys: `::name key=value::data`, and the older `##[name]data`.

    Lines are looked at without leading white space, and an older command may stand anywhere in its line
    (ActionCommand.TryParseV2, TryParse). After `stop-commands` nothing counts up to its token.
    """
    token: str | None = None
    for line in log.split("\n"):
        command = read_command(line, known=_COMMANDS | ({token} if token else set()))
        if command is None:
            continue
        if token is None and command.name == "stop-commands":
            token = command.data
        elif token is None:
            yield command
        elif command.name == token:
            token = None


def read_command(line: str, *, known: "frozenset[str]") -> Command | None:
    """Return the command that a line of a log is, None where it is none."""
    found = re.match(r"::([^ ]*?)(?: (.*?))?::(.*)", line.lstrip()) or re.search(r"##\[([^ ]*?)(?: (.*?))?\](.*)", line)
    if found is None or found[1] not in known:
        return None
    pairs = (pair.partition("=") for pair in (found[2] or "").split(",") if pair)
    return Command(found[1], {key: unescape(value) for key, _, value in pairs}, unescape(found[3]))


def unescape(text: str) -> str:
    """Undo what commands escape, `%` last, as the runner does."""
    for token, character in (("%0D", "\r"), ("%0A", "\n"), ("%3A", ":"), ("%2C", ","), ("%25", "%")):
        text = text.replace(token, character)
    return text


if __name__ == "__main__":  # ./x python -m support.action_runner PATH ...: the action of this repository, here
    import tempfile

    from support.bootstrap import ROOT

    with tempfile.TemporaryDirectory() as temp:
        used = Job(Path.cwd(), Path(temp)).use(ROOT, {"paths": "\n".join(sys.argv[1:])})
    print(used.log, *used.commands, used.outputs, used.summary, sep="\n")
    sys.exit(used.code)
