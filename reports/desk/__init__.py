"""The office's pages: the front page, the drafts, and the wording."""
