"""Compares the engine with the naive evaluator of the tests: `./x python -m support.agreement [REQUESTS] [SEED]`.

Four of five requests are settled by what they carry; the fifth has context keys that nobody knows.
"""

import sys
import time

from tests.naive.agreement import compare

REQUESTS = 200_000
SHOWN = 5


def main(arguments: list[str]) -> int:
    """Compare, print the figures and the first differences; 1 where there is any."""
    numbers = [int(argument) for argument in arguments]
    count, seed = (numbers + [REQUESTS, 0][len(numbers) :])[:2]
    started = time.perf_counter()
    known = compare(count - count // 5, seed=seed)
    unknown = compare(count // 5, seed=seed, unknown=1.0)
    differences = [*known.differences, *unknown.differences]
    for difference in differences[:SHOWN]:
        print(difference)
    print(f"requests: {count}, seed {seed}, {time.perf_counter() - started:.0f} s")
    for outcome, times in sorted((known.decided + unknown.decided).items()):
        print(f"  {outcome}: {times}")
    print(f"  undecided although every alternative agrees: {known.cautious + unknown.cautious}")
    print(f"differences: {len(differences)}")
    return 1 if differences else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
