"""The log names nobody: every person and seat in it becomes a random token, kept in a table that can be cut.

The triggers stand aside while the rows are written anew, in the migration's own transaction, and are back before it ends.
"""

import functools
import secrets

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

from moderation import triggers

# (model, the field of before, the field of now, what the subject is)
NAMED = (
    ("Review", "by", "named_by", "user"),
    ("Review", "seat", "about", "seat"),
    ("Opening", "by", "named_by", "user"),
    ("LogDoor", "by", "named_by", "user"),
)


def stand_aside(apps, schema_editor):
    triggers.unprotect(schema_editor.connection)


def protect(apps, schema_editor):
    triggers.protect(schema_editor.connection)


def give_tokens(apps, schema_editor):
    """One token for each who is in the log. Who is no longer there gets one that stands for nobody."""
    Subject = apps.get_model("moderation", "Subject")
    tokens: dict[tuple[str, int], str] = {}
    for model, before, now, what in NAMED:
        rows = apps.get_model("moderation", model)._base_manager
        there = apps.get_model(*{"user": ("accounts", "User"), "seat": ("circles", "Membership")}[what])._base_manager
        found = rows.exclude(**{f"{before}_id": None}).order_by().values_list(f"{before}_id", flat=True).distinct()
        for person in list(found):
            key = (what, person)
            if key not in tokens:
                tokens[key] = secrets.token_urlsafe(16)
                if there.filter(pk=person).exists():
                    Subject._base_manager.create(**{"token": tokens[key], f"{what}_id": person})
            rows.filter(**{f"{before}_id": person}).update(**{f"{now}_id": tokens[key]})
    with schema_editor.connection.cursor() as cursor:
        if schema_editor.connection.vendor == "postgresql":
            # Checks that wait for the commit would stand in the way of changing the tables.
            cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")


def give_names_back(apps, schema_editor):
    """Whoever was cut stays nobody."""
    Subject = apps.get_model("moderation", "Subject")
    for model, before, now, what in NAMED:
        rows = apps.get_model("moderation", model)._base_manager
        for token, person in Subject._base_manager.exclude(**{what: None}).values_list("token", f"{what}_id"):
            rows.filter(**{f"{now}_id": token}).update(**{f"{before}_id": person})


def subject(related_name):
    return models.ForeignKey(
        db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name=related_name,
        to="moderation.subject",
    )  # fmt: skip


class Migration(migrations.Migration):
    dependencies = [
        ("circles", "0005_care_waits"),
        ("moderation", "0008_standing_by"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="Subject",
            fields=[
                (
                    "token",
                    models.CharField(
                        default=functools.partial(secrets.token_urlsafe, 16),
                        max_length=22,
                        primary_key=True,
                        serialize=False,
                    ),
                ),
                (
                    "seat",
                    models.OneToOneField(
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to="circles.membership",
                    ),
                ),
                (
                    "user",
                    models.OneToOneField(
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
        ),
        migrations.AddConstraint(
            model_name="subject",
            constraint=models.CheckConstraint(
                condition=models.Q(("seat__isnull", False), ("user", None))
                | models.Q(("seat", None), ("user__isnull", False)),
                name="a_person_or_a_seat",
            ),
        ),
        migrations.RunPython(stand_aside, protect),
        migrations.RemoveIndex(model_name="review", name="reviews_of_a_seat"),
        migrations.RemoveIndex(model_name="opening", name="moderation__by_id_938f64_idx"),
        migrations.AlterField(
            model_name="opening",
            name="by",
            field=models.ForeignKey(
                db_constraint=False,
                null=True,
                on_delete=django.db.models.deletion.DO_NOTHING,
                related_name="openings",
                to=settings.AUTH_USER_MODEL,
            ),
        ),
        migrations.AddField(model_name="review", name="about", field=subject("reviews_about")),
        migrations.AddField(model_name="review", name="named_by", field=subject("+")),
        migrations.AddField(model_name="opening", name="named_by", field=subject("+")),
        migrations.AddField(model_name="logdoor", name="named_by", field=subject("+")),
        migrations.RunPython(give_tokens, give_names_back),
        migrations.RemoveField(model_name="review", name="seat"),
        migrations.RemoveField(model_name="review", name="by"),
        migrations.RemoveField(model_name="opening", name="by"),
        migrations.RemoveField(model_name="logdoor", name="by"),
        migrations.RenameField(model_name="review", old_name="named_by", new_name="by"),
        migrations.RenameField(model_name="opening", old_name="named_by", new_name="by"),
        migrations.RenameField(model_name="logdoor", old_name="named_by", new_name="by"),
        migrations.AlterField(model_name="review", name="by", field=subject("reviews")),
        migrations.AlterField(model_name="opening", name="by", field=subject("openings")),
        migrations.AddIndex(
            model_name="review",
            index=models.Index(
                condition=models.Q(("about__isnull", False)), fields=["about", "-id"], name="reviews_about_a_seat"
            ),
        ),
        migrations.AddIndex(
            model_name="opening",
            index=models.Index(fields=["by", "post", "-made_at"], name="moderation__by_id_938f64_idx"),
        ),
        migrations.RunPython(protect, stand_aside),
    ]
