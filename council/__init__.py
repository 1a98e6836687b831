"""Section 5: the council."""
