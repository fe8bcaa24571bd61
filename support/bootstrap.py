"""Makes .venv, or brings it up to date: `./x` calls this whenever it can't tell that .venv is.

`./x install` makes an environment elsewhere that has Keypost and nothing for developers; the GitHub Action calls it.

Runs on any Python >= 3.11 with nothing installed, pip and ensurepip included. A machine without uv gets the uv that
uv.lock names, from the address and with the checksum that stand there.
"""

import hashlib
import http.client
import os
import platform
import shutil
import subprocess
import sys
import tomllib
import urllib.request
import zipfile
from collections.abc import Iterator
from contextlib import contextmanager
from fnmatch import fnmatch
from io import BytesIO
from pathlib import Path
from typing import Any, NoReturn

ROOT = Path(__file__).resolve().parent.parent
INPUTS = (ROOT / "pyproject.toml", ROOT / "uv.lock")
ENVIRONMENT = ROOT / ".venv"
PROGRAMS = ENVIRONMENT / ("Scripts" if sys.platform == "win32" else "bin")
STAMP = ENVIRONMENT / ".synced"
UV_FOLDER = ROOT / ".uv"
EXIT_UNUSABLE = 2
EXIT_INTERRUPTED = 130
SECONDS_WITHOUT_AN_ANSWER = 60


def main(command: str) -> None:
    """Leave an up-to-date .venv that has `command`, or exit with one line on stderr."""
    UV_FOLDER.mkdir(exist_ok=True)
    with one_at_a_time(UV_FOLDER / "lock"):
        newest = max(path.stat().st_mtime_ns for path in INPUTS)
        stamp = f"{ROOT}\n{digest_inputs()}\n"
        if read_stamp() != stamp or not has(command):
            sync()
            compile_sources()
        write_stamp(stamp, modified=newest)
    if not has(command):
        fail(f"no command `{command}` in {PROGRAMS}")


def install(folder: str, *extras: str) -> None:
    """Install Keypost into `folder` as uv.lock has it, or exit with one line on stderr; nothing is done twice."""
    UV_FOLDER.mkdir(exist_ok=True)
    environment = Path(folder).absolute()
    done, stamp = environment / STAMP.name, f"{ROOT}\n{digest_inputs()}\n{sorted(extras)}\n"
    with one_at_a_time(UV_FOLDER / "lock"):
        if read_stamp(done) != stamp:
            # uv takes a package that it built in this folder for up to date, whatever became of its sources.
            own = ("--no-dev", "--no-editable", "--reinstall-package=keypost")
            run_uv(environment, *own, *(f"--extra={extra}" for extra in extras))
            done.write_text(stamp, encoding="utf-8")


@contextmanager
def one_at_a_time(path: Path) -> Iterator[None]:
    """Hold the lock file `path`: a second `./x` waits here, then finds the work done."""
    with path.open("w") as handle:
        if sys.platform == "win32":
            import msvcrt

            msvcrt.locking(handle.fileno(), msvcrt.LK_LOCK, 1)
        else:
            import fcntl

            fcntl.flock(handle, fcntl.LOCK_EX)
        yield


def digest_inputs() -> str:
    """Return one checksum of all files that the environment depends on."""
    return hashlib.sha256(b"\0".join(path.read_bytes() for path in INPUTS)).hexdigest()


def has(command: str) -> bool:
    """Tell whether the environment can run `command`."""
    return shutil.which(PROGRAMS / command) is not None


def read_stamp(stamp: Path = STAMP) -> str | None:
    """Return the folder and checksum of the last sync that succeeded; None where there was none."""
    try:
        return stamp.read_text(encoding="utf-8")
    except FileNotFoundError:
        return None


def write_stamp(stamp: str, *, modified: int) -> None:
    """Note a sync of inputs last `modified` then: `./x` looks again as soon as one of them is newer."""
    draft = STAMP.with_suffix(".draft")
    draft.write_text(stamp, encoding="utf-8")
    os.utime(draft, ns=(modified, modified))
    draft.replace(STAMP)


def sync() -> None:
    """Make .venv as pyproject.toml and uv.lock have it, with everything for developers."""
    note("setting up .venv")
    discard_moved_environment()
    STAMP.unlink(missing_ok=True)
    run_uv(ENVIRONMENT, "--all-extras", "--all-groups", "--compile-bytecode")


def run_uv(environment: Path, *options: str) -> None:
    """Run `uv sync`; what it says goes to a log, of which a failure shows the gist."""
    log = UV_FOLDER / "sync.log"
    uv = shutil.which("uv") or str(provide_uv())
    command = [uv, "sync", "--project", str(ROOT), "--frozen", *options]
    if not (environment / "pyvenv.cfg").exists():
        command += ["--python", sys.executable]
    with log.open("wb") as output:
        done = subprocess.run(
            command,
            check=False,
            env={**os.environ, "UV_PROJECT_ENVIRONMENT": str(environment)},
            stdin=subprocess.DEVNULL,
            stdout=output,
            stderr=subprocess.STDOUT,
        )
    if done.returncode:
        fail(f"`uv sync` failed: {summarize(log)} (all of it in {log})")


def compile_sources() -> None:
    """Compile the package's own modules too, which uv leaves to the first run: some environments forbid that run to."""
    command = [str(PROGRAMS / "python"), "-m", "compileall", "-q", str(ROOT / "src")]
    subprocess.run(command, check=False, stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)


def discard_moved_environment() -> None:
    """Remove an environment that was made in another folder: its programs still point there."""
    stamp = read_stamp()
    if stamp is not None and stamp.splitlines()[:1] != [str(ROOT)]:
        shutil.rmtree(ENVIRONMENT)


def summarize(log: Path) -> str:
    """Return what `log` says went wrong, and the cause of the causes."""
    lines = [line.strip() for line in log.read_text(encoding="utf-8", errors="replace").splitlines() if line.strip()]
    telling = [line for line in lines if line.startswith(("error:", "cause:", "Caused by:"))] or lines[-1:]
    return "; ".join(dict.fromkeys((telling[0], telling[-1]))) if telling else "it said nothing"


def provide_uv() -> Path:
    """Return the uv of uv.lock, fetched once and kept in .uv/."""
    package = read_locked_uv()
    uv = UV_FOLDER / f"uv-{package['version']}{'.exe' if sys.platform == 'win32' else ''}"
    if not uv.exists():
        wheel = choose_wheel(package["wheels"])
        draft = uv.with_name(f"{uv.name}.draft")
        draft.write_bytes(unpack_uv(fetch_wheel(wheel)))
        draft.chmod(0o755)
        draft.replace(uv)
    return uv


def read_locked_uv() -> Any:
    """Return the entry of uv.lock about uv itself."""
    locked = tomllib.loads((ROOT / "uv.lock").read_text(encoding="utf-8"))
    return next(package for package in locked["package"] if package["name"] == "uv")


def choose_wheel(wheels: list[dict[str, Any]]) -> dict[str, Any]:
    """Return the wheel for this machine: its platform tags stand at the end of the name, joined by dots."""
    wanted = describe_platform()
    for wheel in wheels:
        tags = wheel["url"].removesuffix(".whl").rpartition("-")[2].split(".")
        if any(fnmatch(tag, wanted) for tag in tags):
            return wheel
    return fail(f"uv.lock names no uv for this machine ({wanted}); install uv")


def describe_platform() -> str:
    """Return a pattern for the platform tag of this machine, e.g. `manylinux_*x86_64`."""
    linux = "manylinux" if platform.libc_ver()[0] == "glibc" else "musllinux"
    system = {"darwin": "macosx", "win32": "win"}.get(sys.platform, linux)
    return f"{system}_*{platform.machine().lower()}"


def fetch_wheel(wheel: dict[str, Any]) -> bytes:
    """Download `wheel` and check it against the checksum in uv.lock."""
    url = wheel["url"]
    name = url.rpartition("/")[2]
    note(f"fetching {name}")
    try:
        with urllib.request.urlopen(url, timeout=SECONDS_WITHOUT_AN_ANSWER) as answer:  # noqa: S310 - from uv.lock
            content: bytes = answer.read()
    except (OSError, http.client.HTTPException) as error:
        reason = getattr(error, "reason", error)
        fail(f"can't download {name}: {reason}; check the network (SSL_CERT_FILE can name certificates) or install uv")
    if f"sha256:{hashlib.sha256(content).hexdigest()}" != wheel["hash"]:
        fail(f"{name} doesn't have the checksum that stands in uv.lock")
    return content


def unpack_uv(wheel: bytes) -> bytes:
    """Return the program out of a wheel of uv."""
    with zipfile.ZipFile(BytesIO(wheel)) as archive:
        program = next(name for name in archive.namelist() if name.endswith(("/scripts/uv", "/scripts/uv.exe")))
        return archive.read(program)


def note(message: str) -> None:
    """Tell on stderr what takes time."""
    print(f"x: {message}", file=sys.stderr)


def fail(message: str) -> NoReturn:
    """Stop with one line on stderr."""
    note(message)
    sys.exit(EXIT_UNUSABLE)


if __name__ == "__main__":
    try:
        if sys.argv[1] == "install":
            install(*sys.argv[2:])
        else:
            main(sys.argv[1])
    except KeyboardInterrupt:
        sys.exit(EXIT_INTERRUPTED)
    except OSError as error:
        fail(str(error))
