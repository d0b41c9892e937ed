"""The WSGI application that gunicorn serves."""

import os

from django.conf import settings
from django.core.wsgi import get_wsgi_application
from django.urls import get_resolver

from cms.core.base_path import below

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "cms.settings.dev")

application = below(settings.BASE_PATH, get_wsgi_application())
_ = get_resolver().url_patterns  # loads every view once, before the server's processes part
