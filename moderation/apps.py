from django.apps import AppConfig
from django.core import checks

HOUR = 3_600.0


class ModerationConfig(AppConfig):
    name = "moderation"
    verbose_name = "Moderation"

    def ready(self) -> None:
        from circles.guidance import use_book, use_counter
        from circles.kept import use_kept
        from circles.unfit import use_unfit
        from moderation import actions, kept, news, signing_out
        from moderation.actions.outcomes import count_shown
        from moderation.actions.trying import go_on_with_trials
        from moderation.books import book_for, rulebook_compiles
        from moderation.named import lead_is_named
        from moderation.troubles import tell_skipped
        from peersupport.every import every

        use_book(book_for, tell_skipped)
        use_counter(count_shown)
        use_kept(kept.what_is_kept)
        use_unfit(actions.count_unfit)
        checks.register(rulebook_compiles)
        checks.register(lead_is_named, deploy=True)
        news.register()
        signing_out.register()
        every("trials left behind", 30.0, go_on_with_trials)
        every("decisions left behind", 1.0, actions.carry_out_left_behind)
        every("care that waits", 60.0, actions.call_for_care)
        every("notes of colleagues that run out", HOUR, actions.let_notes_run_out)
        every("evidence that runs out", HOUR, actions.let_evidence_run_out)
