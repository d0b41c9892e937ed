"""A DATA_DIR and a database that one test may spoil."""

import shutil
import subprocess
from pathlib import Path

from tests.support.machine import PROJECT, clean_environment, manage


class Installation:
    def __init__(self, data_dir: Path, **variables: str) -> None:
        data_dir.mkdir(parents=True)
        self.data_dir = data_dir
        self.environment = clean_environment(
            DATA_DIR=str(data_dir),
            DJANGO_SETTINGS_MODULE="cms.settings.test",
            LINLI_SECRET_KEY="",
            **variables,
        )
        (data_dir / "secret_key").write_text("the key of this installation\n")

    @classmethod
    def on_sqlite(cls, data_dir: Path, migrated_database: Path) -> "Installation":
        installation = cls(data_dir)
        shutil.copy(migrated_database, data_dir / "linli.sqlite3")
        return installation

    def manage(self, *words: str | Path) -> subprocess.CompletedProcess[str]:
        """Runs a command in its own process, as an operator does."""
        return subprocess.run(
            manage(*words),
            env=self.environment,
            cwd=PROJECT,
            capture_output=True,
            text=True,
            timeout=300,
            check=False,
        )

    def python(self, source: str) -> str:
        """What a few lines of Python print inside the installation."""
        answer = self.manage("shell", "--no-imports", "--command", source)
        assert answer.returncode == 0, answer.stderr
        return answer.stdout.strip()
