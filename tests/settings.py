"""The site's own settings, with what tests need to be quick: cheap password hashes, static files as they lie."""

from peersupport.settings import *  # noqa: F403
from peersupport.settings import MIDDLEWARE, STORAGES

PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]

STORAGES = {**STORAGES, "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}}

# Nothing is collected for tests: pages only name their files.
MIDDLEWARE = [name for name in MIDDLEWARE if "WhiteNoise" not in name]
