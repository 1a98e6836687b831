"""Who did it, by the name of then: an account that is renamed later renames no past."""

from typing import Any

from django.db import models

LONGEST = 301  # the family's and the given name with a space between them


class NameField(models.CharField):
    """The name of whoever a relation leads to, kept when the row is written for the first time.

    ``of`` names the relation. Nobody types it, and what is there is not written again.
    """

    def __init__(self, *args: Any, of: str = "", **options: Any):
        known: dict[str, Any] = {
            "max_length": LONGEST,
            "default": "",
            "blank": True,
            "editable": False,
        }
        super().__init__(*args, **known | options)
        self.of = of

    def deconstruct(self):
        """Return it as the column that it is."""
        name, _, args, options = super().deconstruct()
        return name, "django.db.models.CharField", args, options

    def pre_save(self, row: models.Model, add: bool) -> str:
        """Return the name as it is now, unless one is kept already."""
        if not getattr(row, self.attname) and (person := getattr(row, self.of)) is not None:
            setattr(row, self.attname, str(person))
        return getattr(row, self.attname)


class Signed(models.Model):
    """An entry of a history: by whom, in the words of then."""

    history_user_name = NameField("した人の名前", of="history_user")

    class Meta:
        abstract = True
