"""A section as a developer adds it, and the lines that name it: followed to the public page."""
