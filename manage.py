#!/usr/bin/env python
"""Linli's command line; the commands are listed in README.md."""

import os
import sys

from django.core.management import execute_from_command_line

from cms.operations import preflight
from cms.settings import environment

if __name__ == "__main__":
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "cms.settings.dev")
    if sys.argv[1:2] in (
        ["run"],
        ["restore"],
    ):  # the settings refuse to load without the secret key that this makes
        try:
            preflight.prepare(environment.data_dir())
        except preflight.NotReadyError as error:
            sys.exit(str(error))
    execute_from_command_line(sys.argv)
