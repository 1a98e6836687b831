"""苦情: complaints about how the city handles personal information."""
