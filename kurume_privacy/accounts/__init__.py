"""The one door for staff: log-in, log-out, passwords, and the administration behind it."""
