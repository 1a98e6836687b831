"""Template tags of what every page of the staff shares."""
