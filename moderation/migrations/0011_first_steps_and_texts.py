"""First steps of a moderator, texts in the site's own words, and what changed about a circle."""

import django.db.models.deletion
import django.utils.timezone
from django.db import migrations, models


from moderation import triggers


def whoever_opened_one_is_ready(apps, schema_editor):
    """Their first entry is behind them: an upgrade shuts nobody out of the desk. The page asks them all the same."""
    Subject, Opening = apps.get_model("moderation", "Subject"), apps.get_model("moderation", "Opening")
    Volunteer = apps.get_model("moderation", "Volunteer")
    tokens = Opening._base_manager.order_by().values("by").distinct()
    for user in Subject._base_manager.filter(pk__in=tokens).exclude(user=None).values_list("user", flat=True):
        Volunteer._base_manager.update_or_create(user_id=user, defaults={"ready_at": django.utils.timezone.now()})


def protect(apps, schema_editor):
    triggers.protect(schema_editor.connection)


def stand_aside(apps, schema_editor):
    triggers.unprotect(schema_editor.connection)


class Migration(migrations.Migration):
    dependencies = [
        ("circles", "0005_care_waits"),
        ("moderation", "0010_waiting_for_a_seat"),
    ]

    operations = [
        # Going back, this comes last: what stays of the log is protected again.
        migrations.RunPython(migrations.RunPython.noop, protect),
        migrations.AddField(
            model_name="volunteer",
            name="practised",
            field=models.JSONField(default=list),
        ),
        migrations.AddField(
            model_name="volunteer",
            name="ready_at",
            field=models.DateTimeField(null=True),
        ),
        migrations.AlterField(
            model_name="pending",
            name="decision",
            field=models.CharField(
                choices=[
                    ("keep", "keep"),
                    ("mistaken", "false alarm"),
                    ("note", "add a content note"),
                    ("return", "ask to reword"),
                    ("hold", "hold"),
                    ("remove", "take down"),
                    ("restore", "bring back"),
                    ("cared", "looked after"),
                    ("pause", "pause in this circle"),
                    ("unpause", "end the pause"),
                    ("propose", "propose to take the seat away"),
                    ("unseat", "take the seat away"),
                    ("reseat", "give the seat back"),
                    ("uphold", "second look: it stays as it is"),
                    ("overturn", "second look: changed"),
                    ("answer", "answer a letter"),
                    ("misuse", "a worry told in bad faith"),
                    ("freeze", "let the circle rest"),
                    ("overtaken", "its author took it back first"),
                    ("close", "close sign-ups and joining"),
                    ("reopen", "open sign-ups and joining"),
                    ("text", "change a text of the site"),
                ],
                max_length=9,
            ),
        ),
        migrations.AlterField(
            model_name="review",
            name="decision",
            field=models.CharField(
                choices=[
                    ("keep", "keep"),
                    ("mistaken", "false alarm"),
                    ("note", "add a content note"),
                    ("return", "ask to reword"),
                    ("hold", "hold"),
                    ("remove", "take down"),
                    ("restore", "bring back"),
                    ("cared", "looked after"),
                    ("pause", "pause in this circle"),
                    ("unpause", "end the pause"),
                    ("propose", "propose to take the seat away"),
                    ("unseat", "take the seat away"),
                    ("reseat", "give the seat back"),
                    ("uphold", "second look: it stays as it is"),
                    ("overturn", "second look: changed"),
                    ("answer", "answer a letter"),
                    ("misuse", "a worry told in bad faith"),
                    ("freeze", "let the circle rest"),
                    ("overtaken", "its author took it back first"),
                    ("close", "close sign-ups and joining"),
                    ("reopen", "open sign-ups and joining"),
                    ("text", "change a text of the site"),
                ],
                max_length=9,
            ),
        ),
        migrations.CreateModel(
            name="CircleChange",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "what",
                    models.CharField(
                        choices=[("seats", "Seats"), ("joining", "Joining"), ("facilitator", "Facilitator")],
                        max_length=11,
                    ),
                ),
                ("seats", models.PositiveSmallIntegerField(null=True)),
                ("joining", models.CharField(blank=True, max_length=12)),
                ("made_at", models.DateTimeField(default=django.utils.timezone.now)),
                (
                    "by",
                    models.ForeignKey(
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="moderation.subject",
                    ),
                ),
                (
                    "circle",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="changes",
                        to="circles.circle",
                    ),
                ),
            ],
            options={
                "ordering": ["pk"],
                "indexes": [models.Index(fields=["circle", "-id"], name="changes_of_a_circle")],
            },
        ),
        migrations.CreateModel(
            name="SiteText",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("key", models.CharField(max_length=40)),
                ("language", models.CharField(max_length=8)),
                ("version", models.PositiveSmallIntegerField()),
                ("words", models.TextField(blank=True, max_length=5000)),
                ("html", models.TextField(blank=True, editable=False)),
                ("made_at", models.DateTimeField(default=django.utils.timezone.now)),
                (
                    "by",
                    models.ForeignKey(
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="moderation.subject",
                    ),
                ),
            ],
            options={
                "ordering": ["pk"],
                "constraints": [models.UniqueConstraint(fields=("key", "version"), name="one_text_a_version")],
            },
        ),
        migrations.RunPython(whoever_opened_one_is_ready, migrations.RunPython.noop),
        migrations.RunPython(protect, stand_aside),
    ]
