"""Section 1: the register of businesses."""
