"""Excel in and out: files read safely and written without formulas, the same for every section."""
