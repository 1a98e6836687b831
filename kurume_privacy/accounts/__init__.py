"""The staff's log-in, log-out and passwords, and the administration behind them."""
