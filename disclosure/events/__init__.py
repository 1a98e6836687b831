"""One screen an event: what happened to a request or an appeal, entered as it happens."""
