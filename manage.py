#!/usr/bin/env python
"""Linli's command line; the commands are listed in README.md."""

import os
import sys

from django.core.management import execute_from_command_line

from cms.operations import preflight
from cms.settings import environment

ALONE = ("build_site",)  # publishing without the other rooms does it, see cms/publishing/tree/press.py
STARTING = ("run", "restore")  # they make the data folder and the keys that the settings ask for


def main() -> None:
    """Runs the command that the arguments name."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "cms.settings.dev")
    if sys.argv[1:2] and sys.argv[1] in STARTING:
        try:
            preflight.prepare(environment.data_dir())
        except preflight.NotReadyError as error:
            sys.exit(str(error))
    elif os.environ["DJANGO_SETTINGS_MODULE"] == "cms.settings.dev":
        environment.provide_keys()
    if sys.argv[1:2] and sys.argv[1] in ALONE:
        os.environ.setdefault("LINLI_ROOMS", "publishing")
    execute_from_command_line(sys.argv)


if __name__ == "__main__":
    main()
