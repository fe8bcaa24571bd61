"""Whether `keypost local` loses, fails or grows under load: mixed requests by eight clients of four accounts at once.

`./x python -m benchmarks.soak [REQUESTS]` (default: 100,000). Clients publish, send, put events and objects and set
alarms, into queues that can be used and such that can't, receive and delete, and make and remove resources; the server
keeps its state in a file meanwhile. Afterwards every message that was sent was delivered, or is recorded as failed; no
request had another answer than it should; memory is what it was in the second third; and what the file holds after a
kill can be read. Exits with 1 when something is wrong.
"""

import json
import resource
import signal
import subprocess
import sys
import tempfile
import time
from concurrent.futures import ThreadPoolExecutor
from http.client import HTTPConnection
from pathlib import Path
from statistics import median
from threading import Event, Thread

from benchmarks.endpoint import ENVIRONMENT, PROGRAMS, find_port
from benchmarks.soak_clients import Tally, Worker, drain_all, furnish_account

REQUESTS = 100_000
CLIENTS = 8
ACCOUNTS = tuple(str(number) * 12 for number in range(1, 5))
GROWTH_TARGET = 1.15
MEBIBYTE = 1024


def main() -> int:
    """Load a server, compare what was sent with what arrived, and return 1 where anything is wrong."""
    requests = int(sys.argv[1]) if len(sys.argv) > 1 else REQUESTS
    with tempfile.TemporaryDirectory() as folder:
        server = start(Path(folder))
        try:
            problems = load(server, requests)
        finally:
            server.kill()
            server.process.wait()
        problems += server.read_complaints() + check_state(Path(folder))
    for problem in problems:
        print(problem)
    print("nothing wrong" if not problems else f"{len(problems)} problems")
    return 1 if problems else 0


def load(server: "Loaded", requests: int) -> list[str]:
    """Send the requests; return what is wrong afterwards."""
    begun, over, memory = time.perf_counter(), Event(), list[int]()
    watcher = Thread(target=watch, args=(server, memory, over), daemon=True)
    watcher.start()
    tally = soak(server.address, requests)
    over.set()
    watcher.join()
    taken = time.perf_counter() - begun
    middle, last = (median(part) for part in _cut(memory))
    print(f"{tally.requests:,} requests by {CLIENTS} clients in {taken:.0f} s, {tally.requests / taken:.0f} a second")
    print(f"memory: {memory[0]} MB, {middle:.0f} MB in the second third, {last:.0f} MB in the last (medians)")
    problems = check(server.address, tally)
    grew = last > GROWTH_TARGET * middle
    return [*problems, f"memory grew from {middle:.0f} to {last:.0f} MB"] if grew else problems


def _cut(memory: list[int]) -> tuple[list[int], list[int]]:
    """Return the second third and the last: the first one fills what is kept, up to its limits."""
    third = len(memory) // 3
    return memory[third : 2 * third] or memory, memory[2 * third :]


def soak(address: str, requests: int) -> Tally:
    """Let the clients send the requests, and empty all queues; return what was sent and what arrived."""
    for account in ACCOUNTS:
        furnish_account(address, account)
    workers = [Worker(address, ACCOUNTS[number % len(ACCOUNTS)], number) for number in range(CLIENTS)]
    with ThreadPoolExecutor(CLIENTS) as pool:
        tallies = list(pool.map(lambda worker: worker.run(requests // CLIENTS), workers))
    joined = Tally.join([*tallies, *(drain_all(address, account) for account in ACCOUNTS)])
    joined.sent["s3-event-to-sqs"] += len(ACCOUNTS)  # the test event of each bucket
    return joined


def check(address: str, tally: Tally) -> list[str]:
    """Return what is wrong: answers, or messages that are neither delivered nor recorded as failed."""
    counts = fetch_counts(address)
    delivered = sum(one["delivered"] for one in counts.values())
    failed = sum(one["failed"] for one in counts.values())
    print(f"sent {sum(tally.sent.values()):,}: delivered {delivered:,}, failed {failed:,}; arrived {tally.arrived:,}")
    problems = [f"unexpected: {text}" for text in tally.unexpected[:10]]
    for path in sorted(tally.sent.keys() | counts.keys()):
        told = counts.get(path, {"delivered": 0, "failed": 0})
        if told["delivered"] + told["failed"] != tally.sent[path]:
            problems.append(f"{path}: {tally.sent[path]} sent, {told} recorded")
    into_queues = sum(one["delivered"] for path, one in counts.items() if path in INTO_QUEUES) + tally.direct
    if tally.arrived != into_queues:
        problems.append(f"{into_queues} messages were put into queues, {tally.arrived} came out")
    return problems


INTO_QUEUES = frozenset({"sns-to-sqs", "sns-subscription-dlq", "eventbridge-rule-to-sqs", "s3-event-to-sqs"})


def fetch_counts(address: str) -> dict[str, dict[str, int]]:
    """Return how many deliveries of each path got through, and how many failed."""
    connection = HTTPConnection(address.removeprefix("http://"), timeout=60)
    connection.request("GET", "/_keypost/deliveries")
    counts: dict[str, dict[str, int]] = json.loads(connection.getresponse().read())["counts"]
    connection.close()
    return counts


class Loaded:
    """The server under load, its state in a file, and what it complains of in another."""

    def __init__(self, folder: Path) -> None:
        """Start it."""
        port = find_port()
        self.address = f"http://127.0.0.1:{port}"
        self._told = folder / "told"
        words = [str(PROGRAMS / "keypost"), "local", "--port", str(port), "--state", str(folder / "state")]
        with self._told.open("wb") as told:
            self.process = subprocess.Popen(words, env=ENVIRONMENT, stdout=subprocess.PIPE, stderr=told)
        if self.process.stdout is not None:
            self.process.stdout.readline()

    def read_complaints(self) -> list[str]:
        """Return what it wrote beside what it enforces."""
        lines = self._told.read_text().splitlines()
        return [f"said: {line}" for line in lines if not line.startswith("Enforced:")][:20]

    def measure_memory(self) -> int:
        """Return the resident megabytes."""
        lines = Path(f"/proc/{self.process.pid}/status").read_text().splitlines()
        return int(next(line for line in lines if line.startswith("VmRSS:")).split()[1]) // MEBIBYTE

    def kill(self) -> None:
        """End it as a crash does."""
        self.process.send_signal(signal.SIGKILL)


def start(folder: Path) -> Loaded:
    """Return a server that answers, with leave to open a connection for each client."""
    resource.setrlimit(resource.RLIMIT_NOFILE, (resource.getrlimit(resource.RLIMIT_NOFILE)[1],) * 2)
    return Loaded(folder)


def watch(server: Loaded, memory: list[int], over: Event) -> None:
    """Write down the server's memory every second."""
    memory.append(server.measure_memory())
    while not over.wait(1):
        memory.append(server.measure_memory())


def check_state(folder: Path) -> list[str]:
    """Return what is wrong with the file that the killed server leaves behind."""
    if not (folder / "state").exists():
        return ["no state was saved"]
    (folder / "again").mkdir()
    (folder / "state").rename(folder / "again" / "state")
    server = Loaded(folder / "again")
    try:
        recorded = sum(one["delivered"] for one in fetch_counts(server.address).values())
    except OSError as error:
        return [f"what was saved can't be read: {error}", *server.read_complaints()]
    finally:
        server.kill()
        server.process.wait()
    print(f"the state that was saved last knows of {recorded:,} deliveries")
    return []


if __name__ == "__main__":
    sys.exit(main())
