"""An engine's jar replaced again and again while clients speak: what they notice of it, and what it leaves behind."""

import shutil
import threading
import time
import zipfile
from contextlib import contextmanager
from statistics import median

from . import machine, texts
from .table import Figure
from .wire import speech_request

_CLIENTS = 32
_JAR = "engine-onnx.jar"
_ARRIVAL = "Engine hibari"
_GROWTH_BAR_MB = 30
# Until everything has been loaded that a swap needs, and the allocator knows its sizes.
_FIRST = 20


def measure(bench):
    """One bundle is put in the place of the one that speaks, half of the times a changed one, 1,000 times."""
    swaps = 60 if bench.quick else 1000
    with bench.distribution.home() as home, bench.distribution.server(home) as server:
        same = shutil.copy(home / "deploy" / _JAR, home / "same.jar")
        changed = _changed(same, home / "changed.jar")
        jars = [same, changed]
        warm_up = median([_swap(server, home, jars[i % 2]) for i in range(5)])
        with _clients(server) as clients:
            clients.await_answers(20 * _CLIENTS)
            usual = clients.take_latencies()
            for i in range(_FIRST):
                _swap(server, home, jars[i % 2])
                clients.await_answers(_CLIENTS)
        before = _resident(server)
        with _clients(server) as clients:
            took = []
            for i in range(_FIRST, swaps):
                took.append(_swap(server, home, jars[i % 2]))
                clients.await_answers(_CLIENTS)
        swapping, errors = clients.take_latencies(), clients.errors
        after = _resident(server)
    for error in errors[:5]:
        bench.detail(f"Swaps: {error}")
    worst, calm = _percentile(swapping, 99), _percentile(usual, 99)
    bench.detail(
        f"Swaps: {median(took):.2f} s each under load at the median, {warm_up:.2f} s without; latency "
        f"{1000 * median(usual):.0f} ms at the median and {1000 * calm:.0f} at the 99th percentile without swaps, "
        f"{1000 * median(swapping):.0f} and {1000 * worst:.0f} with them"
    )
    failed = f"{len(errors)} of {len(swapping) + len(errors)}"
    yield Figure(f"{_CLIENTS} clients while the engine is replaced {swaps} times: errors", "0", failed, None, not errors)
    note = f" ({1000 * calm:.0f} ms usual, {1000 * warm_up:.0f} ms for a swap while nobody speaks)"
    yield Figure.at_most("99th percentile of latency during swaps", 1000 * worst, 1000 * (calm + warm_up), "ms", 0, note)
    note = f" ({before:.0f} MB before)"
    yield Figure.at_most(f"Memory that {swaps - _FIRST} swaps add", after - before, _GROWTH_BAR_MB, "MB", 1, note)


def _changed(jar, to):
    """As a new version would be: its content differs."""
    shutil.copy(jar, to)
    with zipfile.ZipFile(to, "a") as bundle:
        bundle.writestr("bench.txt", "changed")
    return to


def _swap(server, home, jar):
    """As the README says: under another name first, then renamed. Seconds until the new engine speaks."""
    log = home / "logs" / "mynah.log"
    staged = home / "deploy" / ".staged"
    shutil.copyfile(jar, staged)
    with log.open(encoding="utf-8", errors="replace") as lines:
        lines.seek(0, 2)
        staged.rename(home / "deploy" / _JAR)
        left = 0
        end = time.monotonic() + 60
        while time.monotonic() < end:
            line = lines.readline()
            if not line:
                time.sleep(0.002)
            elif _ARRIVAL in line and line.endswith(" left\n"):
                left = time.monotonic()
            elif _ARRIVAL in line and "can speak" in line:
                return time.monotonic() - left
    raise RuntimeError(f"the engine did not come back:\n{server.output()}")


def _resident(server):
    """When all networks are loaded, which follow the engines."""
    with server.connect() as connection:
        for voice in ("heart", "af_bella"):
            connection.exchange(speech_request(texts.SHORT[0], voice))
    time.sleep(6)  # freed native memory goes back to the system every five seconds
    return machine.resident_megabytes(server.pid)


class _Clients:
    """Each speaks on one connection without pause; an answer must be as long as the first one was."""

    def __init__(self, server):
        self.errors = []
        self._latencies = []
        self._server = server
        self._request = speech_request(texts.SHORT[0])
        with server.connect() as connection:
            self._length = len(connection.exchange(self._request).body)
        self._stopped = threading.Event()
        self._threads = [threading.Thread(target=self._speak, daemon=True) for _ in range(_CLIENTS)]
        for thread in self._threads:
            thread.start()

    def _speak(self):
        connection = self._server.connect()
        while not self._stopped.is_set():
            begin = time.perf_counter()
            try:
                answer = connection.exchange(self._request)
                if answer.status != 200 or len(answer.body) != self._length:
                    self.errors.append(f"{answer.status}: {answer.body[:200]!r}")
            except OSError as error:
                self.errors.append(repr(error))
                connection = self._server.connect()
            self._latencies.append(time.perf_counter() - begin)
        connection.close()

    def await_answers(self, more):
        enough = len(self._latencies) + more
        while len(self._latencies) < enough:
            time.sleep(0.005)

    def take_latencies(self):
        taken = list(self._latencies)
        del self._latencies[: len(taken)]
        return taken

    def stop(self):
        self._stopped.set()
        for thread in self._threads:
            thread.join(60)


@contextmanager
def _clients(server):
    clients = _Clients(server)
    try:
        yield clients
    finally:
        clients.stop()


def _percentile(values, percent):
    ordered = sorted(values)
    return ordered[min(len(ordered) - 1, len(ordered) * percent // 100)]
