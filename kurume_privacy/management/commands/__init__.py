"""Command-line acts of the ground floor."""
