"""An appeal names its request, for it may be against no answer; and what becomes of it."""

import django.db.models.deletion
from django.core.management import CommandError
from django.db import migrations, models
from django.db.models import OuterRef, QuerySet, Subquery

NO_ANSWER = (
    "これより前の版には、不作為についての審査請求を置く場所がありません。戻すと失われるため、取りやめました："
    "{appeals}。前の状態に戻すときは、バックアップを使ってください。"
)


def name_requests(apps, schema_editor):
    """Name the request of the disposition, for the history also of one that is deleted."""
    answers = QuerySet(apps.get_model("disclosure", "Disposition"))
    history = QuerySet(apps.get_model("disclosure", "HistoricalDisposition"))
    kept = history.filter(id=OuterRef("disposition_id")).order_by("-history_id")
    named = answers.filter(pk=OuterRef("disposition_id")).values("request_id")
    appeals = QuerySet(apps.get_model("disclosure", "ReviewRequest"))
    entries = QuerySet(apps.get_model("disclosure", "HistoricalReviewRequest"))
    appeals.update(request_id=Subquery(named))
    entries.update(request_id=Subquery(kept.values("request_id")[:1]))
    entries.filter(request_id=None).update(request_id=Subquery(named))


def refuse_to_lose(apps, schema_editor):
    """Refuse the way back where an appeal is against no answer."""
    appeals = QuerySet(apps.get_model("disclosure", "ReviewRequest")).filter(disposition=None)
    named = [f"{each.year}年度第{each.number}号" for each in appeals.order_by("year", "number")]
    if named:
        raise CommandError(NO_ANSWER.format(appeals="、".join(named)))


class Migration(migrations.Migration):
    dependencies = [
        ("disclosure", "0005_names_of_then"),
    ]

    operations = [
        migrations.AddField(
            model_name="historicalreviewrequest",
            name="against",
            field=models.CharField(
                choices=[("disposition", "処分"), ("no_answer", "不作為")],
                default="disposition",
                max_length=15,
                verbose_name="対象",
            ),
        ),
        migrations.AddField(
            model_name="historicalreviewrequest",
            name="by_third_party",
            field=models.BooleanField(default=False, verbose_name="第三者からの審査請求"),
        ),
        migrations.AddField(
            model_name="historicalreviewrequest",
            name="court_filed_on",
            field=models.DateField(blank=True, null=True, verbose_name="訴訟の提起日"),
        ),
        migrations.AddField(
            model_name="historicalreviewrequest",
            name="court_result",
            field=models.CharField(
                blank=True,
                help_text="請求者の氏名や住所は書かないでください。",
                max_length=200,
                verbose_name="訴訟の結果",
            ),
        ),
        migrations.AddField(
            model_name="historicalreviewrequest",
            name="no_referral_reason",
            field=models.CharField(
                blank=True,
                choices=[
                    ("inadmissible", "1号（不適法であり、却下する）"),
                    ("disclosed", "2号（全部を認容し、全部を開示する）"),
                    ("corrected", "3号（全部を認容し、訂正をする）"),
                    ("ceased", "4号（全部を認容し、利用停止をする）"),
                ],
                help_text="法105条1項各号。諮問するときは、空けておきます。",
                max_length=15,
                verbose_name="諮問しない理由",
            ),
        ),
        migrations.AddField(
            model_name="historicalreviewrequest",
            name="opinion",
            field=models.CharField(
                blank=True,
                choices=[
                    ("granted", "認容"),
                    ("partly_granted", "一部認容"),
                    ("dismissed", "棄却"),
                    ("rejected", "却下"),
                    ("withdrawn", "取下げ"),
                ],
                max_length=15,
                verbose_name="答申の結果",
            ),
        ),
        migrations.AddField(
            model_name="historicalreviewrequest",
            name="parties_told_on",
            field=models.DateField(
                blank=True,
                help_text="諮問をした旨を、審査請求人などに通知した日（法105条2項）",
                null=True,
                verbose_name="諮問の通知日",
            ),
        ),
        migrations.AddField(
            model_name="historicalreviewrequest",
            name="referral_reason",
            field=models.CharField(
                blank=True,
                help_text="受付から諮問まで90日を超えたとき。請求者の氏名や住所は書かないでください。",
                max_length=200,
                verbose_name="諮問が遅れた理由",
            ),
        ),
        migrations.AddField(
            model_name="historicalreviewrequest",
            name="request",
            field=models.ForeignKey(
                blank=True,
                db_constraint=False,
                null=True,
                on_delete=django.db.models.deletion.DO_NOTHING,
                related_name="+",
                to="disclosure.disclosurerequest",
                verbose_name="対象となった請求",
            ),
        ),
        migrations.AddField(
            model_name="historicalreviewrequest",
            name="ruling_reason",
            field=models.CharField(
                blank=True,
                help_text="答申から裁決まで60日を超えたとき。請求者の氏名や住所は書かないでください。",
                max_length=200,
                verbose_name="裁決が遅れた理由",
            ),
        ),
        migrations.AddField(
            model_name="reviewrequest",
            name="against",
            field=models.CharField(
                choices=[("disposition", "処分"), ("no_answer", "不作為")],
                default="disposition",
                max_length=15,
                verbose_name="対象",
            ),
        ),
        migrations.AddField(
            model_name="reviewrequest",
            name="by_third_party",
            field=models.BooleanField(default=False, verbose_name="第三者からの審査請求"),
        ),
        migrations.AddField(
            model_name="reviewrequest",
            name="court_filed_on",
            field=models.DateField(blank=True, null=True, verbose_name="訴訟の提起日"),
        ),
        migrations.AddField(
            model_name="reviewrequest",
            name="court_result",
            field=models.CharField(
                blank=True,
                help_text="請求者の氏名や住所は書かないでください。",
                max_length=200,
                verbose_name="訴訟の結果",
            ),
        ),
        migrations.AddField(
            model_name="reviewrequest",
            name="no_referral_reason",
            field=models.CharField(
                blank=True,
                choices=[
                    ("inadmissible", "1号（不適法であり、却下する）"),
                    ("disclosed", "2号（全部を認容し、全部を開示する）"),
                    ("corrected", "3号（全部を認容し、訂正をする）"),
                    ("ceased", "4号（全部を認容し、利用停止をする）"),
                ],
                help_text="法105条1項各号。諮問するときは、空けておきます。",
                max_length=15,
                verbose_name="諮問しない理由",
            ),
        ),
        migrations.AddField(
            model_name="reviewrequest",
            name="opinion",
            field=models.CharField(
                blank=True,
                choices=[
                    ("granted", "認容"),
                    ("partly_granted", "一部認容"),
                    ("dismissed", "棄却"),
                    ("rejected", "却下"),
                    ("withdrawn", "取下げ"),
                ],
                max_length=15,
                verbose_name="答申の結果",
            ),
        ),
        migrations.AddField(
            model_name="reviewrequest",
            name="parties_told_on",
            field=models.DateField(
                blank=True,
                help_text="諮問をした旨を、審査請求人などに通知した日（法105条2項）",
                null=True,
                verbose_name="諮問の通知日",
            ),
        ),
        migrations.AddField(
            model_name="reviewrequest",
            name="referral_reason",
            field=models.CharField(
                blank=True,
                help_text="受付から諮問まで90日を超えたとき。請求者の氏名や住所は書かないでください。",
                max_length=200,
                verbose_name="諮問が遅れた理由",
            ),
        ),
        migrations.AddField(
            model_name="reviewrequest",
            name="request",
            field=models.ForeignKey(
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="appeals",
                to="disclosure.disclosurerequest",
                verbose_name="対象となった請求",
            ),
        ),
        migrations.RunPython(name_requests, migrations.RunPython.noop),
        migrations.AlterField(
            model_name="reviewrequest",
            name="request",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="appeals",
                to="disclosure.disclosurerequest",
                verbose_name="対象となった請求",
            ),
        ),
        migrations.AddField(
            model_name="reviewrequest",
            name="ruling_reason",
            field=models.CharField(
                blank=True,
                help_text="答申から裁決まで60日を超えたとき。請求者の氏名や住所は書かないでください。",
                max_length=200,
                verbose_name="裁決が遅れた理由",
            ),
        ),
        migrations.AddField(
            model_name="reviewrequest",
            name="search_key",
            field=models.TextField(blank=True, default="", editable=False, verbose_name="検索キー"),
        ),
        migrations.AlterField(
            model_name="reviewrequest",
            name="disposition",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="review_requests",
                to="disclosure.disposition",
                verbose_name="対象となった処理",
            ),
        ),
        migrations.AddConstraint(
            model_name="reviewrequest",
            constraint=models.CheckConstraint(
                condition=models.Q(("against__in", ("disposition", "no_answer"))),
                name="disclosure_reviewrequest_against_known",
                violation_error_message="選択肢から選んでください。",
            ),
        ),
        migrations.AddConstraint(
            model_name="reviewrequest",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    (
                        "no_referral_reason__in",
                        ("", "inadmissible", "disclosed", "corrected", "ceased"),
                    )
                ),
                name="disclosure_reviewrequest_no_referral_reason_known",
                violation_error_message="選択肢から選んでください。",
            ),
        ),
        migrations.AddConstraint(
            model_name="reviewrequest",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    (
                        "opinion__in",
                        ("", "granted", "partly_granted", "dismissed", "rejected", "withdrawn"),
                    )
                ),
                name="disclosure_reviewrequest_opinion_known",
                violation_error_message="選択肢から選んでください。",
            ),
        ),
        migrations.AddConstraint(
            model_name="reviewrequest",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("against", "disposition"), _negated=True),
                    ("disposition__isnull", False),
                    _connector="OR",
                ),
                name="appeal_names_disposition",
                violation_error_message="処分についての審査請求では、対象となった処理を入力してください。",
            ),
        ),
        migrations.AddConstraint(
            model_name="reviewrequest",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("against", "no_answer"), _negated=True),
                    ("disposition", None),
                    _connector="OR",
                ),
                name="no_answer_names_no_disposition",
                violation_error_message="不作為についての審査請求では、対象となった処理は空けてください。",
            ),
        ),
        migrations.AddConstraint(
            model_name="reviewrequest",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("by_third_party", False), ("against", "disposition"), _connector="OR"
                ),
                name="third_party_against_disposition",
                violation_error_message="第三者からの審査請求は、処分についてのものだけです。",
            ),
        ),
        migrations.AddConstraint(
            model_name="reviewrequest",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("referred_on__isnull", True),
                    ("parties_told_on__isnull", True),
                    ("parties_told_on__gte", models.F("referred_on")),
                    _connector="OR",
                ),
                name="parties_told_after_referral",
                violation_error_message="諮問の通知日は、諮問日以後の日にしてください。",
            ),
        ),
        migrations.AddConstraint(
            model_name="reviewrequest",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("received_on__isnull", True),
                    ("court_filed_on__isnull", True),
                    ("court_filed_on__gte", models.F("received_on")),
                    _connector="OR",
                ),
                name="court_filed_after_receipt",
                violation_error_message="訴訟の提起日は、受付日以後の日にしてください。",
            ),
        ),
        migrations.AddConstraint(
            model_name="reviewrequest",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("parties_told_on", None), ("referred_on__isnull", False), _connector="OR"
                ),
                name="parties_told_of_referral",
                violation_error_message="諮問の通知日があるときは、諮問日も入力してください。",
            ),
        ),
        migrations.AddConstraint(
            model_name="reviewrequest",
            constraint=models.CheckConstraint(
                condition=models.Q(("opinion", ""), ("opinion_on__isnull", False), _connector="OR"),
                name="opinion_has_date",
                violation_error_message="答申の結果があるときは、答申日も入力してください。",
            ),
        ),
        migrations.AddConstraint(
            model_name="reviewrequest",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("court_result", ""), ("court_filed_on__isnull", False), _connector="OR"
                ),
                name="court_result_has_case",
                violation_error_message="訴訟の結果があるときは、訴訟の提起日も入力してください。",
            ),
        ),
        migrations.AddConstraint(
            model_name="reviewrequest",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("no_referral_reason", ""), ("referred_on", None), _connector="OR"
                ),
                name="referred_or_reason",
                violation_error_message="諮問したときは、諮問しない理由は空けてください。",
            ),
        ),
        migrations.AddConstraint(
            model_name="reviewrequest",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("no_referral_reason", "inadmissible"), _negated=True),
                    ("ruling__in", ("", "rejected")),
                    _connector="OR",
                ),
                name="inadmissible_is_rejected",
                violation_error_message="不適法を理由に諮問しないときの裁決は、却下です。",
            ),
        ),
        migrations.AddConstraint(
            model_name="reviewrequest",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(
                        ("no_referral_reason__in", ("disclosed", "corrected", "ceased")),
                        _negated=True,
                    ),
                    ("ruling__in", ("", "granted")),
                    _connector="OR",
                ),
                name="unreferred_is_granted",
                violation_error_message="全部を認容するために諮問しないときの裁決は、認容です。",
            ),
        ),
        migrations.RunPython(migrations.RunPython.noop, refuse_to_lose),
    ]
