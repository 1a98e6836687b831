"""Section 3: out-of-purpose use and external provision."""
