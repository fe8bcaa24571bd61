"""What the policy engine does in a second, for key policies of 3, 10 and 50 statements, on one core.

Compiled policies without and with the trace; cold, from plain data to 30 decisions; beside a check written by hand for
the policy of 10 statements, and, where node and npm are at hand, beside the npm package @cloud-copilot/iam-simulate,
called as the program of its own that it is. Exits with 1 when a target is missed.
"""

import json
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from pathlib import Path

from benchmarks.policies import build_case, build_policy, build_requests, check_by_hand
from keypost.policy.compile import Authorizer, compile_policies
from keypost.policy.parse import parse_policy
from keypost.policy.reasons import Outcome
from keypost.policy.request import Policies, Request

SIZES = (3, 10, 50)
USUAL = 10
REQUESTS = 60_000
TRACED = 20_000
COLD_REQUESTS = 30
COLD_RUNS = 100
RUNS = 5

PLAIN_TARGET = 1_000_000
SLOWDOWN_TARGET = 1.6
TRACED_TARGET = 100_000
COLD_TARGET_US = 150
PEER_TARGET = 400

PEER = "@cloud-copilot/iam-simulate"
PEER_REQUESTS = 300


def main() -> int:
    """Measure all, print one line a figure, and return 1 when a target was missed."""
    requests = build_requests(REQUESTS)
    refuse_difference(requests)
    plain = {size: measure_plain(size, requests) for size in SIZES}
    by_hand = best_rate(check_by_hand, requests)
    met = [
        *(report_size(size, plain[size], requests) for size in SIZES),
        report(f"{plain[USUAL] / by_hand:.2f} of a check written by hand ({by_hand:,.0f}/s)"),
        report(
            f"from 10 to 50 statements: {plain[10] / plain[50]:.2f} times slower",
            target=f"{SLOWDOWN_TARGET}",
            met=plain[10] / plain[50] <= SLOWDOWN_TARGET,
        ),
        compare_peer(requests[:PEER_REQUESTS], own=plain[USUAL]),
    ]
    return 0 if all(met) else 1


def refuse_difference(requests: Sequence[Request]) -> None:
    """Stop where the engine and the check by hand decide differently: then nothing is worth measuring."""
    decide = compile_size(USUAL).decide
    if any((decide(one).outcome is Outcome.ALLOW) is not check_by_hand(one) for one in requests):
        sys.exit("the engine and the check written by hand disagree")


def compile_size(statements: int) -> Authorizer:
    """Return what decides under a policy of so many statements."""
    return compile_policies(Policies(resource=parse_policy(build_policy(statements))))


def measure_plain(statements: int, requests: Sequence[Request]) -> float:
    """Return the decisions in a second without their trace."""
    return best_rate(compile_size(statements).decide, requests)


def report_size(statements: int, plain: float, requests: Sequence[Request]) -> bool:
    """Print the figures of one size; the targets are those of the usual one."""
    traced = best_rate(compile_size(statements).explain, requests[:TRACED])
    cold = measure_cold(statements, requests[:COLD_REQUESTS])
    if statements != USUAL:
        return report(f"{statements} statements: {plain:,.0f}/s, traced {traced:,.0f}/s, cold {cold:.0f} us")
    return all(
        [
            report(f"{statements} statements: {plain:,.0f}/s", target=f"{PLAIN_TARGET:,}", met=plain >= PLAIN_TARGET),
            report(f"  traced {traced:,.0f}/s", target=f"{TRACED_TARGET:,}", met=traced >= TRACED_TARGET),
            report(f"  cold {cold:.0f} us", target=f"{COLD_TARGET_US}", met=cold <= COLD_TARGET_US),
        ]
    )


def best_rate(decide: Callable[[Request], object], requests: Sequence[Request]) -> float:
    """Return how many requests are decided in a second of CPU time, in the best of some runs."""
    return max(_rate(decide, requests) for _ in range(RUNS))


def _rate(decide: Callable[[Request], object], requests: Sequence[Request]) -> float:
    start = time.process_time()
    for request in requests:
        decide(request)
    return len(requests) / (time.process_time() - start)


def measure_cold(statements: int, requests: Sequence[Request]) -> float:
    """Return the microseconds from plain data to the last decision, in the best of some runs."""
    document = build_policy(statements)
    return min(_run_cold(document, requests) for _ in range(COLD_RUNS))


def _run_cold(document: dict[str, object], requests: Sequence[Request]) -> float:
    start = time.perf_counter()
    authorizer = compile_policies(Policies(resource=parse_policy(document)))
    for request in requests:
        authorizer.decide(request)
    return 1e6 * (time.perf_counter() - start)


def compare_peer(requests: Sequence[Request], *, own: float) -> bool:
    """Run the same requests through the npm package, and print how many times as fast the engine is."""
    if shutil.which("npm") is None or shutil.which("node") is None:
        return report(f"{PEER}: skipped, there is no node with npm")
    with tempfile.TemporaryDirectory() as folder:
        installed = subprocess.run(
            ["npm", "install", "--prefix", folder, "--no-audit", "--no-fund", PEER],  # noqa: S607
            check=False,
            capture_output=True,
        )
        if installed.returncode != 0:
            return report(f"{PEER}: skipped, npm couldn't install it")
        peer = run_peer(Path(folder), requests)
    return report(
        f"{PEER}: {peer:,.0f}/s, {own / peer:,.0f} times slower", target=f"{PEER_TARGET}", met=own >= PEER_TARGET * peer
    )


def run_peer(folder: Path, requests: Sequence[Request]) -> float:
    """Return the simulations in a second that the package reports for itself; it runs each request once to warm up."""
    policy = build_policy(USUAL)
    cases = [build_case(request, policy=policy, name=str(index)) for index, request in enumerate(requests)]
    script = folder / "peer.mjs"
    script.write_text(Path(__file__).with_name("peer.mjs").read_text(encoding="utf-8"), encoding="utf-8")
    done = subprocess.run(["node", script], check=True, capture_output=True, input=json.dumps(cases).encode())  # noqa: S607
    rate: float = json.loads(done.stdout)["rate"]
    return rate


def report(figures: str, *, target: str = "", met: bool = True) -> bool:
    """Print one line, and hand on whether the target was met."""
    print(f"{figures} (target {target}: {'met' if met else 'MISSED'})" if target else figures)
    return met


if __name__ == "__main__":
    sys.exit(main())
