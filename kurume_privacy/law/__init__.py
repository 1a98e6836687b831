"""The acts on the law: a row changes, or ends, or a whole law is copied, from a day on."""
