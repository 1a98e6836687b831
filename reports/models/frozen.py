"""What is written once: refused here with a sentence, and by triggers of the database besides."""

from django.db import models


class WrittenOnce(TypeError):
    """Somebody tried to change or delete what is kept for ever."""

    def __init__(self, model: type[models.Model]):
        super().__init__(f"{model._meta.verbose_name}は、変更も削除もできません。")


class FrozenQuerySet(models.QuerySet):
    """Reads as any queryset; writes nothing."""

    def _refuse(self, *args, **options):
        raise WrittenOnce(self.model)

    def delete(self):
        """Refuse to delete."""
        self._refuse()

    delete.alters_data = delete.queryset_only = True  # type: ignore[attr-defined]
    update = bulk_create = bulk_update = _refuse


class Frozen(models.Model):
    """A row that is inserted and never touched again."""

    objects = models.Manager.from_queryset(FrozenQuerySet)()

    class Meta:
        abstract = True

    def save(self, **options):
        """Insert the row; refuse to save it again."""
        if not self._state.adding:
            raise WrittenOnce(type(self))
        super().save(force_insert=True)

    def delete(self, *args, **options):
        """Refuse to delete the row."""
        raise WrittenOnce(type(self))
