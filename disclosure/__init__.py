"""Sections 2 and 4: requests for disclosure, and appeals."""
