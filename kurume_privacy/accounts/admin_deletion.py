"""Deleting in Django's administration: what cannot go is said without showing a record.

Django would list each record that refers to a division or to a row of the law. An administrator
sees no record: records are counted, and only what the ground floor keeps is named.
"""

from collections import Counter
from collections.abc import Sequence

from django.contrib import admin
from django.contrib.admin.utils import NestedObjects
from django.core.exceptions import ValidationError
from django.db import DEFAULT_DB_ALIAS, models
from django.http import HttpRequest
from simple_history.admin import SimpleHistoryAdmin

from kurume_privacy.records.fields import EraDateField, LineField

GROUND_FLOOR = "kurume_privacy"


def holding(rows: Sequence[models.Model] | models.QuerySet) -> list[str]:
    """Return what refers to these rows and would lose them, a phrase each; empty where they may go.

    What the ground floor keeps is named, 課：総務課; records are only counted, 開示等請求 3件.
    """
    collector = NestedObjects(using=DEFAULT_DB_ALIAS, origin=rows)
    collector.collect(rows)
    called: list[str] = []
    records: Counter[str] = Counter()
    for each in collector.protected:
        name = str(each._meta.verbose_name)
        if each._meta.app_label == GROUND_FLOOR:
            called.append(f"{name}：{each}")
        else:
            records[name] += 1
    return sorted(called) + [f"{name} {count}件" for name, count in sorted(records.items())]


# Dates and texts are typed as at the desk.
AS_TYPED = {
    models.DateField: {"form_class": EraDateField},
    models.CharField: {"form_class": LineField},
}


class KeptAdmin(SimpleHistoryAdmin):
    """The pages of one kind of what the administrator keeps, with its history."""

    formfield_overrides = AS_TYPED
    view_on_site = False

    def get_deleted_objects(self, objs, request: HttpRequest):
        """Return what a deletion takes along, or what stands against it, as Django asks for it."""
        if held := holding(objs):
            return [], {}, set(), held
        return super().get_deleted_objects(objs, request)


class KeptInline(admin.TabularInline):
    """Rows within the page of what they belong to."""

    extra = 0
    formfield_overrides = AS_TYPED
    view_on_site = False

    def get_formset(self, request: HttpRequest, obj=None, **options):
        """Say by its own sentence that a row cannot go."""
        formset = super().get_formset(request, obj, **options)

        class Form(formset.form):  # type: ignore[name-defined]  # made by Django just now
            def hand_clean_DELETE(self):  # noqa: N802 - Django's name
                deleted = self.cleaned_data.get("DELETE") and self.instance.pk
                if deleted and (held := holding([self.instance])):
                    referring = "、".join(held)
                    raise ValidationError(
                        f"「{self.instance}」は、次のものが使っているため削除できません：{referring}"
                    )

        formset.form = Form
        return formset
