"""The report as one frozen structure, its grid, links, findings and charts. Pure."""
