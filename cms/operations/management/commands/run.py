"""`manage.py run`: what `make run` calls."""

import os
import socket
from typing import Any

from django.conf import settings
from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError

from cms.operations import backups, first_start, preflight, projections
from cms.operations.processes import answers, web_server, worker
from cms.operations.supervisor import Supervisor

ADDRESSES = [("Public site", "/"), ("Search", "/zh/search"), ("Admin", "/admin/"), ("API", "/api/")]


class Command(BaseCommand):
    help = (
        "Runs the admin, the public site, the search and the worker on one port. The environment may set "
        "HOST (default 127.0.0.1), PORT (default 8000) and DATA_DIR (default data/)."
    )
    requires_system_checks = ()  # migrate makes them

    def handle(self, **options: Any) -> None:
        host, port = os.environ.get("HOST", "127.0.0.1"), os.environ.get("PORT", "8000")
        try:
            with preflight.hold(settings.DATA_DIR), preflight.listen(host, port) as listener:
                self._prepare()
                self._serve(listener)
        except preflight.NotReadyError as error:
            raise CommandError(str(error)) from error
        except KeyboardInterrupt as interrupt:
            raise CommandError("Stopped before it was ready; the next start goes on.") from interrupt

    def _prepare(self) -> None:
        backups.check_nothing_unfinished()
        call_command("migrate", verbosity=0, interactive=False)
        if first_start.is_due():
            first_start.complete(self._say)
        else:
            projections.bring_up_to_date(self._say)

    def _serve(self, listener: socket.socket) -> None:
        children = [web_server(listener), worker()]
        supervisor = Supervisor(children, self._say)
        if not supervisor.run(is_ready=lambda: answers(listener), on_ready=self._tell_addresses):
            raise CommandError("Linli could not start.")

    def _tell_addresses(self) -> None:
        lines = ["", "Linli is running. Ctrl-C stops it.", ""]
        lines += [f"  {name:<12} {settings.PUBLIC_URL}{path}" for name, path in ADDRESSES]
        lines += [f"  {'Data':<12} {settings.DATA_DIR}", ""]
        if password := first_start.unused_password():
            lines += [
                f"  Log in as {first_start.ADMIN} with the password {password}",
                "  It was generated for you and is shown until its first use.",
                "",
            ]
        lines += [f"  A new password: python manage.py changepassword {first_start.ADMIN}", ""]
        self._say("\n".join(lines))

    def _say(self, text: str) -> None:
        self.stdout.write(text)
        self.stdout.flush()
