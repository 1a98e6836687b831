"""The report of a year compiled from the records, and the checks of what was compiled."""
