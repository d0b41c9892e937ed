"""Builds the node once, into a cache outside the repository, and runs it on a free port of this machine."""

from __future__ import annotations

import fcntl
import os
import shutil
import socket
import subprocess
import urllib.request
from contextlib import closing
from pathlib import Path

HERE = Path(__file__).parent
VERSION = "8.19.21"
SOURCES = ("pom.xml", "Node.java", "RootPlugin.java")
MODULES = {
    "transport-netty4": "org.elasticsearch.transport.netty4.Netty4Plugin",
    "root": "root.RootPlugin",
}
DESCRIPTOR = """description={name}
name={name}
version={version}
elasticsearch.version={version}
java.version=17
classname={main}
"""


def missing_tool() -> str:
    """The first of the programs that the node needs and this machine lacks, or "" where it has all."""
    return next((tool for tool in ("java", "javac", "jar", "mvn") if not shutil.which(tool)), "")


def built_home() -> Path:
    """The folder of the built node, made first where it is not there yet."""
    cache = Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache") / "linli"
    cache.mkdir(parents=True, exist_ok=True)
    home = cache / f"elasticsearch-{VERSION}"
    with (cache / "elasticsearch.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not (home / "built").exists():
            shutil.rmtree(home, ignore_errors=True)
            _build(home)
            (home / "built").touch()
    return home


def _build(home: Path) -> None:
    for name in ("config", "plugins"):
        (home / name).mkdir(parents=True)
    (home / "config" / "elasticsearch.yml").touch()
    _run("mvn", "-B", "-q", "-f", HERE / "pom.xml", "package", f"-Dout={home}", f"-Delasticsearch={VERSION}")
    _run("javac", "-cp", f"{home}/lib/*", "-d", home / "classes", HERE / "Node.java")
    _run("javac", "-cp", f"{home}/lib/*", "-d", home / "root-classes", HERE / "RootPlugin.java")
    (home / "modules" / "root").mkdir()
    _run("jar", "cf", home / "modules" / "root" / "root.jar", "-C", home / "root-classes", ".")
    for name, main in MODULES.items():
        descriptor = DESCRIPTOR.format(name=name, version=VERSION, main=main)
        (home / "modules" / name / "plugin-descriptor.properties").write_text(descriptor)


def _run(*command: str | Path) -> None:
    done = subprocess.run([str(word) for word in command], capture_output=True, text=True, check=False)
    if done.returncode:
        raise RuntimeError(f"{command[0]} failed:\n{done.stdout}{done.stderr}")


def free_port() -> int:
    """A port that nothing listens on just now."""
    with closing(socket.socket()) as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


class Node:
    """One running node with data of its own in `folder`; `lasting` if it runs long enough to be worth tuning.

    Without that Java compiles quickly and plainly, which halves the time of the tests.
    """

    def __init__(self, folder: Path, heap: str = "512m", *, lasting: bool = False) -> None:
        self.folder, self.heap, self.lasting, self.port = folder, heap, lasting, free_port()
        self.address = f"http://127.0.0.1:{self.port}"
        self._process: subprocess.Popen[str] | None = None

    def start(self) -> None:
        """Start it if it does not run, again on the same port with the same data, and wait until it answers."""
        if self._process is not None:
            return
        home = built_home()
        temporary = self.folder / "tmp"
        temporary.mkdir(parents=True, exist_ok=True)
        log = (self.folder / "node.log").open("a")
        settings = {
            "discovery.type": "single-node",
            "cluster.name": "tests",
            "node.name": "tests",
            "network.host": "127.0.0.1",
            "http.port": self.port,
            "transport.port": free_port(),
            "transport.type": "netty4",
            "http.type": "netty4",
            "path.data": self.folder / "data",
            "path.logs": self.folder / "logs",
            "cluster.routing.allocation.disk.threshold_enabled": "false",
        }
        java = [
            "java",
            f"-Xms{self.heap}",
            f"-Xmx{self.heap}",
            "-XX:+UseSerialGC",
            "-Djava.awt.headless=true",
        ]
        java += [] if self.lasting else ["-XX:TieredStopAtLevel=1"]
        java += ["-Dlog4j2.disable.jmx=true", f"-Djava.io.tmpdir={temporary}", "-Des.distribution.type=tar"]
        java += [
            "--add-opens=java.base/java.io=ALL-UNNAMED",
            "-cp",
            f"{home}/lib/*:{home}/classes",
            "Node",
            str(home),
        ]
        with log:
            self._process = subprocess.Popen(
                [*java, *(f"{name}={value}" for name, value in settings.items())],
                stdout=subprocess.PIPE,
                stderr=log,
                text=True,
            )
        assert self._process.stdout is not None
        for line in self._process.stdout:
            if line.strip() == "READY":
                health = f"{self.address}/_cluster/health?wait_for_status=yellow&timeout=120s"
                with urllib.request.urlopen(health):  # noqa: S310
                    return
        raise RuntimeError(f"the node did not start:\n{(self.folder / 'node.log').read_text()[-4000:]}")

    def stop(self, *, at_once: bool = False) -> None:
        """End the node and wait until it is gone; at once where nobody needs what it holds, for it takes its time."""
        if self._process is not None:
            (self._process.kill if at_once else self._process.terminate)()
            self._process.communicate()
            self._process = None
