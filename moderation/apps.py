from django.apps import AppConfig
from django.core import checks


class ModerationConfig(AppConfig):
    name = "moderation"
    verbose_name = "Moderation"

    def ready(self) -> None:
        from circles.guidance import use_book
        from moderation import news
        from moderation.books import book_for, rulebook_compiles

        use_book(book_for)
        checks.register(rulebook_compiles)
        news.register()
