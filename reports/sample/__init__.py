"""The 令和３年度 sample: a readable file of records, put through the forms that clerks use."""
