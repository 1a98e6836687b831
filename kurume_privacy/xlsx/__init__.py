"""Workbooks and CSV read safely and written without formulas; knows no ledger. Pure."""
