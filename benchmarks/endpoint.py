"""What a request costs at `keypost local`, with all it decides, beside plain `moto_server` on the same requests.

`./x python -m benchmarks.endpoint [ROUNDS]` (default: 8). Both servers run at once and answer in turn: a mix over SNS,
SQS, S3, KMS, CloudWatch and IAM as a user whose policies, and the keys' and queues', are looked at in the one and not
in the other. Requests are signed beforehand and sent over four open connections. Wall time, the server's CPU time, and
its start until the first answer; the medians. Exits with 1 when a target is missed.
"""

import os
import socket
import subprocess
import sys
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from http.client import HTTPConnection
from pathlib import Path
from statistics import median
from typing import NamedTuple

from benchmarks.endpoint_requests import ACCOUNT, Client, Ready, connect, empty_queues, furnish, list_mix, send

PROGRAMS = Path(sys.executable).parent
ENVIRONMENT = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
ROUNDS = 8
REPEATS = 4  # of the mix, on each connection, a round
CONNECTIONS = 4
DEEP = 4_000
SENDS = 300
STARTS = 5
TICKS = os.sysconf("SC_CLK_TCK")

RATE_TARGET = 1.5
DEPTH_TARGET = 1.5
START_TARGET_S = 1.5


class Served(NamedTuple):
    """A server's process, and where it answers."""

    name: str
    process: "subprocess.Popen[bytes]"
    address: str

    def cpu(self) -> float:
        """Return the seconds of CPU that the process has used."""
        fields = Path(f"/proc/{self.process.pid}/stat").read_text().rpartition(")")[2].split()
        return (int(fields[11]) + int(fields[12])) / TICKS


class Cost(NamedTuple):
    """Seconds on the clock and of the server's CPU, and how many requests they were for."""

    wall: float
    cpu: float
    requests: int


def main() -> int:
    """Measure, print a line for each figure, and return 1 when a target was missed."""
    rounds = int(sys.argv[1]) if len(sys.argv) > 1 else ROUNDS
    servers = [start("keypost"), start("moto")]
    try:
        met = [*compare_rates(servers, rounds), compare_depth(servers[0])]
    finally:
        for server in servers:
            end(server)
    return 0 if all([*met, compare_starts()]) else 1


def compare_rates(servers: list[Served], rounds: int) -> list[bool]:
    """Print what the mix costs each server, and return whether the targets were met."""
    clients = [Client(server.address) for server in servers]
    mixes = [list(list_mix(Client(client.address, furnish(client)))) for client in clients]
    costs: list[list[Cost]] = [[], []]
    for number in range(rounds + 1):
        for at, server in enumerate(servers):
            cost = run(server, mixes[at] * REPEATS)
            empty_queues(clients[at])
            if number:  # the first one warms up
                costs[at].append(cost)
    rates = [[median(one.requests / cost for one, cost in zip(own, values, strict=True)) for values in _columns(own)]
             for own in costs]  # fmt: skip
    for server, (wall, cpu) in zip(servers, rates, strict=True):
        print(f"{server.name}: {wall:.0f} requests a second, {cpu:.0f} a second of its CPU", flush=True)
    met = []
    for name, own, peer in zip(("on the clock", "of CPU"), *rates, strict=True):
        met.append(own >= RATE_TARGET * peer)
        print(f"beside moto, a second {name}: {own / peer:.2f} times (target: {RATE_TARGET}) {tell(met[-1])}")
    return met


def _columns(costs: list[Cost]) -> tuple[list[float], list[float]]:
    return [one.wall for one in costs], [one.cpu for one in costs]


def run(server: Served, requests: list[Ready]) -> Cost:
    """Send the requests over each connection; every one must succeed."""
    before, begun = server.cpu(), time.perf_counter()
    with ThreadPoolExecutor(CONNECTIONS) as pool:
        failed = [one for told in pool.map(send_all, [server.address] * CONNECTIONS, [requests] * CONNECTIONS)
                  for one in told]  # fmt: skip
    if failed:
        raise RuntimeError(f"{server.name} failed: {failed[0]}")
    return Cost(time.perf_counter() - begun, server.cpu() - before, CONNECTIONS * len(requests))


def send_all(address: str, requests: list[Ready]) -> list[tuple[Ready, int, bytes]]:
    """Send the requests one after the other; return those that weren't answered as they should be."""
    connection, failed = connect(address), []
    for request in requests:
        status, body = send(connection, request)
        if status >= 300:
            failed.append((request, status, body))
    connection.close()
    return failed


def compare_depth(server: Served) -> bool:
    """Print how many times longer it takes to send to a full queue; return whether the target was met."""
    client = Client(server.address)
    empty, full = (f"{server.address}/{ACCOUNT}/{name}" for name in ("empty", "full"))
    for name in ("empty", "full"):
        client.do("sqs", "create_queue", QueueName=name)
    entries = [{"Id": str(number), "MessageBody": "x"} for number in range(10)]
    batch = client.prepare("sqs", "send_message_batch", QueueUrl=full, Entries=entries)
    if send_all(server.address, [batch] * (DEEP // 10)):
        raise RuntimeError(f"{server.name} doesn't take a batch")
    pair = [client.prepare("sqs", "send_message", QueueUrl=queue, MessageBody="x") for queue in (empty, full)]
    connection = connect(server.address)
    taken = [[measure(connection, request) for request in pair] for _ in range(SENDS)]
    times = median(deep for _, deep in taken) / median(shallow for shallow, _ in taken)
    met = times <= DEPTH_TARGET
    print(f"sending at a depth of {DEEP:,}: {times:.2f} times an empty queue's (target: {DEPTH_TARGET}) {tell(met)}")
    return met


def measure(connection: HTTPConnection, request: Ready) -> float:
    """Return how long an answer takes."""
    begun = time.perf_counter()
    send(connection, request)
    return time.perf_counter() - begun


def compare_starts() -> bool:
    """Print how long each server takes to answer; return whether the target was met."""
    own, peer = (median(measure_start(name) for _ in range(STARTS)) for name in ("keypost", "moto"))
    met = own <= START_TARGET_S
    print(f"start: {own:.2f} s (target: {START_TARGET_S} s, moto: {peer:.2f} s) {tell(met)}")
    return met


def measure_start(name: str) -> float:
    """Return how long it takes from the command to the first answer."""
    begun = time.perf_counter()
    server = start(name)
    taken = time.perf_counter() - begun
    end(server)
    return taken


def start(name: str) -> Served:
    """Start a server, and return once it answers."""
    port = find_port()
    commands: dict[str, Callable[[], list[str]]] = {
        "keypost": lambda: ["keypost", "local", "--port", str(port)],
        "moto": lambda: ["moto_server", "--port", str(port)],
    }
    program, *options = commands[name]()
    process = subprocess.Popen(
        [str(PROGRAMS / program), *options], env=ENVIRONMENT, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    )
    served = Served(name, process, f"http://127.0.0.1:{port}")
    page = "/_keypost/health" if name == "keypost" else "/moto-api/"
    ready = Ready("GET", page, {}, b"")
    while process.poll() is None:
        try:
            send(connect(served.address), ready)
        except OSError:
            time.sleep(0.01)
        else:
            return served
    raise RuntimeError(f"{program} doesn't start")


def end(server: Served) -> None:
    """End a server."""
    server.process.terminate()
    server.process.wait()


def find_port() -> int:
    """Return a port that is free now."""
    with socket.socket() as found:
        found.bind(("127.0.0.1", 0))
        return int(found.getsockname()[1])


def tell(is_met: bool) -> str:  # noqa: FBT001 -- one word for the line's end
    """Return how a line ends."""
    return "met" if is_met else "MISSED"


if __name__ == "__main__":
    sys.exit(main())
