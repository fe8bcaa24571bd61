"""Microsoft's SARIF Multitool, the validator that code scanning services point to; nothing of it is distributed.

It comes from npm, once, into `.sarif/`: a program that needs nothing else (Linux on x64).
"""

import json
import platform
import subprocess
from pathlib import Path

from support.bootstrap import ROOT
from support.npm import fetch_file

FOLDER = ROOT / ".sarif"
PACKAGE, VERSION = "@microsoft/sarif-multitool-linux", "5.7.0"
# The format's own rules, and what GitHub asks for beyond them.
RULES = "Sarif;Ghas"


def fetch_validator() -> Path | None:
    """Return the program, from npm where it isn't here yet; None where it can't be had."""
    if platform.system() != "Linux" or platform.machine() != "x86_64":
        return None
    program = fetch_file(FOLDER, package=PACKAGE, version=VERSION, file="Sarif.Multitool")
    if program is not None:
        program.chmod(0o755)
    return program


def find_complaints(program: Path, folder: Path) -> dict[str, list[str]]:
    """Return the errors and warnings about each SARIF file of a folder, none where all is well."""
    report = folder / "complaints.json"
    command = [str(program), "validate", str(folder / "*.sarif"), "--rule-kind", RULES, "--level", "Error;Warning"]
    done = subprocess.run([*command, "-o", str(report)], check=False, capture_output=True, text=True)
    if not report.exists():
        return {"": [done.stdout + done.stderr]}
    (run,) = json.loads(report.read_text(encoding="utf-8-sig"))["runs"]
    complaints: dict[str, list[str]] = {}
    for one in run["results"]:
        file = Path(one["locations"][0]["physicalLocation"]["artifactLocation"]["uri"]).name
        complaints.setdefault(file, []).append(f"{one['ruleId']} {one['message'].get('arguments')}")
    return complaints
