"""A small mutation run of the core: single changes of the code that some test has to notice.

Not part of `make test`. docs/mutants.md says what it covers, and why each survivor may live.
"""
