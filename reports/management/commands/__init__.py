"""Command-line acts of the report."""
