"""目的外利用・外部提供: use beyond the registered purpose, and handing data outside the city."""

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Q

from council.models import Consultation
from kurume_privacy.calendar.fiscal import era_date
from kurume_privacy.models import (
    ORGANISATION,
    Division,
    EventDateField,
    Record,
    SearchKeyField,
    UseGround,
    choice_known,
    fiscal_year_of,
    name_version,
    numbered_once,
    year_known,
)
from outside_use.opinions import doubt

GROUND_MISSING = "目的外利用には、根拠を選んでください。"


class UseNotice(Record):
    """A notice of out-of-purpose use or external provision (条例9条3項, 法69条)."""

    division_path = "division"
    dated_by = "notified_on"
    shown_with = ("ground", "consultation__session", ORGANISATION)

    class Kind(models.TextChoices):
        """The kinds, in the report's order."""

        OUT_OF_PURPOSE_USE = "out_of_purpose_use", "目的外利用"
        EXTERNAL_PROVISION = "external_provision", "外部提供"

    number = models.PositiveIntegerField("届出番号")
    notified_on = EventDateField("届出日")
    year = fiscal_year_of("notified_on")
    kind = models.CharField("区分", max_length=20, choices=Kind)
    division = models.ForeignKey(Division, models.PROTECT, verbose_name="所管課")
    ground = models.ForeignKey(
        UseGround, models.PROTECT, null=True, blank=True, verbose_name="根拠"
    )
    using_business = models.CharField(
        "利用先業務名", max_length=200, blank=True, help_text="目的外利用のときに入力します。"
    )
    used_business = models.CharField("利用・提供した業務", max_length=200, blank=True)
    items = models.TextField("利用・提供した項目", blank=True)
    recipient = models.CharField(
        "提供先", max_length=200, blank=True, help_text="外部提供のときに入力します。"
    )
    consultation = models.ForeignKey(
        Consultation,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="use_notices",
        verbose_name="審議会の答申",
    )
    search_key = SearchKeyField()

    class Meta:
        verbose_name = verbose_name_plural = "目的外利用・外部提供の届出"
        ordering = ["year", "number"]
        indexes = [
            models.Index(fields=["year", "kind", "ground", "division"], name="use_counted"),
        ]
        constraints = [
            numbered_once(),
            year_known(),
            choice_known("kind", "out_of_purpose_use", "external_provision"),
            models.CheckConstraint(
                condition=~Q(kind="out_of_purpose_use") | Q(ground__isnull=False),
                name="out_of_purpose_use_has_ground",
                violation_error_message=GROUND_MISSING,
            ),
        ]

    def __str__(self):
        return f"{self.in_year} {self.get_kind_display()}第{self.number}号"

    @property
    def destination(self) -> str:
        """Where it goes: the business that uses it, or the recipient outside the city."""
        return self.using_business or self.recipient

    @property
    def opinion_doubt(self) -> str:
        """What speaks against the opinion that it rests on; nothing where nothing does."""
        resting = self.ground is None or self.ground.needs_opinion
        return doubt(self.consultation) if self.consultation and resting else ""

    # What only one of the kinds has: used by a business of the city, or handed to somebody else.
    only_of = {
        "using_business": Kind.OUT_OF_PURPOSE_USE,
        "recipient": Kind.EXTERNAL_PROVISION,
    }

    def clean(self):
        """The division was in use, the ground in force, and what is listed is described."""
        super().clean()
        wrong: dict[str, list] = {}
        for check in (
            self._check_division,
            self._check_regime,
            self._check_ground,
            self._check_kind,
            self._check_description,
        ):
            try:
                check()
            except ValidationError as refusal:  # all of them are said at once
                wrong = refusal.update_error_dict(wrong)
        if wrong:
            raise ValidationError(wrong)

    def _check_division(self):
        if self.notified_on and self.division_id:
            self.division.refuse_unless_in_use_on(self.notified_on)

    def _check_kind(self):
        kinds = dict(self.Kind.choices)
        wrong = {
            field: f"{kinds[kind]}のときだけ入力します。区分を確かめるか、この欄を空けてください。"
            for field, kind in self.only_of.items()
            if self.kind and self.kind != kind and getattr(self, field)
        }
        if wrong:
            raise ValidationError(wrong)

    def _check_regime(self):
        if not (self.notified_on and self.ground):
            return
        regime = self.ground.regime
        agency = self.division.department.agency if self.division_id else None
        bound = regime.in_force_on(self.notified_on)
        if bound and (agency is None or regime.governs(agency.pk, self.notified_on)):
            name_version(self, "ground", "notified_on")
            return
        whose = f"{agency}の" if bound else ""
        said = f"{whose}{era_date(self.notified_on)}の届出には、「{regime}」は適用されません。"
        raise ValidationError({"ground": said})

    def _check_ground(self):
        """法69条2項: what allows a use need not allow a provision."""
        if self.ground is None or not self.kind:
            return
        use = self.kind == self.Kind.OUT_OF_PURPOSE_USE
        if not (self.ground.for_use if use else self.ground.for_provision):
            said = f"「{self.ground}」は、{self.get_kind_display()}の根拠にはなりません。"
            raise ValidationError({"ground": said})

    def _check_description(self):
        if not (self.ground and self.kind == self.Kind.OUT_OF_PURPOSE_USE):
            return
        described = ("using_business", "used_business", "items")
        missing = [field for field in described if not getattr(self, field)]
        if self.ground.listed_in_report and missing:
            message = f"「{self.ground}」によるものは報告書に載るため、入力してください。"
            raise ValidationError(dict.fromkeys(missing, message))
