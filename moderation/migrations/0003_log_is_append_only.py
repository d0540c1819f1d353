"""Reasons go to the evidence store, and from now on the database itself refuses to change the log."""

from django.db import migrations

from moderation import triggers
from moderation.sealing import seal


def reasons_to_evidence(apps, schema_editor):
    Review, Evidence = apps.get_model("moderation", "Review"), apps.get_model("moderation", "Evidence")
    for review in Review.objects.exclude(note="").iterator():
        Evidence.objects.create(
            post_id=review.post_id, review=review, by_id=review.by_id, kind="reason", sealed=seal(review.note),
            made_at=review.made_at,
        )  # fmt: skip


def protect(apps, schema_editor):
    triggers.protect(schema_editor.connection)


def unprotect(apps, schema_editor):
    triggers.unprotect(schema_editor.connection)


class Migration(migrations.Migration):
    dependencies = [("moderation", "0002_desk_and_evidence")]

    operations = [
        migrations.RunPython(reasons_to_evidence, migrations.RunPython.noop),
        migrations.RemoveField(model_name="review", name="note"),
        migrations.RunPython(protect, unprotect),
    ]
