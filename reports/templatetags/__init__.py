"""Template filters of the report."""
