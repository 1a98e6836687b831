"""The column that a ledger is searched by: the search keys of what people wrote in a record."""

from collections.abc import Iterable
from typing import Any

from django.db import migrations, models
from simple_history.models import HistoricalRecords

from kurume_privacy.models.texts import free_texts
from kurume_privacy.search_key import search_key

AT_ONCE = 500  # records whose keys are written together


class SearchKeyField(models.Field):
    """The keys of all free texts of a record, a line each; derived anew whenever it is saved.

    Nobody types it and no page, file or history has it: the texts themselves stay as they are
    written. In the database it is a text, and a migration names it so.
    """

    def __init__(self, *, without: tuple[str, ...] = (), **options: Any):
        known: dict[str, Any] = {
            "verbose_name": "検索キー",
            "default": "",
            "blank": True,
            "editable": False,
        }
        super().__init__(**known | options)
        self.without = without  # the texts that nobody looks for

    def get_internal_type(self) -> str:
        """Return the kind of column."""
        return "TextField"

    def deconstruct(self):
        """Return it as the column that it is."""
        name, _, args, options = super().deconstruct()
        return name, "django.db.models.TextField", args, options

    @property
    def texts(self) -> list[str]:
        """The names of the texts it is derived from."""
        return [name for name in free_texts(self.model) if name not in self.without]

    def pre_save(self, record: models.Model, add: bool) -> str:
        """Return the key of the texts as they are saved."""
        key = key_of(record, self.texts)
        setattr(record, self.attname, key)
        return key


def key_of(record: Any, texts: Iterable[str]) -> str:
    """Return the keys of these texts of a record, a line each: no word runs into the next text."""
    return "\n".join(filter(None, (search_key(getattr(record, name) or "") for name in texts)))


def search_key_field(model: type[models.Model]) -> SearchKeyField | None:
    """Return the column by which such records are searched, if they have one."""
    fields = model._meta.concrete_fields
    return next((field for field in fields if isinstance(field, SearchKeyField)), None)


def key_columns(app: str, **texts: tuple[str, ...]) -> list:
    """Return what a migration does to give records that are there their key.

    ``texts`` are the names of the free texts of each model, as they are at that migration.
    """

    def fill(apps, schema_editor):
        for model, names in texts.items():
            renew_keys(apps.get_model(app, model), names)

    column = SearchKeyField().clone
    added = [migrations.AddField(model.lower(), "search_key", column()) for model in texts]
    return [*added, migrations.RunPython(fill, migrations.RunPython.noop)]


def renew_keys(model: type[models.Model], texts: Iterable[str], column: str = "search_key") -> None:
    """Write the keys of all records of a model, as a migration has it, and nothing else of them.

    The key is no part of what was recorded: it has no history, and no year is too closed for it.
    """
    texts = tuple(texts)
    rows: models.QuerySet = models.QuerySet(model).only("pk", *texts).order_by("pk")
    last = 0
    while some := list(rows.filter(pk__gt=last)[:AT_ONCE]):
        for row in some:
            setattr(row, column, key_of(row, texts))
        models.QuerySet(model).bulk_update(some, [column])
        last = some[-1].pk


class History(HistoricalRecords):
    """The history of a record: of what was recorded, not of what is derived for searching."""

    def fields_included(self, model):
        """Return what the history keeps."""
        fields = super().fields_included(model)
        return [field for field in fields if not isinstance(field, SearchKeyField)]
