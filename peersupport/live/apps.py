from django.apps import AppConfig


class LiveConfig(AppConfig):
    name = "peersupport.live"
    label = "live"
    verbose_name = "Live"
