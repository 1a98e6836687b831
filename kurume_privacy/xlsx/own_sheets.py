"""The sheets that our own files have beside the ledger's: for people, never read."""

ABOUT = "この一覧について"
HOW, CHOICES = "書き方", "選択肢"
OWN_SHEETS = frozenset({ABOUT, HOW, CHOICES})
