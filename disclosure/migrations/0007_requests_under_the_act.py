"""Requests, their course and their answers as the Act asks for them; third parties in rows."""

import django.db.models.deletion
import simple_history.models
from django.conf import settings
from django.db import migrations, models

from disclosure.migrations._third_parties import into_columns, into_rows
from disclosure.migrations._unknown import mark_unknown, refuse_to_lose


class Migration(migrations.Migration):
    dependencies = [
        ("disclosure", "0006_appeals"),
        ("kurume_privacy", "0017_deadlines_by_kind"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="HistoricalThirdParty",
            fields=[
                (
                    "id",
                    models.BigIntegerField(
                        auto_created=True, blank=True, db_index=True, verbose_name="ID"
                    ),
                ),
                (
                    "history_user_name",
                    models.CharField(
                        blank=True,
                        default="",
                        editable=False,
                        max_length=301,
                        verbose_name="した人の名前",
                    ),
                ),
                (
                    "paragraph",
                    models.CharField(
                        choices=[("may", "86条1項"), ("must", "86条2項"), ("unknown", "不明")],
                        default="unknown",
                        help_text="1項は聴くことができるとき、2項は聴かなければならないとき",
                        max_length=10,
                        verbose_name="意見を聴く根拠",
                    ),
                ),
                (
                    "asked_on",
                    models.DateField(
                        help_text="第三者の氏名や住所は書きません。",
                        verbose_name="第三者に意見を求めた日",
                    ),
                ),
                (
                    "answer_by",
                    models.DateField(blank=True, null=True, verbose_name="意見の提出期限"),
                ),
                (
                    "answered_on",
                    models.DateField(
                        blank=True,
                        help_text="意見がないときは、提出の期限の日",
                        null=True,
                        verbose_name="第三者の意見が提出された日",
                    ),
                ),
                (
                    "opposed",
                    models.CharField(
                        blank=True,
                        choices=[("yes", "はい"), ("no", "いいえ")],
                        help_text="開示に反対のとき「はい」",
                        max_length=3,
                        verbose_name="反対意見書",
                    ),
                ),
                (
                    "told_on",
                    models.DateField(
                        blank=True,
                        help_text="反対意見書があるときは、開示決定の後直ちに（法86条3項）",
                        null=True,
                        verbose_name="第三者に開示決定を通知した日",
                    ),
                ),
                ("history_id", models.AutoField(primary_key=True, serialize=False)),
                ("history_date", models.DateTimeField(db_index=True)),
                ("history_change_reason", models.CharField(max_length=100, null=True)),
                (
                    "history_type",
                    models.CharField(
                        choices=[("+", "Created"), ("~", "Changed"), ("-", "Deleted")], max_length=1
                    ),
                ),
            ],
            options={
                "verbose_name": "historical 第三者の意見",
                "verbose_name_plural": "historical 第三者の意見",
                "ordering": ("-history_date", "-history_id"),
                "get_latest_by": ("history_date", "history_id"),
            },
            bases=(simple_history.models.HistoricalChanges, models.Model),
        ),
        migrations.CreateModel(
            name="ThirdParty",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "paragraph",
                    models.CharField(
                        choices=[("may", "86条1項"), ("must", "86条2項"), ("unknown", "不明")],
                        default="unknown",
                        help_text="1項は聴くことができるとき、2項は聴かなければならないとき",
                        max_length=10,
                        verbose_name="意見を聴く根拠",
                    ),
                ),
                (
                    "asked_on",
                    models.DateField(
                        help_text="第三者の氏名や住所は書きません。",
                        verbose_name="第三者に意見を求めた日",
                    ),
                ),
                (
                    "answer_by",
                    models.DateField(blank=True, null=True, verbose_name="意見の提出期限"),
                ),
                (
                    "answered_on",
                    models.DateField(
                        blank=True,
                        help_text="意見がないときは、提出の期限の日",
                        null=True,
                        verbose_name="第三者の意見が提出された日",
                    ),
                ),
                (
                    "opposed",
                    models.CharField(
                        blank=True,
                        choices=[("yes", "はい"), ("no", "いいえ")],
                        help_text="開示に反対のとき「はい」",
                        max_length=3,
                        verbose_name="反対意見書",
                    ),
                ),
                (
                    "told_on",
                    models.DateField(
                        blank=True,
                        help_text="反対意見書があるときは、開示決定の後直ちに（法86条3項）",
                        null=True,
                        verbose_name="第三者に開示決定を通知した日",
                    ),
                ),
            ],
            options={
                "verbose_name": "第三者の意見",
                "verbose_name_plural": "第三者の意見",
                "ordering": ["request", "asked_on", "pk"],
            },
        ),
        migrations.AddField(
            model_name="disclosurerequest",
            name="cessation_ground",
            field=models.ForeignKey(
                blank=True,
                help_text="法98条1項各号。記録のない古い請求は空欄",
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                to="kurume_privacy.cessationground",
                verbose_name="利用停止の理由",
            ),
        ),
        migrations.AddField(
            model_name="disclosurerequest",
            name="earlier_reason",
            field=models.CharField(
                blank=True,
                help_text="法90条3項、98条3項は90日。請求者の氏名や住所は書かないでください。",
                max_length=200,
                verbose_name="先の開示がない、又は期間を過ぎた理由",
            ),
        ),
        migrations.AddField(
            model_name="disclosurerequest",
            name="first_received_on",
            field=models.DateField(
                blank=True,
                help_text="決定の期限は、この日から数えます。",
                null=True,
                verbose_name="移送した機関が受け付けた日",
            ),
        ),
        migrations.AddField(
            model_name="disclosurerequest",
            name="requester",
            field=models.CharField(
                choices=[
                    ("self", "本人"),
                    ("statutory_agent", "法定代理人"),
                    ("appointed_agent", "任意代理人"),
                    ("unknown", "不明"),
                ],
                default="unknown",
                help_text="記録のない古い請求は「不明」",
                max_length=20,
                verbose_name="請求者の別",
            ),
        ),
        migrations.AddField(
            model_name="disclosurerequest",
            name="special_notified_on",
            field=models.DateField(
                blank=True,
                help_text="法84条、95条、103条。延長をしないで、はじめの期限までに通知します。",
                null=True,
                verbose_name="期限の特例を通知した日",
            ),
        ),
        migrations.AddField(
            model_name="disclosurerequest",
            name="special_part_on",
            field=models.DateField(
                blank=True,
                help_text="法84条だけ。空けておくと、請求があった日から60日目になります。",
                null=True,
                verbose_name="相当の部分の決定期限",
            ),
        ),
        migrations.AddField(
            model_name="disclosurerequest",
            name="special_reason",
            field=models.CharField(
                blank=True,
                help_text="請求者の氏名や住所は書かないでください。",
                max_length=200,
                verbose_name="期限の特例の理由",
            ),
        ),
        migrations.AddField(
            model_name="disclosurerequest",
            name="special_rest_on",
            field=models.DateField(
                blank=True,
                help_text="残りの部分（法95条、103条では全部）について決定をする期限",
                null=True,
                verbose_name="残りの決定期限",
            ),
        ),
        migrations.AddField(
            model_name="disclosurerequest",
            name="specific",
            field=models.CharField(
                choices=[
                    ("none", "いいえ"),
                    ("specific", "特定個人情報"),
                    ("provision_records", "情報提供等の記録"),
                    ("unknown", "不明"),
                ],
                default="unknown",
                help_text="個人番号をその内容に含むもの（番号法）",
                max_length=20,
                verbose_name="特定個人情報",
            ),
        ),
        migrations.AddField(
            model_name="disclosurerequest",
            name="transferred_from",
            field=models.CharField(
                blank=True,
                help_text="移送を受けた請求だけ（法85条、96条）。機関の名称を書きます。",
                max_length=100,
                verbose_name="移送した行政機関等",
            ),
        ),
        migrations.AddField(
            model_name="disclosurerequest",
            name="way",
            field=models.CharField(
                choices=[
                    ("counter", "窓口"),
                    ("post", "郵送"),
                    ("online", "オンライン"),
                    ("unknown", "不明"),
                ],
                default="unknown",
                help_text="記録のない古い請求は「不明」",
                max_length=10,
                verbose_name="請求の方法",
            ),
        ),
        migrations.AddField(
            model_name="disposition",
            name="applied_on",
            field=models.DateField(
                blank=True,
                help_text="開示の実施の方法などの申出があった日（法87条3項）",
                null=True,
                verbose_name="実施の申出の日",
            ),
        ),
        migrations.AddField(
            model_name="disposition",
            name="by_discretion",
            field=models.BooleanField(
                default=False,
                help_text="公益上特に必要があると認めて開示したもの（法80条）",
                verbose_name="裁量的開示",
            ),
        ),
        migrations.AddField(
            model_name="disposition",
            name="copying_cost",
            field=models.PositiveIntegerField(
                blank=True,
                help_text="写しの作成と送付に要した費用",
                null=True,
                verbose_name="写しの費用（円）",
            ),
        ),
        migrations.AddField(
            model_name="disposition",
            name="notified_on",
            field=models.DateField(
                blank=True,
                help_text="決定、又は移送したことを、請求した人に通知した日",
                null=True,
                verbose_name="通知日",
            ),
        ),
        migrations.AddField(
            model_name="disposition",
            name="paid_on",
            field=models.DateField(
                blank=True, help_text="手数料や費用が納められた日", null=True, verbose_name="納付日"
            ),
        ),
        migrations.AddField(
            model_name="disposition",
            name="part_only",
            field=models.BooleanField(
                default=False,
                help_text="期限の特例の、相当の部分だけの決定（法84条）。残りの決定までは処理中です。",
                verbose_name="相当の部分の決定",
            ),
        ),
        migrations.AddField(
            model_name="disposition",
            name="recipients_told_on",
            field=models.DateField(
                blank=True,
                help_text="訂正した情報の提供先に通知した日（法97条）",
                null=True,
                verbose_name="提供先への通知日",
            ),
        ),
        migrations.AddField(
            model_name="disposition",
            name="search_key",
            field=models.TextField(blank=True, default="", editable=False, verbose_name="検索キー"),
        ),
        migrations.AddField(
            model_name="disposition",
            name="transferred_to",
            field=models.CharField(
                blank=True,
                help_text="移送したときだけ（法85条、96条）。機関の名称を書きます。",
                max_length=100,
                verbose_name="移送先の行政機関等",
            ),
        ),
        migrations.AddField(
            model_name="disposition",
            name="waived",
            field=models.BooleanField(
                default=False, help_text="手数料を減額し、又は免除した", verbose_name="減免"
            ),
        ),
        migrations.AddField(
            model_name="historicaldisclosurerequest",
            name="cessation_ground",
            field=models.ForeignKey(
                blank=True,
                db_constraint=False,
                help_text="法98条1項各号。記録のない古い請求は空欄",
                null=True,
                on_delete=django.db.models.deletion.DO_NOTHING,
                related_name="+",
                to="kurume_privacy.cessationground",
                verbose_name="利用停止の理由",
            ),
        ),
        migrations.AddField(
            model_name="historicaldisclosurerequest",
            name="earlier_reason",
            field=models.CharField(
                blank=True,
                help_text="法90条3項、98条3項は90日。請求者の氏名や住所は書かないでください。",
                max_length=200,
                verbose_name="先の開示がない、又は期間を過ぎた理由",
            ),
        ),
        migrations.AddField(
            model_name="historicaldisclosurerequest",
            name="first_received_on",
            field=models.DateField(
                blank=True,
                help_text="決定の期限は、この日から数えます。",
                null=True,
                verbose_name="移送した機関が受け付けた日",
            ),
        ),
        migrations.AddField(
            model_name="historicaldisclosurerequest",
            name="requester",
            field=models.CharField(
                choices=[
                    ("self", "本人"),
                    ("statutory_agent", "法定代理人"),
                    ("appointed_agent", "任意代理人"),
                    ("unknown", "不明"),
                ],
                default="unknown",
                help_text="記録のない古い請求は「不明」",
                max_length=20,
                verbose_name="請求者の別",
            ),
        ),
        migrations.AddField(
            model_name="historicaldisclosurerequest",
            name="special_notified_on",
            field=models.DateField(
                blank=True,
                help_text="法84条、95条、103条。延長をしないで、はじめの期限までに通知します。",
                null=True,
                verbose_name="期限の特例を通知した日",
            ),
        ),
        migrations.AddField(
            model_name="historicaldisclosurerequest",
            name="special_part_on",
            field=models.DateField(
                blank=True,
                help_text="法84条だけ。空けておくと、請求があった日から60日目になります。",
                null=True,
                verbose_name="相当の部分の決定期限",
            ),
        ),
        migrations.AddField(
            model_name="historicaldisclosurerequest",
            name="special_reason",
            field=models.CharField(
                blank=True,
                help_text="請求者の氏名や住所は書かないでください。",
                max_length=200,
                verbose_name="期限の特例の理由",
            ),
        ),
        migrations.AddField(
            model_name="historicaldisclosurerequest",
            name="special_rest_on",
            field=models.DateField(
                blank=True,
                help_text="残りの部分（法95条、103条では全部）について決定をする期限",
                null=True,
                verbose_name="残りの決定期限",
            ),
        ),
        migrations.AddField(
            model_name="historicaldisclosurerequest",
            name="specific",
            field=models.CharField(
                choices=[
                    ("none", "いいえ"),
                    ("specific", "特定個人情報"),
                    ("provision_records", "情報提供等の記録"),
                    ("unknown", "不明"),
                ],
                default="unknown",
                help_text="個人番号をその内容に含むもの（番号法）",
                max_length=20,
                verbose_name="特定個人情報",
            ),
        ),
        migrations.AddField(
            model_name="historicaldisclosurerequest",
            name="transferred_from",
            field=models.CharField(
                blank=True,
                help_text="移送を受けた請求だけ（法85条、96条）。機関の名称を書きます。",
                max_length=100,
                verbose_name="移送した行政機関等",
            ),
        ),
        migrations.AddField(
            model_name="historicaldisclosurerequest",
            name="way",
            field=models.CharField(
                choices=[
                    ("counter", "窓口"),
                    ("post", "郵送"),
                    ("online", "オンライン"),
                    ("unknown", "不明"),
                ],
                default="unknown",
                help_text="記録のない古い請求は「不明」",
                max_length=10,
                verbose_name="請求の方法",
            ),
        ),
        migrations.AddField(
            model_name="historicaldisposition",
            name="applied_on",
            field=models.DateField(
                blank=True,
                help_text="開示の実施の方法などの申出があった日（法87条3項）",
                null=True,
                verbose_name="実施の申出の日",
            ),
        ),
        migrations.AddField(
            model_name="historicaldisposition",
            name="by_discretion",
            field=models.BooleanField(
                default=False,
                help_text="公益上特に必要があると認めて開示したもの（法80条）",
                verbose_name="裁量的開示",
            ),
        ),
        migrations.AddField(
            model_name="historicaldisposition",
            name="copying_cost",
            field=models.PositiveIntegerField(
                blank=True,
                help_text="写しの作成と送付に要した費用",
                null=True,
                verbose_name="写しの費用（円）",
            ),
        ),
        migrations.AddField(
            model_name="historicaldisposition",
            name="notified_on",
            field=models.DateField(
                blank=True,
                help_text="決定、又は移送したことを、請求した人に通知した日",
                null=True,
                verbose_name="通知日",
            ),
        ),
        migrations.AddField(
            model_name="historicaldisposition",
            name="paid_on",
            field=models.DateField(
                blank=True, help_text="手数料や費用が納められた日", null=True, verbose_name="納付日"
            ),
        ),
        migrations.AddField(
            model_name="historicaldisposition",
            name="part_only",
            field=models.BooleanField(
                default=False,
                help_text="期限の特例の、相当の部分だけの決定（法84条）。残りの決定までは処理中です。",
                verbose_name="相当の部分の決定",
            ),
        ),
        migrations.AddField(
            model_name="historicaldisposition",
            name="recipients_told_on",
            field=models.DateField(
                blank=True,
                help_text="訂正した情報の提供先に通知した日（法97条）",
                null=True,
                verbose_name="提供先への通知日",
            ),
        ),
        migrations.AddField(
            model_name="historicaldisposition",
            name="transferred_to",
            field=models.CharField(
                blank=True,
                help_text="移送したときだけ（法85条、96条）。機関の名称を書きます。",
                max_length=100,
                verbose_name="移送先の行政機関等",
            ),
        ),
        migrations.AddField(
            model_name="historicaldisposition",
            name="waived",
            field=models.BooleanField(
                default=False, help_text="手数料を減額し、又は免除した", verbose_name="減免"
            ),
        ),
        migrations.AlterField(
            model_name="disposition",
            name="decided_on",
            field=models.DateField(help_text="移送したときは、移送した日", verbose_name="決定日"),
        ),
        migrations.AlterField(
            model_name="disposition",
            name="fee",
            field=models.PositiveIntegerField(
                blank=True,
                help_text="条例で定める手数料（法89条2項）。古い記録では、写しの費用を含みます。",
                null=True,
                verbose_name="手数料（円）",
            ),
        ),
        migrations.AlterField(
            model_name="historicaldisposition",
            name="decided_on",
            field=models.DateField(help_text="移送したときは、移送した日", verbose_name="決定日"),
        ),
        migrations.AlterField(
            model_name="historicaldisposition",
            name="fee",
            field=models.PositiveIntegerField(
                blank=True,
                help_text="条例で定める手数料（法89条2項）。古い記録では、写しの費用を含みます。",
                null=True,
                verbose_name="手数料（円）",
            ),
        ),
        migrations.AddField(
            model_name="historicalthirdparty",
            name="history_user",
            field=models.ForeignKey(
                null=True,
                on_delete=django.db.models.deletion.SET_NULL,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
            ),
        ),
        migrations.AddField(
            model_name="historicalthirdparty",
            name="request",
            field=models.ForeignKey(
                blank=True,
                db_constraint=False,
                null=True,
                on_delete=django.db.models.deletion.DO_NOTHING,
                related_name="+",
                to="disclosure.disclosurerequest",
                verbose_name="開示等請求",
            ),
        ),
        migrations.AddField(
            model_name="thirdparty",
            name="request",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.CASCADE,
                related_name="third_parties",
                to="disclosure.disclosurerequest",
                verbose_name="開示等請求",
            ),
        ),
        migrations.RunPython(into_rows, into_columns),
        migrations.RunPython(mark_unknown, refuse_to_lose),
        migrations.RemoveConstraint(
            model_name="disclosurerequest",
            name="extended_after_receipt",
        ),
        migrations.RemoveConstraint(
            model_name="disclosurerequest",
            name="third_party_dates_in_order",
        ),
        migrations.RemoveConstraint(
            model_name="disclosurerequest",
            name="third_party_asked_first",
        ),
        migrations.RemoveField(
            model_name="disclosurerequest",
            name="third_party_answered_on",
        ),
        migrations.RemoveField(
            model_name="disclosurerequest",
            name="third_party_asked_on",
        ),
        migrations.RemoveField(
            model_name="historicaldisclosurerequest",
            name="third_party_answered_on",
        ),
        migrations.RemoveField(
            model_name="historicaldisclosurerequest",
            name="third_party_asked_on",
        ),
        migrations.AddIndex(
            model_name="disposition",
            index=models.Index(
                condition=models.Q(("part_only", True)),
                fields=["request"],
                name="disposition_parts",
            ),
        ),
        migrations.AddConstraint(
            model_name="disclosurerequest",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("received_on", None),
                    ("extended_on", None),
                    ("extended_on__gte", models.F("received_on")),
                    models.Q(
                        ("extended_on__gte", models.F("first_received_on")),
                        ("first_received_on__isnull", False),
                    ),
                    _connector="OR",
                ),
                name="extended_after_receipt",
                violation_error_message="延長を通知した日は、受付日以後の日にしてください。",
            ),
        ),
        migrations.AddConstraint(
            model_name="disclosurerequest",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("requester__in", ("self", "statutory_agent", "appointed_agent", "unknown"))
                ),
                name="disclosure_disclosurerequest_requester_known",
                violation_error_message="選択肢から選んでください。",
            ),
        ),
        migrations.AddConstraint(
            model_name="disclosurerequest",
            constraint=models.CheckConstraint(
                condition=models.Q(("way__in", ("counter", "post", "online", "unknown"))),
                name="disclosure_disclosurerequest_way_known",
                violation_error_message="選択肢から選んでください。",
            ),
        ),
        migrations.AddConstraint(
            model_name="disclosurerequest",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("specific__in", ("none", "specific", "provision_records", "unknown"))
                ),
                name="disclosure_disclosurerequest_specific_known",
                violation_error_message="選択肢から選んでください。",
            ),
        ),
        migrations.AddConstraint(
            model_name="disclosurerequest",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("first_received_on", None), ("transferred_from", "")),
                    models.Q(
                        models.Q(("transferred_from", ""), _negated=True),
                        ("first_received_on__isnull", False),
                    ),
                    _connector="OR",
                ),
                name="transferred_in_whole",
                violation_error_message="移送した機関と、そこで受け付けた日は、両方を入力してください。",
            ),
        ),
        migrations.AddConstraint(
            model_name="disclosurerequest",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("first_received_on__isnull", True),
                    ("received_on__isnull", True),
                    ("received_on__gte", models.F("first_received_on")),
                    _connector="OR",
                ),
                name="transferred_before_received",
                violation_error_message="移送した機関が受け付けた日は、受付日以前の日にしてください。",
            ),
        ),
        migrations.AddConstraint(
            model_name="disclosurerequest",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(
                        ("special_notified_on", None),
                        ("special_reason", ""),
                        ("special_part_on", None),
                        ("special_rest_on", None),
                    ),
                    models.Q(
                        models.Q(("special_reason", ""), _negated=True),
                        ("special_notified_on__isnull", False),
                        ("special_rest_on__isnull", False),
                    ),
                    _connector="OR",
                ),
                name="special_period_whole",
                violation_error_message="期限の特例は、通知した日、理由と期限を全て入力してください。",
            ),
        ),
        migrations.AddConstraint(
            model_name="disclosurerequest",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("special_notified_on", None), ("extended_on", None), _connector="OR"
                ),
                name="extension_or_special_period",
                violation_error_message="延長と期限の特例は、どちらか一方だけにしてください。",
            ),
        ),
        migrations.AddConstraint(
            model_name="disclosurerequest",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("special_part_on__isnull", True),
                    ("special_rest_on__isnull", True),
                    ("special_rest_on__gte", models.F("special_part_on")),
                    _connector="OR",
                ),
                name="special_rest_after_part",
                violation_error_message="残りの決定期限は、相当の部分の決定期限以後の日にしてください。",
            ),
        ),
        migrations.AddConstraint(
            model_name="disclosurerequest",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("received_on", None),
                    ("special_notified_on", None),
                    ("special_notified_on__gte", models.F("received_on")),
                    models.Q(
                        ("first_received_on__isnull", False),
                        ("special_notified_on__gte", models.F("first_received_on")),
                    ),
                    _connector="OR",
                ),
                name="special_period_after_receipt",
                violation_error_message="期限の特例を通知した日は、受付日以後の日にしてください。",
            ),
        ),
        migrations.AddConstraint(
            model_name="disposition",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(
                        ("decided_on__isnull", True),
                        ("notified_on__isnull", True),
                        ("notified_on__gte", models.F("decided_on")),
                        _connector="OR",
                    ),
                    models.Q(
                        ("decided_on__isnull", True),
                        ("applied_on__isnull", True),
                        ("applied_on__gte", models.F("decided_on")),
                        _connector="OR",
                    ),
                    models.Q(
                        ("notified_on__isnull", True),
                        ("applied_on__isnull", True),
                        ("applied_on__gte", models.F("notified_on")),
                        _connector="OR",
                    ),
                ),
                name="applied_after_notice",
                violation_error_message="決定日、通知日、実施の申出の日は、この順になるようにしてください。",
            ),
        ),
        migrations.AddConstraint(
            model_name="disposition",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("carried_out_on__isnull", True),
                    ("recipients_told_on__isnull", True),
                    ("recipients_told_on__gte", models.F("carried_out_on")),
                    _connector="OR",
                ),
                name="recipients_told_after_carrying_out",
                violation_error_message="提供先への通知日は、実施日以後の日にしてください。",
            ),
        ),
        migrations.AddConstraint(
            model_name="disposition",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("recipients_told_on", None), ("carried_out_on__isnull", False), _connector="OR"
                ),
                name="recipients_told_of_what_was_done",
                violation_error_message="実施日も入力してください。",
            ),
        ),
        migrations.AddConstraint(
            model_name="thirdparty",
            constraint=models.CheckConstraint(
                condition=models.Q(("paragraph__in", ("may", "must", "unknown"))),
                name="disclosure_thirdparty_paragraph_known",
                violation_error_message="選択肢から選んでください。",
            ),
        ),
        migrations.AddConstraint(
            model_name="thirdparty",
            constraint=models.CheckConstraint(
                condition=models.Q(("opposed__in", ("", "yes", "no"))),
                name="disclosure_thirdparty_opposed_known",
                violation_error_message="選択肢から選んでください。",
            ),
        ),
        migrations.AddConstraint(
            model_name="thirdparty",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(
                        ("asked_on__isnull", True),
                        ("answered_on__isnull", True),
                        ("answered_on__gte", models.F("asked_on")),
                        _connector="OR",
                    ),
                    models.Q(
                        ("asked_on__isnull", True),
                        ("told_on__isnull", True),
                        ("told_on__gte", models.F("asked_on")),
                        _connector="OR",
                    ),
                    models.Q(
                        ("answered_on__isnull", True),
                        ("told_on__isnull", True),
                        ("told_on__gte", models.F("answered_on")),
                        _connector="OR",
                    ),
                ),
                name="third_party_dates_in_order",
                violation_error_message="意見を求めた日、提出された日、通知した日は、この順になるようにしてください。",
            ),
        ),
        migrations.AddConstraint(
            model_name="thirdparty",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("asked_on__isnull", True),
                    ("answer_by__isnull", True),
                    ("answer_by__gte", models.F("asked_on")),
                    _connector="OR",
                ),
                name="third_party_may_answer",
                violation_error_message="意見の提出期限は、意見を求めた日以後の日にしてください。",
            ),
        ),
        migrations.AddConstraint(
            model_name="thirdparty",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("opposed", ""), ("answered_on__isnull", False), _connector="OR"
                ),
                name="third_party_opposed_in_an_answer",
                violation_error_message="意見が提出された日も入力してください。",
            ),
        ),
        migrations.AddConstraint(
            model_name="disclosurerequest",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("received_on", None),
                    ("special_part_on", None),
                    ("special_part_on__gte", models.F("received_on")),
                    models.Q(
                        ("first_received_on__isnull", False),
                        ("special_part_on__gte", models.F("first_received_on")),
                    ),
                    _connector="OR",
                ),
                name="special_part_on_after_receipt",
                violation_error_message="期限の特例の期限は、受付日以後の日にしてください。",
            ),
        ),
        migrations.AddConstraint(
            model_name="disclosurerequest",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("received_on", None),
                    ("special_rest_on", None),
                    ("special_rest_on__gte", models.F("received_on")),
                    models.Q(
                        ("first_received_on__isnull", False),
                        ("special_rest_on__gte", models.F("first_received_on")),
                    ),
                    _connector="OR",
                ),
                name="special_rest_on_after_receipt",
                violation_error_message="期限の特例の期限は、受付日以後の日にしてください。",
            ),
        ),
    ]
