"""The AWS CLI without its start: one process loads it and forks for each command, which is then the CLI itself.

A script runs it some fifteen times, and most of each run is the import of the CLI and the reading of AWS's models.
"""

import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

_READY = "ready\n"
_SERVER = """
import contextlib, marshal, os, socket, sys
import awscli.clidriver
import botocore.loaders

data = os.environ["AWS_DATA_PATH"]  # set where the CLI is imported
loaded, load = {}, botocore.loaders.JSONFileLoader.load_file
def load_once(self, file_path):
    if file_path not in loaded:
        loaded[file_path] = load(self, file_path)
    return loaded[file_path]
botocore.loaders.JSONFileLoader.load_file = load_once
loader = botocore.loaders.Loader()
for service in sys.argv[2:]:
    loader.load_service_model(service, "service-2")
for name in ("endpoints", "partitions", "sdk-default-configuration", "_retry"):
    loader.load_data(name)

def serve(connection):
    size, files, _, _ = socket.recv_fds(connection, 8, 3)
    said = b""
    while len(said) < int.from_bytes(size, "big"):
        said += connection.recv(65536)
    words, environment, folder = marshal.loads(said)
    for number, file in enumerate(files):
        os.dup2(file, number)
        os.close(file)
    os.environ.clear()
    os.environ.update(environment, AWS_DATA_PATH=data)
    os.chdir(folder)
    sys.argv = ["aws", *words]
    try:
        code = awscli.clidriver.main()
    except SystemExit as end:
        code = end.code
    sys.stdout.flush()
    sys.stderr.flush()
    connection.send(bytes([int(code or 0) & 255]))
    os._exit(0)

listener = socket.socket(socket.AF_UNIX)
listener.bind(sys.argv[1])
listener.listen()
print("ready", flush=True)
while True:
    connection, _ = listener.accept()
    if not os.fork():
        listener.close()
        serve(connection)
    connection.close()
    with contextlib.suppress(ChildProcessError):
        while os.waitpid(-1, os.WNOHANG)[0]:
            pass
"""
_COMMAND = """\
#!{python} -IS
import marshal, os, socket, sys
server = socket.socket(socket.AF_UNIX)
server.connect({address!r})
said = marshal.dumps([sys.argv[1:], dict(os.environ), os.getcwd()])
socket.send_fds(server, [len(said).to_bytes(8, "big")], [0, 1, 2])
server.sendall(said)
code = server.recv(1)
sys.exit(code[0] if code else 70)
"""
_SERVICES = ("backup", "budgets", "cloudtrail", "cloudwatch", "controltower", "iam", "kms", "s3", "sns", "sqs", "sts")


@contextmanager
def run_loaded() -> Iterator[str | None]:
    """Give a folder with a command `aws` that runs in a process which has the CLI loaded; None where it can't be.

    The CLI is loaded by the Python that it was installed with: one that brings its own can't be.
    """
    python = _find_python()
    if python is None:
        yield None
        return
    with tempfile.TemporaryDirectory() as folder:
        address = str(Path(folder) / "socket")
        words = [python, "-c", _SERVER, address, *_SERVICES]
        with subprocess.Popen(words, stdout=subprocess.PIPE, text=True) as server:
            try:
                assert server.stdout is not None
                assert server.stdout.readline() == _READY
                command = Path(folder) / "aws"
                command.write_text(_COMMAND.format(python=sys.executable, address=address), encoding="utf-8")
                command.chmod(0o755)
                yield folder
            finally:
                server.kill()


def _find_python() -> str | None:
    """Return the Python in the first line of the CLI's script, or of the one that a pyenv shim stands for."""
    found = shutil.which("aws")
    pyenv = shutil.which("pyenv")
    if found is not None and pyenv is not None and Path(found).parent.name == "shims":
        found = subprocess.run([pyenv, "which", "aws"], capture_output=True, text=True, check=True).stdout.strip()
    if found is None:
        return None
    with Path(found).open("rb") as script:
        first = script.readline(200)
    python = first.removeprefix(b"#!").strip()
    return python.decode() if first.startswith(b"#!") and python.endswith((b"python", b"python3")) else None
