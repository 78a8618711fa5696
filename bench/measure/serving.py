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
    """Many clients for a minute, between two spells of bare engine threads."""
    seconds = 15 if bench.quick else 60
    with bench.probed_server() as (server, probe):
        _warm_up(bench, server, probe)
        before = probe.load(_CORES, seconds // 2, texts.SHORT)
        used = machine.cpu_seconds(server.pid)
        result = load(server.port, _short_requests(), _CLIENTS, seconds=seconds)
        used = machine.cpu_seconds(server.pid) - used
        after = probe.load(_CORES, seconds // 2, texts.SHORT)
    bare = (before.amount + after.amount) / (before.wall + after.wall)
    measured = (
        f"{result.per_second():.1f}/s against {bare:.1f}/s; server {used / result.seconds:.2f} cores, "
        f"client {result.client / result.seconds:.3f}"
    )
    ordered = sorted(result.latencies)
    bench.detail(
        f"Throughput: bare {before.amount / before.wall:.1f}/s before and {after.amount / after.wall:.1f}/s after, "
        f"latency {1000 * median(ordered):.0f} ms at the median, {1000 * ordered[len(ordered) * 99 // 100]:.0f} ms at "
        f"the 99th percentile; bare calls {1000 * before.cpu / before.amount:.2f} ms of processor each, "
        f"requests {1000 * used / result.answers:.2f}"
    )
    for error in result.errors[:5]:
        bench.detail(f"Throughput: {error}")
    total = result.answers + len(result.errors)
    failed = f"{len(result.errors)} of {total}"
    yield Figure(f"HTTP, {_CLIENTS} clients for {seconds} s: errors", "0", failed, None, not result.errors)
    ratio = result.per_second() / bare
    yield Figure.ratio_at_least("HTTP, throughput beside bare engine threads", ratio, _THROUGHPUT_BAR, measured)


def _warm_up(bench, server, probe):
    """The engine first, then the way of a request: a method called once a request is compiled after thousands of them."""
    bench.warm_up(probe)
    load(server.port, _short_requests(), _CLIENTS, seconds=5 if bench.quick else 90)


def _short_requests():
    return itertools.cycle([speech_request(text) for text in texts.SHORT])


def _timed(deed):
    begin = time.perf_counter()
    deed()
    return time.perf_counter() - begin
