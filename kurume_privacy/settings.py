"""Settings, read from the environment or from a file: ``.env`` beside manage.py, or ``ENV_FILE``.

Every value a deployment may change is named in docs/deployment.md.
"""

import tomllib
from datetime import timedelta
from pathlib import Path

import environ
from csp.constants import NONE, SELF
from django.core.management.utils import get_random_secret_key

BASE_DIR = Path(__file__).resolve().parent.parent
env = environ.Env()
env.read_env(env("ENV_FILE", default=str(BASE_DIR / ".env")))

# Said in one place, where everybody looks for it.
VERSION = tomllib.loads((BASE_DIR / "pyproject.toml").read_text("utf-8"))["project"]["version"]

DEBUG = env.bool("DEBUG", default=False)
# Without a key of its own, each start makes one: nobody ever runs with a known key.
SECRET_KEY = env("SECRET_KEY", default="") or get_random_secret_key()
ALLOWED_HOSTS = env.list("ALLOWED_HOSTS", default=["localhost", "127.0.0.1", "[::1]"])
CSRF_TRUSTED_ORIGINS = env.list("CSRF_TRUSTED_ORIGINS", default=[])

INSTALLED_APPS = [
    "kurume_privacy",
    "registrations",
    "disclosure",
    "council",
    "outside_use",
    "reports",
    "simple_history",
    "csp",
    "axes",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django.forms",
    "django_filters",
    "django_tables2",
]
MIDDLEWARE = [
    "kurume_privacy.traces.leave_traces",  # the first: whatever fails below it has a number
    "kurume_privacy.health.Health",
    "kurume_privacy.malformed.refuse_malformed",
    "django.middleware.security.SecurityMiddleware",
    "csp.middleware.CSPMiddleware",
    "kurume_privacy.accounts.middleware.leave_nothing_behind",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "kurume_privacy.accounts.middleware.LoginRequired",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "simple_history.middleware.HistoryRequestMiddleware",
    "axes.middleware.AxesMiddleware",  # the last: it answers for a log-in that is locked
]
ROOT_URLCONF = "kurume_privacy.urls"
WSGI_APPLICATION = "kurume_privacy.wsgi.application"
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
                "reports.desk.menu.menu",
            ],
        },
    },
]

DATABASES = {"default": env.db("DATABASE_URL", default=f"sqlite:///{BASE_DIR / 'db.sqlite3'}")}
if DATABASES["default"]["ENGINE"] == "django.db.backends.sqlite3":
    DATABASES["default"]["OPTIONS"] = {
        "transaction_mode": "IMMEDIATE",
        "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL;",
    }
else:
    # Our statements are short; compiling them to machine code costs more than it saves.
    DATABASES["default"].setdefault("OPTIONS", {})["options"] = "-c jit=off"
# Kept from one request to the next: to connect costs more than most questions do.
DATABASES["default"].setdefault("CONN_MAX_AGE", 60)  # seconds
DATABASES["default"].setdefault("CONN_HEALTH_CHECKS", True)
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
AUTH_USER_MODEL = "kurume_privacy.User"
AUTHENTICATION_BACKENDS = [
    "axes.backends.AxesStandaloneBackend",  # the first: a locked door asks for no password
    "django.contrib.auth.backends.ModelBackend",
]
LOGIN_URL = "login"
LOGIN_REDIRECT_URL = "home"
PASSWORD_HASHERS = [
    "django.contrib.auth.hashers.Argon2PasswordHasher",
    "django.contrib.auth.hashers.PBKDF2PasswordHasher",  # what was hashed before is rehashed
]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": f"django.contrib.auth.password_validation.{name}"}
    for name in (
        "UserAttributeSimilarityValidator",
        "MinimumLengthValidator",
        "CommonPasswordValidator",
        "NumericPasswordValidator",
    )
]

# Five failures of one user from one address lock that pair: a whole office behind one address
# goes on working, and nobody locks a colleague out from elsewhere.
AXES_LOCKOUT_PARAMETERS = [["username", "ip_address"]]
AXES_FAILURE_LIMIT = 5
AXES_COOLOFF_TIME = timedelta(minutes=15)
AXES_RESET_COOL_OFF_ON_FAILURE_DURING_LOCKOUT = False  # the wait ends when the page said it would
AXES_RESET_ON_SUCCESS = True
AXES_DISABLE_ACCESS_LOG = True  # only failures are kept, and those for the cool-off alone
AXES_VERBOSE = False
AXES_CLIENT_STR_CALLABLE = "kurume_privacy.traces.unnamed_client"
AXES_LOCKOUT_CALLABLE = "kurume_privacy.accounts.log_in.locked_out"
AXES_CLIENT_IP_CALLABLE = "kurume_privacy.accounts.middleware.client_address"

# A session ends with the browser, and with the working day at the latest.
SESSION_EXPIRE_AT_BROWSER_CLOSE = True
SESSION_COOKIE_AGE = int(env.float("SESSION_HOURS", default=8) * 3600)
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"

# What was typed before another log-in is shown once more.
CSRF_FAILURE_VIEW = "kurume_privacy.accounts.stale_form.token_failed"

# A session of the council with all its matters and points is sent as one form.
DATA_UPLOAD_MAX_NUMBER_FIELDS = 20_000

FORM_RENDERER = "kurume_privacy.records.form.Renderer"

LANGUAGE_CODE = "ja"
TIME_ZONE = "Asia/Tokyo"
# 1,234 in tables and counts, wherever `records.display.grouped` sets a number.
NUMBER_GROUPING = 3
USE_TZ = True

STATIC_URL = "static/"
WHITENOISE_USE_FINDERS = True  # serves the apps' own files; nothing has to be collected

SECURE_SSL_REDIRECT = env.bool("SECURE_SSL_REDIRECT", default=False)
SECURE_HSTS_SECONDS = env.int("SECURE_HSTS_SECONDS", default=0)
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = SECURE_SSL_REDIRECT
BEHIND_PROXY = env.bool("BEHIND_PROXY", default=False)
if BEHIND_PROXY:
    SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [NONE],
        "base-uri": [NONE],
        "connect-src": [SELF],
        "font-src": [SELF],
        "form-action": [SELF],
        "frame-ancestors": [NONE],
        "img-src": [SELF],
        "script-src": [SELF],
        "style-src": [SELF],
    },
}

# Everything goes to stderr, by the root alone: in production a JSON object a line.
ACCESS_LOG = env.bool("ACCESS_LOG", default=False)
LOG_LEVEL = env("LOG_LEVEL", default="WARNING").upper()
LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "filters": {
        "development": {"()": "django.utils.log.RequireDebugTrue"},
        "production": {"()": "django.utils.log.RequireDebugFalse"},
    },
    "formatters": {
        "json": {"()": "kurume_privacy.traces.JSONLine"},
        "plain": {"format": "{levelname} {name}: {message}", "style": "{"},
    },
    "handlers": {
        "development": {
            "class": "logging.StreamHandler",
            "filters": ["development"],
            "formatter": "plain",
        },
        "production": {
            "class": "logging.StreamHandler",
            "filters": ["production"],
            "formatter": "json",
        },
    },
    "root": {"handlers": ["development", "production"], "level": LOG_LEVEL},
    "loggers": {
        "django": {"level": "NOTSET"},  # without the handlers that Django gives it
        "kurume_privacy.traces.access": {"level": "INFO"},
        # The development server's own access log has query strings: for a developer alone.
        "django.server": {"level": "INFO" if DEBUG else "CRITICAL", "propagate": True},
    },
}

# What stands in a filter that is not used.
FILTERS_EMPTY_CHOICE_LABEL = "指定しない"

# The widths of digits in the report (REPORT: prose full, tables half).
REPORT_PROSE_DIGITS = env("REPORT_PROSE_DIGITS", default="full")
REPORT_TABLE_DIGITS = env("REPORT_TABLE_DIGITS", default="half")
