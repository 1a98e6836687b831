"""For the administrator: users, the organisation, and the law as data."""

from django.contrib import admin
from django.contrib.auth.admin import UserAdmin
from django.forms import CheckboxSelectMultiple
from simple_history.admin import SimpleHistoryAdmin

from kurume_privacy.models import (
    Agency,
    Department,
    DisclosureMethod,
    Division,
    ExemptionClause,
    Outcome,
    Regime,
    RequestKind,
    UseGround,
    User,
)

admin.site.site_header = admin.site.site_title = "久留米市 個人情報保護制度"
admin.site.index_title = "管理"
VALIDITY = ("valid_from", "valid_until")


@admin.register(User)
class PeopleAdmin(UserAdmin):
    """利用者: with role and division."""

    fieldsets = (*UserAdmin.fieldsets, ("役割", {"fields": ("role", "division")}))
    add_fieldsets = (*UserAdmin.add_fieldsets, ("役割", {"fields": ("role", "division")}))
    list_display = ("username", "last_name", "first_name", "role", "division", "is_active")
    list_filter = ("role", "is_active")
    list_select_related = ("division__department",)

    def has_delete_permission(self, request, user=None):
        """Nobody is deleted, or the history would forget who did what; 有効 is taken away."""
        return False


class DepartmentInline(admin.TabularInline):
    """The departments of an agency."""

    model = Department
    extra = 0


class DivisionInline(admin.TabularInline):
    """The divisions of a department."""

    model = Division
    extra = 0


@admin.register(Agency)
class AgencyAdmin(SimpleHistoryAdmin):
    """実施機関, in the law's order."""

    list_display = ("name", "order", *VALIDITY)
    inlines = [DepartmentInline]


@admin.register(Department)
class DepartmentAdmin(SimpleHistoryAdmin):
    """部局."""

    list_display = ("name", "agency", "order", *VALIDITY)
    list_filter = ("agency",)
    inlines = [DivisionInline]


@admin.register(Division)
class DivisionAdmin(SimpleHistoryAdmin):
    """課."""

    list_display = ("__str__", "department", "order", *VALIDITY)
    list_filter = ("department__agency",)
    list_select_related = ("department",)


class RowInline(admin.TabularInline):
    """One list of a regime."""

    extra = 0


class OutcomeInline(admin.StackedInline):
    """The outcomes of a regime, for its own kinds of request."""

    model = Outcome
    extra = 0

    def formfield_for_manytomany(self, field, request, **options):
        """Offer the kinds of the regime that is being edited."""
        regime = request.resolver_match.kwargs.get("object_id")
        options["queryset"] = RequestKind.objects.filter(regime=regime)
        options["widget"] = CheckboxSelectMultiple()
        return super().formfield_for_manytomany(field, request, **options)


def rows_of(model: type) -> type[RowInline]:
    """Return the inline that edits one list of a regime."""
    return type(f"{model.__name__}Inline", (RowInline,), {"model": model})


@admin.register(Regime)
class RegimeAdmin(SimpleHistoryAdmin):
    """適用法令: its words, deadlines and lists."""

    list_display = ("name", *VALIDITY)

    inlines = [
        *map(rows_of, (RequestKind, DisclosureMethod, ExemptionClause, UseGround)),
        OutcomeInline,
    ]

    def has_delete_permission(self, request, regime=None):
        """A body of law that was in force is not deleted; its end is entered."""
        return False
