"""One settings file. With nothing set it runs at once (embedded: SQLite, one process, a demo);
with DATABASE_URL or REDIS_URL set it is production and refuses to start half-set."""

import secrets
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import environ
from csp.constants import NONE, SELF
from django.core.exceptions import ImproperlyConfigured

BASE_DIR = Path(__file__).resolve().parent.parent
env: Any = environ.Env()

# --- Which of the two modes is this? -------------------------------------------------------------------------

PRODUCTION_NEEDS = ("DATABASE_URL", "REDIS_URL", "DJANGO_SECRET_KEY", "DJANGO_ALLOWED_HOSTS", "SITE_ORIGIN")
EMBEDDED = not (env.str("DATABASE_URL", "") or env.str("REDIS_URL", ""))


def _require_whole_production() -> None:
    missing = [name for name in PRODUCTION_NEEDS if not env.str(name, "").strip()]
    if missing:
        raise ImproperlyConfigured(
            "This looks like production (DATABASE_URL or REDIS_URL is set), but these are missing: "
            f"{', '.join(missing)}. Set them, or unset both for the embedded mode. See .env.example."
        )
    if env.bool("DEMO", False):
        raise ImproperlyConfigured("DEMO makes accounts with a public password; it is for the embedded mode only.")


if not EMBEDDED:
    _require_whole_production()

DATA_DIR = Path(env.str("DATA_DIR", "") or BASE_DIR / "var")


def _own_key(path: Path) -> str:
    """The embedded run's secret key: made once, readable by its owner only."""
    try:
        return path.read_text().strip()
    except FileNotFoundError:
        path.parent.mkdir(parents=True, exist_ok=True)
        path.touch(mode=0o600)
        path.write_text(secrets.token_urlsafe(50))
        return path.read_text().strip()


SECRET_KEY = env.str("DJANGO_SECRET_KEY", "") or _own_key(DATA_DIR / "secret_key")
# Earlier secrets, so that what was sealed or signed with them can still be opened.
SECRET_KEY_FALLBACKS = env.list("DJANGO_SECRET_KEY_FALLBACKS", default=[])
DEBUG = env.bool("DJANGO_DEBUG", False)

# The one source for socket origin, CSRF, mails and passkeys.
SITE_ORIGIN = (env.str("SITE_ORIGIN", "") or f"http://localhost:{env.str('PORT', '8000')}").rstrip("/")
_ORIGIN = urlsplit(SITE_ORIGIN)
if _ORIGIN.scheme not in ("http", "https") or not _ORIGIN.hostname or _ORIGIN.path:
    raise ImproperlyConfigured("SITE_ORIGIN must look like https://circles.example.org, without a path.")
HTTPS = _ORIGIN.scheme == "https"

ALLOWED_HOSTS = env.list("DJANGO_ALLOWED_HOSTS", default=["localhost", "127.0.0.1", "[::1]"])
CSRF_TRUSTED_ORIGINS = env.list("DJANGO_CSRF_TRUSTED_ORIGINS", default=[]) or [SITE_ORIGIN]
TRUSTED_PROXY_COUNT = env.int("TRUSTED_PROXY_COUNT", 0)

# The demo's accounts have a public password: only in the embedded mode, and only while nobody gave the site an address.
DEMO = EMBEDDED and env.bool("DEMO", not env.str("SITE_ORIGIN", ""))

# Where *Leave quickly* leads; empty: the page that peersupport.safety knows.
QUICK_EXIT_URL = env.str("QUICK_EXIT_URL", "")

SITE_NAME = env.str("SITE_NAME", "Circles")
# How people reach those who host the site: an e-mail, an https address, or a few words. Anybody can read it.
SITE_CONTACT = env.str("SITE_CONTACT", "").strip()

# --- The desk ------------------------------------------------------------------------------------------------

# How long a moderator's decision can be undone before anything happens or anybody is told.
UNDO_SECONDS = env.int("UNDO_SECONDS", 30)
# Snapshots, reasons, appeals and letters are deleted this many days after the last decision about them.
EVIDENCE_DAYS = env.int("EVIDENCE_DAYS", 30)
# After this many hours an admin may decide alone where two moderators are asked for and only one answered.
SECOND_MODERATOR_HOURS = env.int("SECOND_MODERATOR_HOURS", 24)

# Whom moderators call when a life or a child is in danger: a name and a number; and when they answer.
SAFEGUARDING_LEAD = env.str("SAFEGUARDING_LEAD", "").strip()
SAFEGUARDING_HOURS = env.str("SAFEGUARDING_HOURS", "").strip()
# After so many minutes everyone on duty gets a line when somebody in care waits and nobody has looked.
CARE_WAITS_MINUTES = env.int("CARE_WAITS_MINUTES", 15)
# And a letter, where they have a proven address and want it: one in so many minutes at most.
CARE_LETTER_MINUTES = env.int("CARE_LETTER_MINUTES", 30)

# --- Apps ----------------------------------------------------------------------------------------------------

INSTALLED_APPS = [
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "whitenoise.runserver_nostatic",
    "django.contrib.staticfiles",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "csp",
    "django_htmx",
    "django_tasks",
    "django_tasks_db",
    "peersupport.accounts",
    "peersupport.live",
    "peersupport.safety",
    "circles",
    "moderation",
    "peersupport.apps.SiteAdminConfig",
]

MIDDLEWARE = [
    "peersupport.log.RequestLog",
    # A page over 2G in 1.2 s instead of 3.1. Django adds random bytes, so that lengths tell nothing (BREACH), and
    # leaves alone what whitenoise has compressed beforehand.
    "peersupport.zipped.Zipped",
    "django.middleware.security.SecurityMiddleware",
    "csp.middleware.CSPMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "peersupport.accounts.middleware.PrivatePages",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "allauth.account.middleware.AccountMiddleware",
]

ROOT_URLCONF = "peersupport.urls"
WSGI_APPLICATION = "peersupport.wsgi.application"
ASGI_APPLICATION = "peersupport.asgi.application"

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "peersupport.context.site",
            ],
        },
    },
]

# --- Where things are kept -----------------------------------------------------------------------------------

DATABASES: dict[str, Any]
CHANNEL_LAYERS: dict[str, Any]
CACHES: dict[str, Any]
if EMBEDDED:
    DATABASES = {
        "default": {
            "ENGINE": "django.db.backends.sqlite3",
            "NAME": DATA_DIR / "db.sqlite3",
            "CONN_MAX_AGE": None,
            "OPTIONS": {
                # DEFERRED failed 1,050 of 1,200 writes with 8 writers; IMMEDIATE failed none.
                "transaction_mode": "IMMEDIATE",
                "timeout": 20,
                "init_command": (
                    "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; PRAGMA secure_delete=ON;"
                    "PRAGMA foreign_keys=ON; PRAGMA cache_size=-16000;"
                ),
            },
            "TEST": {"NAME": DATA_DIR / "test.sqlite3"},
        }
    }
    CHANNEL_LAYERS = {"default": {"BACKEND": "channels.layers.InMemoryChannelLayer"}}
    CACHES = {"default": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"}}
else:
    REDIS_URL = env.str("REDIS_URL")
    DATABASES = {"default": env.db_url("DATABASE_URL", engine="django.db.backends.postgresql")}
    # After a restart of PostgreSQL the pool is full of dead connections; without this each one costs somebody an error.
    DATABASES["default"]["CONN_HEALTH_CHECKS"] = True
    DATABASES["default"]["OPTIONS"] = {
        "connect_timeout": 5,
        # A host that is gone without a word is noticed within half a minute and not after two hours.
        "keepalives_idle": 10,
        "keepalives_interval": 5,
        "keepalives_count": 3,
        "tcp_user_timeout": 20_000,
        # A web process that stands still inside a turn holds its circle: after 5 seconds PostgreSQL takes it back,
        # before those who wait for it give up.
        "options": "-c idle_in_transaction_session_timeout=5s -c lock_timeout=8s",
        **DATABASES["default"].get("OPTIONS", {}),
        "pool": {"min_size": 2, "max_size": env.int("WEB_THREADS", 8) + 4, "timeout": 5},
    }
    CHANNEL_LAYERS = {
        "default": {
            "BACKEND": "peersupport.live.pubsub.PubSubLayer",
            "CONFIG": {"hosts": [REDIS_URL], "prefix": "circles"},
        }
    }
    CACHES = {"default": {"BACKEND": "peersupport.cache.RedisOrMemory", "LOCATION": REDIS_URL}}

# Long-lived threads that run the pages; on PostgreSQL each may hold one connection of the pool.
WEB_THREADS = env.int("WEB_THREADS", 8)

DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
SESSION_ENGINE = "django.contrib.sessions.backends.db"
MESSAGE_STORAGE = "django.contrib.messages.storage.cookie.CookieStorage"
TASKS = {"default": {"BACKEND": "django_tasks_db.DatabaseBackend"}}

STATIC_URL = "/static/"
STATIC_ROOT = Path(env.str("STATIC_ROOT", "") or DATA_DIR / "static")
STATICFILES_DIRS = [BASE_DIR / "static"]
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {
        "BACKEND": ("peersupport.stylesheet.Manifest" if EMBEDDED else "peersupport.stylesheet.CompressedManifest")
    },
}

# --- Accounts ------------------------------------------------------------------------------------------------

AUTH_USER_MODEL = "accounts.User"
AUTHENTICATION_BACKENDS = ["allauth.account.auth_backends.AuthenticationBackend"]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator",
     "OPTIONS": {"user_attributes": ("handle", "email")}},
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 10}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
]  # fmt: skip
ACCOUNT_FORMS = {
    "login": "peersupport.accounts.forms.SignIn",
    "signup": "peersupport.accounts.forms.SignUp",
    "add_email": "peersupport.accounts.forms.AddEmail",
    "reset_password": "peersupport.accounts.forms.AskForLink",
    "reset_password_from_key": "peersupport.accounts.forms.NewPasswordByLink",
    "change_password": "peersupport.accounts.forms.ChangePassword",
    "set_password": "peersupport.accounts.forms.FirstPassword",
    "reauthenticate": "peersupport.accounts.forms.PasswordAgain",
}
ACCOUNT_ADAPTER = "peersupport.accounts.adapter.AccountAdapter"
ACCOUNT_USER_MODEL_USERNAME_FIELD = "handle"
ACCOUNT_USER_MODEL_EMAIL_FIELD = "email"
ACCOUNT_LOGIN_METHODS = {"username"}
ACCOUNT_SIGNUP_FIELDS = ["username*", "password1*"]
ACCOUNT_EMAIL_VERIFICATION = "none"
# One address for each account at most. "strict": nobody learns here whether an address has an account, not even by
# adding it to their own.
ACCOUNT_MAX_EMAIL_ADDRESSES = 1
ACCOUNT_PREVENT_ENUMERATION = "strict"
ACCOUNT_EMAIL_NOTIFICATIONS = True
ACCOUNT_EMAIL_SUBJECT_PREFIX = ""
# Whoever sits down at somebody's open browser could add an address of their own and ask for a new password.
ACCOUNT_REAUTHENTICATION_REQUIRED = True
ACCOUNT_PRESERVE_USERNAME_CASING = False
ACCOUNT_USERNAME_MIN_LENGTH = 2
ACCOUNT_SESSION_REMEMBER = None
ACCOUNT_LOGOUT_ON_PASSWORD_CHANGE = True
ALLAUTH_TRUSTED_PROXY_COUNT = TRUSTED_PROXY_COUNT
MFA_SUPPORTED_TYPES = ["totp", "recovery_codes", "webauthn"]
MFA_ADAPTER = "peersupport.accounts.adapter.FactorAdapter"
# Nobody signs in by e-mail, so an address that is not confirmed yet is no danger to a second factor.
MFA_ALLOW_UNVERIFIED_EMAIL = True
MFA_FORMS = {
    "authenticate": "peersupport.accounts.forms.Code",
    "reauthenticate": "peersupport.accounts.forms.CodeAgain",
    "activate_totp": "peersupport.accounts.forms.FirstCode",
    "add_webauthn": "peersupport.accounts.forms.AddKey",
    "edit_webauthn": "peersupport.accounts.forms.EditKey",
}
MFA_TOTP_ISSUER = SITE_NAME
# The code before and after the current one count too: somebody types more slowly than a clock.
MFA_TOTP_TOLERANCE = 1
MFA_WEBAUTHN_ALLOW_INSECURE_ORIGIN = EMBEDDED
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "home"
ACCOUNT_LOGOUT_REDIRECT_URL = "home"

# --- Safety on the wire --------------------------------------------------------------------------------------

CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [NONE],
        "script-src": [SELF],
        "style-src": [SELF],
        "img-src": [SELF, "data:"],
        "font-src": [SELF],
        "connect-src": [SELF],
        "manifest-src": [SELF],
        "worker-src": [SELF],
        "form-action": [SELF],
        "base-uri": [NONE],
        "frame-ancestors": [NONE],
    }
}
X_FRAME_OPTIONS = "DENY"
SECURE_REFERRER_POLICY = "same-origin"
SECURE_CROSS_ORIGIN_OPENER_POLICY = "same-origin"
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = HTTPS
SECURE_SSL_REDIRECT = HTTPS and not EMBEDDED
SECURE_REDIRECT_EXEMPT = [r"^healthz$", r"^readyz$"]
SECURE_HSTS_SECONDS = 31_536_000 if HTTPS else 0
SECURE_HSTS_INCLUDE_SUBDOMAINS = SECURE_HSTS_PRELOAD = HTTPS
if TRUSTED_PROXY_COUNT:
    SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
DATA_UPLOAD_MAX_MEMORY_SIZE = 256 * 1024
FILE_UPLOAD_HANDLERS = ["django.core.files.uploadhandler.MemoryFileUploadHandler"]

# --- Language, time, mail, logs ------------------------------------------------------------------------------

LANGUAGE_CODE = "en"
LANGUAGES = [("en", "English"), ("es", "Español")]
LOCALE_PATHS = [BASE_DIR / "locale"]
# Somebody's choice of a language, kept for a year. It is all this cookie says.
LANGUAGE_COOKIE_AGE = 31_536_000
LANGUAGE_COOKIE_HTTPONLY = True
LANGUAGE_COOKIE_SAMESITE = "Lax"
LANGUAGE_COOKIE_SECURE = HTTPS
TIME_ZONE = "UTC"
USE_TZ = True

EMAIL_CONFIG = env.email_url("EMAIL_URL", default="dummymail://")
vars().update(EMAIL_CONFIG)
EMAIL_TIMEOUT = 10
SENDS_MAIL = not EMAIL_CONFIG["EMAIL_BACKEND"].endswith(".dummy.EmailBackend")
DEFAULT_FROM_EMAIL = env.str("EMAIL_FROM", "") or f"{SITE_NAME} <no-reply@{_ORIGIN.hostname}>"

LOGGING_CONFIG = "peersupport.log.configure"
LOGGING = {"level": env.str("LOG_LEVEL", "INFO"), "plain": EMBEDDED}

TEST_RUNNER = "django.test.runner.DiscoverRunner"
