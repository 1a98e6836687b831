"""The forms of a user, for the administrator: who they are, what they do, the password."""

from collections.abc import Iterator
from typing import Any

from django import forms
from django.contrib.auth.forms import SetPasswordMixin
from django.db import transaction
from django.forms.utils import ErrorDict
from django.utils import timezone

from kurume_privacy.accounts.log_in import EASY_ONES, prepare
from kurume_privacy.models import Division, User
from kurume_privacy.records.fields import record_field

NAME_TAKEN = "同じユーザー名が既に登録済みです。"
SET_ANEW = "新しいパスワードの設定"
HELP = {
    "username": "ログインに使います。150文字まで。半角の英数字と@.+-_が使えます。",
    "role": (
        "入力担当は所属課の記録を、総括担当は全ての記録を入力します。"
        "承認者は全ての記録を見て、承認と公表をします。"
        "管理者は、利用者、組織、適用法令、市の休日を扱い、記録は見られません。"
    ),
    "division": "入力担当には必ず選びます。その課の記録だけが見えます。",
    "is_active": "退職のときは、削除せずにここを外します。すぐに使えなくなります。",
}
# (legend, fields) of each group.
Groups = tuple[tuple[str, tuple[str, ...]], ...]
NAME = ("氏名", ("last_name", "first_name", "email"))
WORK = ("役割", ("role", "division", "is_active"))


class PersonForm(forms.ModelForm):
    """A user as the administrator keeps them; their division is that of today."""

    groups: Groups = (("", ("username",)), NAME, WORK)
    formsets: dict[str, Any] = {}  # nothing belongs to a user that is kept with them

    class Meta:
        model = User
        fields = ["username", *NAME[1], *WORK[1]]
        formfield_callback = record_field
        help_texts = HELP

    def __init__(self, *args, **options):
        super().__init__(*args, **options)
        prepare(self)
        division: Any = self.fields["division"]
        present = self.instance.present_division_id if self.instance.pk else None
        self.initial["division"] = present or self.initial.get("division")
        not_ended = Division.objects.not_ended(timezone.localdate())
        division.queryset = not_ended | Division.objects.filter(pk=present)

    def clean_username(self) -> str:
        """Refuse a name that differs from another only in case: nobody would tell them apart."""
        name = self.cleaned_data["username"]
        if User.objects.filter(username__iexact=name).exclude(pk=self.instance.pk).exists():
            raise forms.ValidationError(NAME_TAKEN)
        return name

    def save(self, commit: bool = True) -> User:
        """Save the user; whoever gets another division is no longer where an act sent them."""
        with transaction.atomic():
            if self.instance.pk and "division" in self.changed_data:
                self.instance.forget_postings(timezone.localdate())
            return super().save(commit)

    def forget_errors(self) -> None:
        """Show what was typed without judging it."""
        self._errors, self.cleaned_data = ErrorDict(), {}

    def fieldsets(self) -> Iterator[tuple[str, list[forms.BoundField]]]:
        """Yield the fields in their groups: (legend, fields)."""
        for legend, names in self.groups:
            yield legend, [self[name] for name in names]


class NewPersonForm(SetPasswordMixin, PersonForm):
    """A new user, with a first password to be told to them."""

    groups = (("", ("username", "password1", "password2")), NAME, WORK)
    password1, password2 = SetPasswordMixin.create_password_fields()

    def __init__(self, *args, **options):
        super().__init__(*args, **options)
        self.fields["username"].widget.attrs["autocomplete"] = "off"
        self.fields["password1"].help_text = f"8文字以上。{EASY_ONES}"

    def clean(self):
        """Refuse two passwords that differ."""
        self.validate_passwords()
        return super().clean()

    def _post_clean(self):
        """Refuse a password that is like the name, which is known only now."""
        super()._post_clean()  # type: ignore[misc]  # Django's own hook, not in the stubs
        self.validate_password_for_user(self.instance)

    def save(self, commit: bool = True) -> User:
        """Save the user with the password."""
        self.instance.set_password(self.cleaned_data["password1"])
        return super().save(commit)


class NewPasswordForm(SetPasswordMixin, forms.Form):
    """A new password for somebody who forgot theirs; there is no other way in."""

    password1, password2 = SetPasswordMixin.create_password_fields()

    def __init__(self, user: User, *args, **options):
        super().__init__(*args, **options)
        self.user = user
        prepare(self)
        self.fields["password1"].help_text = f"8文字以上。{EASY_ONES}"

    def clean(self):
        """Refuse two that differ, and what is too easy."""
        self.validate_passwords()
        self.validate_password_for_user(self.user)
        return super().clean()

    def save(self) -> User:
        """Set it; every session of the user ends, and their history tells of it."""
        self.user._change_reason = SET_ANEW
        return self.set_password_and_save(self.user)
