"""What HTTP costs: the time above the engine's own, and the throughput beside bare engine threads."""

import itertools
import time
from statistics import median

from . import machine, texts
from .wire import load, speech_request
from .table import Figure

_OVERHEAD_BAR_MS = 3
_THROUGHPUT_BAR = 0.9
_CLIENTS = 16
_CORES = 2
_SPELLS = 12


def overhead(bench):
    """One client over one connection, in turn with engine calls of the same text in the same process."""
    count = 150 if bench.quick else 600
    text = texts.SHORT[0]
    request = speech_request(text)
    with bench.probed_server() as (server, probe):
        _warm_up(bench, server, probe)
        engine, http, floor = [], [], []
        with server.connect() as connection:
            for _ in range(count):
                engine.append(probe.engine(text).wall)
                http.append(_timed(lambda: connection.exchange(request)))
                floor.append(_timed(lambda: connection.get("/health/live")))
    above = 1000 * (median(http) - median(engine))
    note = f" ({1000 * median(http):.1f} with, {1000 * median(engine):.1f} without)"
    bench.detail(f"HTTP overhead: an empty GET takes {1000 * median(floor):.2f} ms, client included")
    yield Figure.at_most("HTTP, 40 characters, above the engine", above, _OVERHEAD_BAR_MS, "ms", 2, note)


def throughput(bench):
    """Many clients for a minute in all, in spells between those of bare engine threads: speed drifts within minutes."""
    seconds = 1 if bench.quick else 5
    bare, used, spells = [], 0, []
    with bench.probed_server() as (server, probe):
        _warm_up(bench, server, probe)
        for _ in range(_SPELLS):
            bare.append(probe.load(_CORES, seconds, texts.SHORT))
            before = machine.cpu_seconds(server.pid)
            spells.append(load(server.port, _short_requests(), _CLIENTS, seconds=seconds))
            used += machine.cpu_seconds(server.pid) - before
        bare.append(probe.load(_CORES, seconds, texts.SHORT))
    calls = sum(spell.amount for spell in bare)
    bare_per_second = calls / sum(spell.wall for spell in bare)
    answers = sum(spell.answers for spell in spells)
    spoken = sum(spell.seconds for spell in spells)
    measured = (
        f"{answers / spoken:.1f}/s against {bare_per_second:.1f}/s; server {used / spoken:.2f} cores, "
        f"client {sum(spell.client for spell in spells) / spoken:.3f}"
    )
    ordered = sorted(latency for spell in spells for latency in spell.latencies)
    bench.detail(
        f"Throughput: over HTTP {_range(spell.per_second() for spell in spells)}, "
        f"bare {_range(spell.amount / spell.wall for spell in bare)}, "
        f"latency {1000 * median(ordered):.0f} ms at the median, {1000 * ordered[len(ordered) * 99 // 100]:.0f} ms at "
        f"the 99th percentile; bare calls {1000 * sum(spell.cpu for spell in bare) / calls:.2f} ms of processor each, "
        f"requests {1000 * used / answers:.2f}"
    )
    errors = [error for spell in spells for error in spell.errors]
    for error in errors[:5]:
        bench.detail(f"Throughput: {error}")
    failed = f"{len(errors)} of {answers + len(errors)}"
    yield Figure(f"HTTP, {_CLIENTS} clients for {spoken:.0f} s: errors", "0", failed, None, not errors)
    ratio = answers / spoken / bare_per_second
    yield Figure.ratio_at_least("HTTP, throughput beside bare engine threads", ratio, _THROUGHPUT_BAR, measured)


def _range(rates):
    ordered = sorted(rates)
    return f"{ordered[0]:.1f} to {ordered[-1]:.1f}/s"


def _warm_up(bench, server, probe):
    """The engine first, then the way of a request: a method called once a request is compiled after thousands of them."""
    bench.warm_up(probe)
    load(server.port, _short_requests(), _CLIENTS, seconds=5 if bench.quick else 180)


def _short_requests():
    return itertools.cycle([speech_request(text) for text in texts.SHORT])


def _timed(deed):
    begin = time.perf_counter()
    deed()
    return time.perf_counter() - begin
