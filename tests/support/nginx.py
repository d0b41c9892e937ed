"""A real nginx, with the configuration that docs/operators.md gives to operators."""

import getpass
import http.client
import os
import re
import subprocess
from pathlib import Path
from types import TracebackType

from tests.support.machine import PROJECT, free_port
from tests.support.waiting import PATIENCE, wait_until

KINDS = ("client_body", "proxy", "fastcgi", "uwsgi", "scgi")


class Nginx:
    """Serves a built tree from a free loopback port, below a base path ("/linli") or none.

    With a base path the tree's folder has its name, as the guide says. `rules` is the folder of the redirects' rules,
    `program` the address that everything but files is asked of.
    """

    def __init__(self, folder: Path, public: Path, rules: Path, *, base: str = "", program: str = "") -> None:
        folder.mkdir(parents=True, exist_ok=True)
        self.port, self._folder = free_port(), folder
        self.url = f"http://127.0.0.1:{self.port}"
        guide = (PROJECT / "docs" / "operators.md").read_text()
        server = re.search(r"```nginx\n(.*?)```", guide, flags=re.DOTALL)[1]
        server = re.sub(r"^ *ssl_.*\n", "", server, flags=re.MULTILINE)
        for words, meant in {
            "listen 443 ssl;": f"listen 127.0.0.1:{self.port};",
            "root /srv/linli/data/public;": f"root {public.parent if base else public};",
            "/srv/linli/data/nginx": str(rules),
            "location /": f"location {base}/",
            "location ~ ^/": f"location ~ ^{base}/",
            "error_page 404 /": f"error_page 404 {base}/",
            "error_page 410 /": f"error_page 410 {base}/",
            "error_page 414 /": f"error_page 414 {base}/",
            "error_page 502 504 ": f"error_page 502 504 {base}",
            "http://127.0.0.1:8000": program or "http://127.0.0.1:9",
        }.items():
            assert words in server, f"the guide for operators no longer says: {words}"
            server = server.replace(words, meant)
        user = f"user {getpass.getuser()} root;" if os.getuid() == 0 else ""  # who may read the run's folders
        places = " ".join(f"{kind}_temp_path {folder}/{kind};" for kind in KINDS)
        (folder / "nginx.conf").write_text(
            f"{user} daemon off; pid {folder}/pid; error_log {folder}/errors; events {{}}\n"
            f"http {{ access_log off; include /etc/nginx/mime.types; {places}\n{server}\n}}\n"
        )

    def __enter__(self) -> "Nginx":
        words = ["-p", self._folder, "-c", self._folder / "nginx.conf", "-e", self._folder / "errors"]
        self._process = subprocess.Popen(["nginx", *map(str, words)])
        wait_until(self._answers, lambda: "nginx does not answer")
        return self

    def __exit__(self, kind: type | None, error: BaseException | None, trace: TracebackType | None) -> None:
        self._process.terminate()
        self._process.wait(PATIENCE)

    def _answers(self) -> bool:
        assert self._process.poll() is None, (self._folder / "errors").read_text()
        try:
            self.get("/")
        except OSError:
            return False
        return True

    def get(self, path: str, **headers: str) -> tuple[int, str | None, bytes]:
        """Status, Location and body of an address."""
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=PATIENCE)
        try:
            connection.request("GET", path, headers=headers)
            answer = connection.getresponse()
            return answer.status, answer.headers.get("Location"), answer.read()
        finally:
            connection.close()
