"""What an edition is made of: its canonical form, its files, errata, the office's wording. Pure."""
