"""Settings of the tests: the real ones, with a database of their own and no demo."""

import os

os.environ.update(QUIET_HOURS="00:00-00:00", QUIET_DAYS="")  # tests run at any hour
os.environ["RECALL_MINUTES"] = "0"  # what is told is read at once, but where a test says not
os.environ.update(
    SECRET_KEY="only for tests, never for people", DEELGENOOT_DEMO="no", STAFF_SECOND_FACTOR="no"
)
# the browser library keeps an event loop in the thread of the tests that come after it
os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "yes"
os.environ["PUSH_KEY"] = "186Wv8NQRPfhMg_WSymht4tB46o6zvYbPkzOpaI9AQo"  # signs tests only
os.environ.pop("DATABASE_URL", None)

from deelgenoot.config.settings import *  # noqa: F403
from deelgenoot.config.settings import DATABASES, STATIC_ROOT, STORAGES

DATABASES["default"]["OPTIONS"] = {}
STORAGES["staticfiles"] = {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}
STATIC_ROOT.mkdir(parents=True, exist_ok=True)  # a fresh clone has gathered nothing yet
ALLOWED_HOSTS = ["testserver", "127.0.0.1", "localhost"]
EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
CHECK_WRITTEN_READS = True  # every read that is written out once is compared with itself anew
