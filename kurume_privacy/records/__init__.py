"""A record in a form: fields, rows, choices, display, history, two people at once."""
