"""How many answers a second the HTTP endpoint gives: gunicorn with two processes, asked by several clients at once.

    python bench/search_http.py [--documents 8000] [--seconds 15] [--clients 8] [--page]

The clients run on the same machine and take their share of it; the processor's time says what each side used, and so
what two cores would give that had nothing else to do.
"""

from __future__ import annotations

import argparse
import http.client
import os
import random
import socket
import statistics
import subprocess
import sys
import tempfile
import threading
import time
from pathlib import Path
from urllib.parse import urlencode

sys.path.insert(0, str(Path(__file__).parents[1]))

from bench._search_corpus import make_corpus
from bench._search_site import PROJECT, prepare
from bench._search_tasks import make_tasks
from search.api import open_index

PROCESSES = 2


def serve(port: int, environment: dict[str, str]) -> subprocess.Popen[bytes]:
    """Start the server and wait until it answers."""
    server = subprocess.Popen(
        [
            sys.executable,
            "-m",
            "gunicorn",
            "cms.wsgi",
            "--bind",
            f"127.0.0.1:{port}",
            "--workers",
            str(PROCESSES),
        ],
        cwd=PROJECT,
        env=environment,
        stderr=subprocess.DEVNULL,
    )
    for _ in range(300):
        try:
            if get(port, "/api/suggest?q=a"):
                return server
        except OSError:
            time.sleep(0.1)
    server.terminate()
    raise SystemExit("the server did not start")


def get(port: int, path: str) -> bytes:
    """The body of an answer; raises SystemExit for any status but 200."""
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=30)
    connection.request("GET", path)
    response = connection.getresponse()
    body = response.read()
    connection.close()
    if response.status != 200:
        raise SystemExit(f"{path}: status {response.status}")
    return body


def processor_seconds(pid: int) -> float:
    """The processor time of a server's processes so far."""
    children = Path(f"/proc/{pid}/task/{pid}/children").read_text().split()
    fields = (Path(f"/proc/{child}/stat").read_text().rpartition(")")[2].split() for child in children)
    return sum(int(each[11]) + int(each[12]) for each in fields) / os.sysconf("SC_CLK_TCK")


def ask_for(seconds: float, port: int, paths: list[str], clients: int) -> list[float]:
    """Milliseconds of each answer that `clients` get one after the other in this time."""
    taken: list[float] = []
    until = time.monotonic() + seconds

    def client(number: int) -> None:
        chance = random.Random(number)
        while time.monotonic() < until:
            begun = time.perf_counter()
            get(port, chance.choice(paths))
            taken.append(1000 * (time.perf_counter() - begun))

    threads = [threading.Thread(target=client, args=(number,)) for number in range(clients)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return sorted(taken)


def main() -> None:
    """Fill an index, serve it, ask it."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--documents", type=int, default=8000)
    parser.add_argument("--seconds", type=float, default=15)
    parser.add_argument("--clients", type=int, default=8)
    parser.add_argument("--page", action="store_true", help="ask for the search page instead of its JSON")
    options = parser.parse_args()
    corpus = make_corpus(options.documents)
    tasks = [task for task in make_tasks(corpus, 100, seed=13) if not task.typing]
    address = "/zh/search" if options.page else "/api/search"
    paths = [f"{address}?{urlencode({'q': task.query, 'locale': 'zh-hans'})}" for task in tasks]
    with tempfile.TemporaryDirectory() as folder, socket.create_server(("127.0.0.1", 0)) as probe:
        port = probe.getsockname()[1]
        probe.close()
        environment = prepare(Path(folder))
        index = open_index(environment["SEARCH_URL"])
        index.rebuild(corpus.documents)
        index.close()
        server = serve(port, environment)
        try:
            ask_for(3, port, paths, options.clients)
            before, served = os.times(), processor_seconds(server.pid)
            taken = ask_for(options.seconds, port, paths, options.clients)
            own, served = os.times(), processor_seconds(server.pid) - served
        finally:
            server.terminate()
            server.wait()
    print(f"{address}, {options.documents} documents, {PROCESSES} processes, {options.clients} clients")
    print(
        f"{len(taken) / options.seconds:.0f} answers a second, p50 {statistics.median(taken):.1f} ms, "
        f"p95 {taken[int(0.95 * (len(taken) - 1))]:.1f} ms"
    )
    clients = own.user + own.system - before.user - before.system
    print(
        f"processor time of an answer: clients {1000 * clients / len(taken):.1f} ms, servers "
        f"{1000 * served / len(taken):.1f} ms: {PROCESSES * len(taken) / served:.0f} a second on {PROCESSES} free cores"
    )


if __name__ == "__main__":
    main()
