"""How fast the report is, measured against what could replace it: `python -m tests.bench`."""
