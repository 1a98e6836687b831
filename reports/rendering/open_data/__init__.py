"""Open data: the tables of a report for machines. Everything is taken from the frozen report."""
