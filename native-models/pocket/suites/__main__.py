"""Write the test suites that `dimoo eval` takes: python -m pocket.suites --out DIR"""

import argparse
from pathlib import Path

from .table import OF_DRAWINGS, SUITES, write_suite


def main() -> None:
    """Runs the command line: writes each suite and prints its file."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--out", type=Path, required=True)
    usual = [suite for suite in SUITES if suite not in OF_DRAWINGS]
    parser.add_argument("--suites", nargs="*", choices=list(SUITES), default=usual)
    parser.add_argument("--count", type=int, default=200)
    parser.add_argument("--seed", type=int, default=1)
    args = parser.parse_args()
    for suite in args.suites:
        print(write_suite(suite, args.count, args.seed, args.out))


if __name__ == "__main__":
    main()
