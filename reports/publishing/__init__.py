"""A report on its way to publication: the draft, and each step as one transaction."""
