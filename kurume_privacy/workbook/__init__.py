"""A ledger as a sheet: its columns and lines, the template, and files that are taken in."""
