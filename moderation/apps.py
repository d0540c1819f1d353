from django.apps import AppConfig


class ModerationConfig(AppConfig):
    name = "moderation"
    verbose_name = "Moderation"

    def ready(self) -> None:
        from circles.guidance import use_book
        from moderation import news
        from moderation.books import book_for

        use_book(book_for)
        news.register()
