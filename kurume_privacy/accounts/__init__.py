"""The staff's log-in, log-out and passwords; the act of reorganising."""
