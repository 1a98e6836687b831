"""What the administrator keeps: the organisation, people and closed days, and no record."""
