"""Tests of the small model; conftest.py says which of them need torch."""
