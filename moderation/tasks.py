"""Background work of moderation: given ids and never words, and run twice without harm."""

from django_tasks import task

from moderation.actions.trying import run_trial


@task()
def try_rule(trial_id: int) -> None:
    run_trial(trial_id)
