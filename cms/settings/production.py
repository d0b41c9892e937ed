"""The settings of a public server. dev.py and test.py loosen them; nothing here is ever looser than there."""

from urllib.parse import urlsplit

import dj_database_url
from csp.constants import NONE, SELF
from django.utils.translation import gettext_lazy as _

from cms.settings import environment

PROJECT = environment.PROJECT
DATA_DIR = environment.data_dir()
PUBLIC_DIR = environment.public_dir()
PUBLIC_URL = environment.public_url()
VERIFY_URL = environment.verify_url()
BASE_PATH = urlsplit(PUBLIC_URL).path.rstrip("/")
FORCE_SCRIPT_NAME = BASE_PATH or None

SECRET_KEY = environment.secret_key()
PERSONAL_KEYS = environment.personal_keys()
DEBUG = False
ALLOWED_HOSTS = environment.words("LINLI_HOSTS", urlsplit(PUBLIC_URL).hostname or "")
CSRF_TRUSTED_ORIGINS = environment.words("LINLI_ORIGINS")
PROXIES = environment.number(
    "LINLI_PROXIES", 1
)  # servers of one's own in front, which say whom they speak for

# --- The rooms, top to bottom ------------------------------------------------------------------
INSTALLED_APPS = [
    "cms.api",
    "cms.discovery",
    "cms.feedback",
    "cms.health",
    "cms.operations",
    "cms.demo",
    "cms.publishing",
    "cms.workplans",
    "cms.culture",
    "cms.volunteers",
    "cms.campaigns",
    "cms.notices",
    "cms.home",
    "cms.intake",
    "cms.importing",
    "cms.core",
    "wagtail.contrib.redirects",
    "wagtail.contrib.search_promotions",
    "wagtail.contrib.settings",
    "wagtail.contrib.simple_translation",
    "wagtail.contrib.table_block",
    "wagtail.locales",
    "wagtail.embeds",
    "wagtail.sites",
    "cms.core.users.UsersConfig",
    "wagtail.snippets",
    "wagtail.documents",
    "wagtail.images",
    "wagtail.search",
    "wagtail.admin",
    "wagtail.api.v2",
    "wagtail.api.v3",
    "wagtail",
    "modelcluster",
    "taggit",
    "rest_framework",
    "axes",
    "csp",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
]

if environment.text("LINLI_ROOMS") == "publishing":  # what makes the public tree needs no more, see ADR 14
    INSTALLED_APPS = [
        "cms.publishing.apps.PressConfig",
        "django.contrib.auth",
        "django.contrib.contenttypes",
    ]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "csp.middleware.CSPMiddleware",
    "cms.core.security.AdminPolicyMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "cms.publishing.refusals.RefusalMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "axes.middleware.AxesMiddleware",
    # A publish and the rows that tell the worker of it are one transaction, whichever view makes it.
    "cms.core.transactions.AtomicWritesMiddleware",
]

ROOT_URLCONF = "cms.urls"
WSGI_APPLICATION = "cms.wsgi.application"
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.debug",
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
            ],
        },
    },
]

# --- Data: SQLite by default, PostgreSQL by DATABASE_URL ----------------------------------------
DATABASES = {
    "default": dj_database_url.parse(
        environment.text("DATABASE_URL", f"sqlite:///{DATA_DIR / 'linli.sqlite3'}"), conn_max_age=600
    )
}
if DATABASES["default"]["ENGINE"] == "django.db.backends.sqlite3":
    DATABASES["default"]["OPTIONS"] = {
        # IMMEDIATE: a writer waits its turn at the start instead of failing in the middle. FULL: a power cut
        # loses no commit that was acknowledged.
        "transaction_mode": "IMMEDIATE",
        "timeout": 20,
        "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; PRAGMA cache_size=-8000;",
    }
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

MEDIA_ROOT = DATA_DIR / "media"
MEDIA_URL = (
    f"{BASE_PATH}/admin/media/"  # originals are for staff; the public tree gets copies of what is live
)
STATIC_ROOT = DATA_DIR / "static"
STATIC_URL = f"{BASE_PATH}/admin/static/"
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.ManifestStaticFilesStorage"},
}
FILE_UPLOAD_PERMISSIONS = 0o640
DATA_UPLOAD_MAX_NUMBER_FIELDS = 20_000  # a plan of some hundred tasks is one form

SEARCH_URL = environment.text("SEARCH_URL", str(DATA_DIR / "index"))
# Beside a cluster the worker keeps an embedded index, which answers while the cluster does not; "off" keeps none.
SEARCH_SPARE = environment.folder_or_none("SEARCH_SPARE", DATA_DIR / "index")
QUERY_LOG_DELAY = 5.0  # seconds for which questions are gathered before they are counted in the database
QUERY_LOG_DAYS = 365
READ_ATTACHMENTS_APART = True  # by a process of their own, so that nothing that publishes waits for them

# --- Languages and time ---------------------------------------------------------------------------
LANGUAGE_CODE = "zh-hans"
LANGUAGES = WAGTAIL_CONTENT_LANGUAGES = [("zh-hans", _("Simplified Chinese")), ("en", _("English"))]
WAGTAILADMIN_PERMITTED_LANGUAGES = [("zh-hans", "简体中文"), ("en", "English")]
LOCALE_PATHS = [PROJECT / "cms" / "locale", PROJECT / "cms" / "locale" / "wagtail"]  # ours win
USE_I18N = WAGTAIL_I18N_ENABLED = True
USE_TZ = True
TIME_ZONE = environment.text("LINLI_TIME_ZONE", "Asia/Shanghai")

# --- Wagtail --------------------------------------------------------------------------------------
WAGTAIL_SITE_NAME = "邻里 Linli"
WAGTAILADMIN_USER_LOGIN_FORM = "cms.core.forms.SignInForm"
WAGTAILADMIN_BASE_URL = environment.origin(environment.text("ADMIN_URL", PUBLIC_URL))
WAGTAILIMAGES_IMAGE_MODEL = "core.Image"
WAGTAILDOCS_DOCUMENT_MODEL = "core.Attachment"
WAGTAILDOCS_EXTENSIONS = ["pdf", "docx", "doc", "xlsx", "xls", "pptx", "txt", "csv", "zip", "ics"]
WAGTAILDOCS_EXTENSIONS += ["mp4", "webm", "mp3", "m4a", "ogg", "wav", "vtt"]  # of brands
WAGTAILIMAGES_IMAGE_FORM_BASE = "cms.core.picture_form.PictureForm"
WAGTAILIMAGES_EXTENSIONS = ["gif", "jpg", "jpeg", "png", "webp", "avif", "heic"]
WAGTAILIMAGES_MAX_UPLOAD_SIZE = 20 * 1024 * 1024
WAGTAILIMAGES_MAX_IMAGE_PIXELS = 50_000_000
# The worker would go on using a size that the web server's process has removed.
CACHES = {
    "default": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"},
    "renditions": {"BACKEND": "django.core.cache.backends.dummy.DummyCache"},
}
WAGTAIL_GRAVATAR_PROVIDER_URL = None  # the admin makes no outside request
WAGTAIL_ENABLE_UPDATE_CHECK = False
WAGTAIL_ENABLE_WHATS_NEW_BANNER = False
WAGTAIL_ALLOW_UNICODE_SLUGS = False
WAGTAILREDIRECTS_AUTO_CREATE = False  # a redirect belongs to the static tree: publishing writes it
WAGTAILSEARCH_BACKENDS = {"default": {"BACKEND": "cms.discovery.staff_search"}}
WAGTAILAPI_LIMIT_MAX = 100
WAGTAILAPI_BASE_URL = environment.origin(PUBLIC_URL)
REST_FRAMEWORK = {"DEFAULT_RENDERER_CLASSES": ["rest_framework.renderers.JSONRenderer"]}

# --- Nobody gets in --------------------------------------------------------------------------------
AUTHENTICATION_BACKENDS = [
    "axes.backends.AxesStandaloneBackend",
    "django.contrib.auth.backends.ModelBackend",
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
AXES_FAILURE_LIMIT = 8
AXES_COOLOFF_TIME = 1  # hours
AXES_LOCKOUT_PARAMETERS = [["username", "ip_address"]]
AXES_VERBOSE = False
LOGIN_URL = "wagtailadmin_login"

# --- What residents send ---------------------------------------------------------------------------
CODE_SENDER = environment.text("LINLI_CODES", "console")  # see cms/intake/senders.py
UNHURRIED = environment.number("LINLI_UNHURRIED", 8)  # seconds taken at least for a form without a script
CODE_SENDER_TOKEN = environment.text("LINLI_CODES_TOKEN")
RETENTION = environment.periods("LINLI_RETENTION")  # days by kind, where they are not the usual ones
STARS = environment.ladder("LINLI_STARS", "100,300,600,1000,1500")  # hours of service for each star
EMAIL_HOST, EMAIL_PORT, EMAIL_HOST_USER, EMAIL_HOST_PASSWORD, EMAIL_USE_SSL, EMAIL_USE_TLS = environment.mail(
    "LINLI_MAIL"
)
DEFAULT_FROM_EMAIL = environment.text("LINLI_MAIL_FROM", "linli@localhost")
EMAIL_TIMEOUT = 5
ADMINS: list[tuple[str, str]] = []  # an error report by mail would hold what somebody typed

SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = True
SESSION_COOKIE_HTTPONLY = True
CSRF_FAILURE_VIEW = "cms.intake.pages.no_cookie"
SESSION_COOKIE_PATH = CSRF_COOKIE_PATH = f"{BASE_PATH}/"
SECURE_SSL_REDIRECT = True
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
SECURE_HSTS_SECONDS = 31_536_000
SECURE_REFERRER_POLICY = "same-origin"
X_FRAME_OPTIONS = "SAMEORIGIN"  # Wagtail shows the preview in a frame of its own origin

CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [SELF],
        "img-src": [SELF, "data:"],
        "object-src": [NONE],
        "base-uri": [SELF],
        "form-action": [SELF],
        "frame-ancestors": [SELF],
    }
}

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {
        "line": {
            "()": "cms.intake.logs.MaskingFormatter",
            "format": "{asctime} {levelname} {name} {message}",
            "style": "{",
        }
    },
    "handlers": {"console": {"class": "logging.StreamHandler", "formatter": "line"}},
    "root": {"handlers": ["console"], "level": "WARNING"},
    "loggers": {"cms": {"level": "INFO"}},
}
