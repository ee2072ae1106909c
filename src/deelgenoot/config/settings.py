"""Settings of the whole house, in one file."""

from pathlib import Path

from csp.constants import NONE, SELF

from deelgenoot.config import environment

PACKAGE = Path(__file__).resolve().parents[1]
STATE = Path(environment.text("DEELGENOOT_VAR", str(environment.ROOT / "var")))

DEMO = environment.yes("DEELGENOOT_DEMO")
DEBUG = False
SECRET_KEY = environment.secret(STATE)
ALLOWED_HOSTS = environment.text("ALLOWED_HOSTS", "127.0.0.1,localhost,[::1]").split(",")
CSRF_TRUSTED_ORIGINS = [o for o in environment.text("TRUSTED_ORIGINS").split(",") if o]
SITE = environment.text("SITE", "http://127.0.0.1:8000")
HTTPS = SITE.startswith("https://")

INSTALLED_APPS = [
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django.contrib.postgres",
    "csp",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "procrastinate.contrib.django",
    "deelgenoot.audit",
    "deelgenoot.access",
    "deelgenoot.ui",
    "deelgenoot.people",
    "deelgenoot.organisations",
    "deelgenoot.post",
    "deelgenoot.circles",
    "deelgenoot.details",
    "deelgenoot.printing",
    "deelgenoot.letters",
    "deelgenoot.contact",
    "deelgenoot.safety",
    "deelgenoot.exchange",
    "deelgenoot.helpdesk",
    "deelgenoot.home",
    "deelgenoot.demo",
]
MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "csp.middleware.CSPMiddleware",
    "deelgenoot.ui.middleware.PrivateByDefault",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "deelgenoot.ui.middleware.WordsGivenBack",
    "django.contrib.auth.middleware.LoginRequiredMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "deelgenoot.access.middleware.ToldPlainly",
]
ROOT_URLCONF = "deelgenoot.config.urls"
WSGI_APPLICATION = "deelgenoot.config.wsgi.application"
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.jinja2.Jinja2",
        "APP_DIRS": True,
        "OPTIONS": {
            "environment": "deelgenoot.ui.environment.environment",
            "context_processors": ["deelgenoot.ui.context.page"],
        },
    }
]
FORM_RENDERER = "deelgenoot.ui.forms.FormRenderer"

DATABASES = {"default": environment.database()}
DATABASES["default"]["OPTIONS"]["pool"] = {
    "min_size": 1,
    "max_size": environment.whole("DATABASE_POOL", 8),
    "timeout": 10,
}
CHECK_WRITTEN_READS = False  # only in tests; see access.written
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
CACHES = {
    "default": {
        "BACKEND": "django.core.cache.backends.db.DatabaseCache",
        "LOCATION": "access_cache",
        "OPTIONS": {"MAX_ENTRIES": 100_000},  # with fewer, counts of tries are thrown away
    }
}

LANGUAGE_CODE = "nl"
LANGUAGES = [("nl", "Nederlands"), ("en", "English"), ("ar", "العربية")]
LOCALE_PATHS = [PACKAGE / "locale"]
TIME_ZONE = "Europe/Amsterdam"
USE_TZ = True
USE_I18N = True
LANGUAGE_COOKIE_SAMESITE = "Lax"
LANGUAGE_COOKIE_AGE = 60 * 60 * 24 * 365

STATIC_URL = "/static/"
STATIC_ROOT = STATE / "static"
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"},
}
if not (STATIC_ROOT / "staticfiles.json").exists():
    STORAGES["staticfiles"] = {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}
    WHITENOISE_USE_FINDERS = True

AUTH_USER_MODEL = "people.Account"
AUTHENTICATION_BACKENDS = ["deelgenoot.people.backends.HatBackend"]
PASSWORD_HASHERS = ["django.contrib.auth.hashers.Argon2PasswordHasher"]
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "home:today"
ACCOUNT_ADAPTER = "deelgenoot.home.adapters.AccountAdapter"
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*"]
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_USER_MODEL_EMAIL_FIELD = "email"
ACCOUNT_LOGIN_BY_CODE_ENABLED = True
ACCOUNT_LOGIN_BY_CODE_REQUIRED = False
ACCOUNT_LOGIN_BY_CODE_TIMEOUT = 600
ACCOUNT_LOGIN_BY_CODE_MAX_ATTEMPTS = 5
ACCOUNT_LOGIN_BY_CODE_SUPPORTS_RESEND = True
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_EMAIL_UNKNOWN_ACCOUNTS = False
ACCOUNT_PREVENT_ENUMERATION = True
ACCOUNT_LOGOUT_ON_GET = False
ACCOUNT_TEMPLATE_EXTENSION = "html"
ACCOUNT_FORMS = {
    "request_login_code": "deelgenoot.home.forms.AskForCodeForm",
    "confirm_login_code": "deelgenoot.home.forms.TypeCodeForm",
}
ALLAUTH_TRUSTED_PROXY_COUNT = environment.whole("ALLAUTH_TRUSTED_PROXY_COUNT", 0)
ACCOUNT_RATE_LIMITS = {
    # per address only, and wide: a limit per mail address would let one lock out another
    "request_login_code": "120/m/ip",
    "login": "120/m/ip",
    "login_failed": "60/m/ip",
    "reauthenticate": "30/m/user",
    "invitation": "60/m/ip",
    "proof": "5/h/user",
}
MFA_SUPPORTED_TYPES = ["totp", "recovery_codes"]
MFA_TOTP_ISSUER = "Deelgenoot"
MFA_TOTP_TOLERANCE = 1  # a phone's clock may be half a minute off
STAFF_SECOND_FACTOR = environment.yes("STAFF_SECOND_FACTOR", otherwise=not DEMO)
FAMILY_SESSION_DAYS = 30
STAFF_SESSION_HOURS = 12
SHARED_DEVICE_HOURS = 2

SESSION_COOKIE_NAME = "deelgenoot"
SESSION_COOKIE_AGE = 60 * 60 * STAFF_SESSION_HOURS
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = LANGUAGE_COOKIE_SECURE = HTTPS
SESSION_COOKIE_SAMESITE = CSRF_COOKIE_SAMESITE = "Lax"
SECURE_REFERRER_POLICY = "same-origin"  # "no-referrer" makes browsers post with Origin: null
SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_HSTS_SECONDS = 60 * 60 * 24 * 365 if HTTPS else 0
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if HTTPS else None
X_FRAME_OPTIONS = "DENY"
CSRF_FAILURE_VIEW = "deelgenoot.ui.views.form_too_old"
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [NONE],
        "script-src": [SELF],
        "style-src": [SELF],
        "img-src": [SELF, "data:"],
        "font-src": [SELF],
        "connect-src": [SELF],
        "form-action": [SELF],
        "frame-ancestors": [NONE],
        "base-uri": [NONE],
        "manifest-src": [SELF],
        "worker-src": [SELF],
    }
}

MAIL = environment.mail()
EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
if DEMO and not environment.text("SMTP_HOST"):
    EMAIL_BACKEND = "django.core.mail.backends.filebased.EmailBackend"
EMAIL_FILE_PATH = STATE / "mail"
EMAIL_HOST, EMAIL_PORT = MAIL.host, MAIL.port
EMAIL_HOST_USER, EMAIL_HOST_PASSWORD, EMAIL_USE_TLS = MAIL.user, MAIL.password, MAIL.tls
EMAIL_TIMEOUT = 15
DEFAULT_FROM_EMAIL = environment.text("MAIL_FROM", "Deelgenoot <post@deelgenoot.invalid>")
MAIL_BOUNCES = environment.text("MAIL_BOUNCES")
TEXT_URL = environment.text_url()
TEXT_TOKEN = environment.text("TEXT_TOKEN")
TEXT_SENDER = environment.text("TEXT_SENDER", "School")
PUSH = environment.push_keys(STATE)
PUSH_SERVICES = environment.push_services()
PUSH_LOOPBACK = False  # only in tests: a push service on this machine
QUIET = environment.quiet()
PRIVACY_OFFICER_MAIL = environment.text("PRIVACY_OFFICER_MAIL")

QUICK_EXIT_URL = "https://www.buienradar.nl/"
INVITATION_DAYS = 14
CONTACT_WISH_DAYS = environment.whole("CONTACT_WISH_DAYS", 3)
STAND_IN_DAYS = environment.whole("STAND_IN_DAYS", 42)
LETTER_DAYS = 30
VERIFY_AGAIN_MONTHS = environment.whole("VERIFY_AGAIN_MONTHS", 12)
MERGE_UNDO_DAYS = environment.whole("MERGE_UNDO_DAYS", 7)
LETTER_WAITS_DAYS = environment.whole("LETTER_WAITS_DAYS", 3)
READS_ON_DAYS = environment.whole("READS_ON_DAYS", 90)
RETENTION_YEARS = environment.retention()
SCHOOL_REGION = environment.region()  # of a new school
ANSWER_SCHOOL_DAYS = 2
RECALL_MINUTES = max(0, min(environment.whole("RECALL_MINUTES", 10), 60))  # 0: read at once
COME_BACK_SCHOOL_DAYS = environment.whole("COME_BACK_SCHOOL_DAYS", 2)  # after difficult news
OWN_NOTE_DAYS = 42  # a reminder to oneself goes after six weeks
TALK_AT_HOME_SCHOOL_DAYS = environment.whole("TALK_AT_HOME_SCHOOL_DAYS", 5)
EMERGENCY_HOURS = max(1, min(environment.whole("EMERGENCY_HOURS", 24), 24))  # at most a day
LOOK_ALONG_MINUTES = max(1, min(environment.whole("LOOK_ALONG_MINUTES", 15), 60))
LOOK_ALONG_PAUSE_HOURS = environment.whole("LOOK_ALONG_PAUSE_HOURS", 24)
SUBSTITUTE_ENDS_AT = 18  # o'clock in the Netherlands; 24 is midnight
SCHOOL_YEAR_STARTS = (8, 1)
IMPORT_FILE_MB = environment.whole("IMPORT_FILE_MB", 250)  # 100,000 pupils are 52 MB
SCHOOL_FILE_MB = environment.whole("SCHOOL_FILE_MB", 20)
SCHOOL_FILE_HOURS = 24  # how long what was read waits for a yes
SCHOOL_FILE_UNDO_DAYS = environment.whole("SCHOOL_FILE_UNDO_DAYS", 7)
SCHOOL_FILE_MOST_LEAVING = environment.whole("SCHOOL_FILE_MOST_LEAVING", 20)  # percent
SCHOOL_FILE_STUCK_MINUTES = 10
# A school's file holds citizen numbers: it is read in memory, and never stands on a disk.
FILE_UPLOAD_HANDLERS = ["django.core.files.uploadhandler.MemoryFileUploadHandler"]
FILE_UPLOAD_MAX_MEMORY_SIZE = SCHOOL_FILE_MB * 1024 * 1024
SESSION_SERIALIZER = "django.contrib.sessions.serializers.JSONSerializer"
LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {
        "plain": {
            "()": "deelgenoot.config.discreet.DiscreetFormatter",
            "format": "%(asctime)s %(levelname)s %(name)s %(message)s",
        }
    },
    "handlers": {"out": {"class": "logging.StreamHandler", "formatter": "plain"}},
    "root": {"handlers": ["out"], "level": environment.text("LOG_LEVEL", "WARNING")},
}
