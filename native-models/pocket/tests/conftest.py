"""What is left out where torch is not installed: `npm test` checks the rest, in seconds and without a large download."""

from importlib.util import find_spec

NEEDS_TORCH = [
    "test_codebooks.py",
    "test_codes.py",
    "test_facts.py",
    "test_grow.py",
    "test_mixture.py",
    "test_muon.py",
    "test_readings.py",
    "test_training.py",
]
collect_ignore = [] if find_spec("torch") else NEEDS_TORCH
