"""Makes Django ready with the tests' settings. Import it before anything that holds models."""

import os

import django

os.environ["DJANGO_SETTINGS_MODULE"] = "cms.settings.test"
django.setup()
