"""The pages of a ledger: list, detail, form, removal, import, export; filters, tables, tasks."""
