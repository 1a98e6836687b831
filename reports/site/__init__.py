"""The public site: which pages there are, and their bytes.

The live site and the exported files (`manage.py export_site`) are the same bytes, so every link
between public pages is relative. It reads editions only, never a record.
"""
