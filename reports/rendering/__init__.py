"""One report in every form: HTML, PDF, open data, and all files of an edition."""
