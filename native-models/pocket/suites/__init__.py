"""Writes the held-out suites of `dimoo eval`; table.py lists them."""
