"""A DATA_DIR and a database that one test may spoil."""

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import dj_database_url
from django.db import connections
from django.db.utils import load_backend
from django.test import override_settings


class Installation:
    def __init__(self, data_dir: Path, database_url: str = "") -> None:
        data_dir.mkdir(parents=True)
        self.data_dir = data_dir
        self.options: dict[str, Any] = {}  # of SQLite's connections, where they differ from the settings
        self.database_url = database_url or f"sqlite:///{data_dir / 'linli.sqlite3'}"

    @classmethod
    def on_sqlite(cls, data_dir: Path, migrated_database: Path) -> "Installation":
        installation = cls(data_dir)
        shutil.copy(migrated_database, data_dir / "linli.sqlite3")
        return installation

    @contextmanager
    def active(self, *, secret_key: str = "a key") -> Iterator[None]:
        """Makes it this process's installation: its folders, its key and its database."""
        folders = {"MEDIA_ROOT": "media", "PUBLIC_DIR": "public", "SEARCH_URL": "index"}
        values = {name: self.data_dir / folder for name, folder in folders.items()}
        values["SEARCH_URL"] = str(values["SEARCH_URL"])
        usual = connections["default"]
        connections["default"] = self._connection()
        try:
            with override_settings(DATA_DIR=self.data_dir, SECRET_KEY=secret_key, **values):
                yield
        finally:
            connections["default"].close()
            connections["default"] = usual

    def database(self) -> dict[str, Any]:
        """Its entry of DATABASES, with all defaults."""
        database = dj_database_url.parse(self.database_url)
        if "sqlite" in database["ENGINE"]:
            database["OPTIONS"] = {**connections.settings["default"]["OPTIONS"], **self.options}
        return connections.configure_settings({"default": database})["default"]

    def _connection(self):
        database = self.database()
        return load_backend(database["ENGINE"]).DatabaseWrapper(database, "default")
