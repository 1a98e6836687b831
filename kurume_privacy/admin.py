"""The law as data, for the administrator; what else they keep has pages of the desk's own."""

import django.contrib.auth.admin  # noqa: F401 - it registers the groups
from django.contrib import admin
from django.contrib.auth.models import Group
from django.forms import CheckboxSelectMultiple

from kurume_privacy.accounts.admin_deletion import KeptAdmin, KeptInline
from kurume_privacy.models import (
    DisclosureMethod,
    ExemptionClause,
    Outcome,
    Regime,
    RequestKind,
    UseGround,
)

VALIDITY = ("valid_from", "valid_until")


admin.site.unregister(Group)  # rights come from the role alone


class OutcomeInline(KeptInline):
    """The outcomes of a regime, for its own kinds of request."""

    model = Outcome
    template = admin.StackedInline.template

    def formfield_for_manytomany(self, field, request, **options):
        """Offer the kinds of the regime that is being edited."""
        regime = request.resolver_match.kwargs.get("object_id")
        options["queryset"] = RequestKind.objects.filter(regime=regime)
        options["widget"] = CheckboxSelectMultiple()
        return super().formfield_for_manytomany(field, request, **options)


def rows_of(model: type) -> type[KeptInline]:
    """Return the inline that edits one list of a regime."""
    return type(f"{model.__name__}Inline", (KeptInline,), {"model": model})


@admin.register(Regime)
class RegimeAdmin(KeptAdmin):
    """適用法令: its words, deadlines and lists."""

    list_display = ("name", *VALIDITY)
    WORDS = (
        "report_subject",
        "scheme",
        "council_name",
        "notices_title",
        "notices_introduction",
        "notice_list_title",
        "requests_title",
        "requests_introduction",
        "breakdown_title",
        "clause_citation",
        "use_word",
        "provision_word",
    )
    fieldsets = (
        (None, {"fields": ("name", *VALIDITY)}),
        ("報告書の語", {"fields": WORDS}),
    )
    inlines = [
        *map(rows_of, (RequestKind, DisclosureMethod, ExemptionClause, UseGround)),
        OutcomeInline,
    ]

    def has_delete_permission(self, request, regime=None):
        """A body of law that was in force is not deleted; its end is entered."""
        return False
