"""For the administrator: users, the organisation, and the law as data."""

from django.contrib import admin, messages
from django.contrib.auth.admin import UserAdmin
from django.contrib.auth.forms import AdminPasswordChangeForm, UserCreationForm
from django.contrib.auth.models import Group
from django.forms import CheckboxSelectMultiple
from django.http import HttpRequest

from kurume_privacy.accounts.admin_deletion import KeptAdmin, KeptInline
from kurume_privacy.models import (
    Agency,
    ClosedDay,
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

VALIDITY = ("valid_from", "valid_until")
MOVES_NOTHING = "変更しても、受付済みの請求の期限は、確かめるまで変わりません。"
REVIEW = (
    "受付済みの請求の期限は、まだ変わっていません。"
    "総括担当が、ホームに出る「期限の見直し」で確かめると変わります。総括担当に伝えてください。"
)


admin.site.unregister(Group)  # rights come from the role alone


class PasswordSetForm(AdminPasswordChangeForm):
    """A new password for somebody. There is no other way in, so none to choose."""

    def __init__(self, *args, **options):
        super().__init__(*args, **options)
        self.fields.pop("usable_password", None)
        for name in ("password1", "password2"):
            self.fields[name].required = True


@admin.register(User)
class PeopleAdmin(UserAdmin):
    """利用者: with role and division."""

    WORK = ("役割", {"fields": ("role", "division", "is_active")})
    NAME = ("氏名", {"fields": ("last_name", "first_name", "email")})
    HELP = {
        "username": "ログインに使います。150文字まで。半角の英数字と@.+-_が使えます。",
        "role": (
            "入力担当は所属課の記録を、総括担当は全ての記録を入力します。"
            "承認者は全ての記録を見て、承認と公表をします。"
            "管理者は、この画面だけを使い、記録は見られません。"
        ),
        "division": "入力担当には必ず選びます。その課の記録だけが見えます。",
        "is_active": "退職のときは、削除せずにここを外します。すぐに使えなくなります。",
    }
    fieldsets = (
        (None, {"fields": ("username", "password")}),
        NAME,
        WORK,
        ("日時", {"fields": ("last_login", "date_joined")}),
    )
    add_fieldsets = ((None, {"fields": ("username", "password1", "password2")}), NAME, WORK)
    add_form = UserCreationForm
    change_password_form = PasswordSetForm
    change_user_password_template = "registration/set_password.html"  # noqa: S105 - a page
    readonly_fields = ("last_login", "date_joined")
    list_display = ("username", "last_name", "first_name", "role", "division", "is_active")
    list_filter = ("role", "is_active")
    list_select_related = ("division__department",)

    def formfield_for_dbfield(self, field, request, **options):
        """Say beside each field what it does here."""
        if field.name in self.HELP:
            options["help_text"] = self.HELP[field.name]
        return super().formfield_for_dbfield(field, request, **options)

    def has_delete_permission(self, request, user=None):
        """Nobody is deleted, or the history would forget who did what; 有効 is taken away."""
        return False


class DepartmentInline(KeptInline):
    """The departments of an agency."""

    model = Department


class DivisionInline(KeptInline):
    """The divisions of a department."""

    model = Division


@admin.register(Agency)
class AgencyAdmin(KeptAdmin):
    """実施機関, in the law's order."""

    list_display = ("name", "order", *VALIDITY)
    inlines = [DepartmentInline]


@admin.register(Department)
class DepartmentAdmin(KeptAdmin):
    """部局."""

    list_display = ("name", "agency", "order", *VALIDITY)
    list_filter = ("agency",)
    inlines = [DivisionInline]


@admin.register(Division)
class DivisionAdmin(KeptAdmin):
    """課."""

    list_display = ("__str__", "department", "order", *VALIDITY)
    list_filter = ("department__agency",)
    list_select_related = ("department",)


def tell_of_review(request: HttpRequest) -> None:
    """Say that the office has to look which due dates move, and where: the page is theirs alone."""
    messages.warning(request, REVIEW)


@admin.register(ClosedDay)
class ClosedDayAdmin(KeptAdmin):
    """市の休日. A change moves no deadline by itself; the desk shows first which would move."""

    list_display = ("day", "name")
    date_hierarchy = "day"
    search_fields = ("name",)

    def save_model(self, request, day, form, change):
        """Save the day, and lead to what it would move."""
        super().save_model(request, day, form, change)
        if "day" in form.changed_data:
            tell_of_review(request)

    def delete_model(self, request, day):
        """Delete the day, and lead to what that would move."""
        super().delete_model(request, day)
        tell_of_review(request)

    def delete_queryset(self, request, days):
        """Delete several days, and lead to what that would move."""
        super().delete_queryset(request, days)
        tell_of_review(request)


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
    DEADLINE = (
        "decision_days",
        "counted_from",
        "closed_days",
        "last_day_moves",
        "extension_days",
        "extension_as",
        "correction_days",
    )
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
        ("決定の期限", {"fields": DEADLINE, "description": MOVES_NOTHING}),
        ("報告書の語", {"fields": WORDS}),
    )
    inlines = [
        *map(rows_of, (RequestKind, DisclosureMethod, ExemptionClause, UseGround)),
        OutcomeInline,
    ]

    def save_model(self, request, regime, form, change):
        """Save the law; where its deadlines changed, lead to what they would move."""
        super().save_model(request, regime, form, change)
        if change and {*self.DEADLINE} & {*form.changed_data}:
            tell_of_review(request)

    def has_delete_permission(self, request, regime=None):
        """A body of law that was in force is not deleted; its end is entered."""
        return False
