from django.apps import AppConfig


class AccountsConfig(AppConfig):
    name = "peersupport.accounts"
    label = "accounts"
    verbose_name = "Accounts"

    def ready(self) -> None:
        from peersupport.accounts import keys, sign_out  # noqa: F401  (both listen to signals)
