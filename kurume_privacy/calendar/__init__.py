"""Fiscal years, eras, and deadlines that explain every day. Pure."""
