from django.apps import AppConfig

A_DAY = 86_400.0


class CirclesConfig(AppConfig):
    name = "circles"
    verbose_name = "Circles"

    def ready(self) -> None:
        from circles import checks, news
        from circles.own_wordings import let_own_wordings_run_out
        from peersupport.every import every

        checks.register_checks()
        news.register()
        every("own wordings that run out", A_DAY, let_own_wordings_run_out)
