"""The voice library with more clips than anybody has."""

import struct
import time
from statistics import median

from . import machine
from .table import Figure

_CLIPS = 1_000
_SECONDS = 5
_RATE = 8_000
_LIST_BAR_MS = 50


def listing(bench):
    """/list-voices over one connection, once everything about the clips is known and nothing has changed."""
    rounds = 40 if bench.quick else 200
    with bench.distribution.home() as home, bench.distribution.server(home) as server:
        _fill(home / "references")
        with server.connect() as connection:
            first = _timed(connection)
            _timed(connection)
            used = machine.cpu_seconds(server.pid)
            times = sorted(_timed(connection) for _ in range(rounds))
            used = machine.cpu_seconds(server.pid) - used
    bench.detail(
        f"List of {_CLIPS} clips: {1000 * first:.0f} ms when it is new, then {1000 * times[0]:.1f} to "
        f"{1000 * times[-1]:.1f} ms; {1000 * used / rounds:.1f} ms of processor each"
    )
    measured = 1000 * median(times)
    yield Figure.at_most(f"/list-voices, {_CLIPS:,} clips, nothing changed", measured, _LIST_BAR_MS, "ms", 1)


def _fill(folder):
    """Files of their own, each of another content, as people have them."""
    folder.mkdir(exist_ok=True)
    size = 2 * _RATE * _SECONDS
    head = struct.pack("<4sI4s4sIHHIIHH4sI", b"RIFF", 36 + size, b"WAVE", b"fmt ", 16, 1, 1, _RATE, 2 * _RATE, 2, 16,
                       b"data", size)
    for index in range(_CLIPS):
        (folder / f"voice {index:04}.wav").write_bytes(head + struct.pack("<H", index) * (size // 2))


def _timed(connection):
    begin = time.perf_counter()
    answer = connection.get("/list-voices")
    elapsed = time.perf_counter() - begin
    if answer.status != 200 or f'"count":{_CLIPS}'.encode() not in answer.body:
        raise RuntimeError(f"status {answer.status}: {answer.body[-200:]}")
    return elapsed
