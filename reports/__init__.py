"""The report: compiled, rendered; sections 6 and 7."""
