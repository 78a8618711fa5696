"""The server as a process: how fast it starts and how much memory it holds."""

import itertools
from concurrent.futures import ThreadPoolExecutor, wait
from statistics import median

from . import machine, texts
from .table import Figure
from .wire import load, speech_request

_START_BAR_S = 4
_RESIDENT_BAR_MB = 500
_BOTH_RESIDENT_BAR_MB = 900
_GROWTH_BAR_MB = 5
_KOKORO_VOICES = "af_heart bm_george am_michael bf_emma af_heart(2)+am_adam(1) bm_fable af_bella".split()


def start(bench):
    """From exec of bin/mynah to the first 200 of /health/ready, in a home that has been used before."""
    with bench.distribution.home() as home:
        times = []
        processor = []
        for _ in range(4 if bench.quick else 6):
            with bench.distribution.started(home) as server:
                times.append(server.await_ready())
                processor.append(machine.cpu_seconds(server.pid))
    first, *others = times
    usual = median(processor[1:])
    bench.detail(f"Start: {usual:.2f} s of processor time until ready, {processor[0]:.2f} the first time")
    note = f" (median of {len(others)}: {', '.join(f'{each:.2f}' for each in sorted(others))})"
    yield Figure.at_most("Start to /health/ready", median(others), _START_BAR_S, "s", 2, note)
    yield Figure.at_most("Start to /health/ready, the first in a new home", first, _START_BAR_S, "s", 2)


def memory(bench):
    """With texts of 40 to 2,000 characters, first in the voice heart, then in many voices of both engines."""
    mixed = [*texts.SHORT, *texts.MEDIUM, *texts.SHORT, *texts.LONG]
    yield from _memory(bench, "", [speech_request(text) for text in mixed], _RESIDENT_BAR_MB)
    if not bench.quick:
        yield from _memory(bench, ", both engines", [*_requests_of_both(mixed)], _BOTH_RESIDENT_BAR_MB)


def _requests_of_both(mixed):
    """Every third is Kokoro's, which takes its time; its longest runs are among them."""
    fast, voices = itertools.cycle(mixed), itertools.cycle(_KOKORO_VOICES)
    for text in (*texts.SHORT, *texts.SHORT[:10], *texts.MEDIUM):
        yield speech_request(text, next(voices))
        yield speech_request(next(fast))
        yield speech_request(next(fast))


def _memory(bench, what, requests, bar):
    """Resident memory in the hundred requests up to the 500th and up to the 1,000th, on four connections."""
    name = f"Memory{what} after 1,000 requests"
    with bench.distribution.home() as home, bench.distribution.server(home) as server:
        begin = machine.resident_megabytes(server.pid)
        endless = itertools.cycle(requests)
        course = []
        errors = []
        for _ in range(10):
            result, resident = _watched(server.pid, lambda: load(server.port, endless, 4, count=100))
            errors += result.errors
            course.append(resident)
    steps = ", ".join(f"{each:.0f}" for each in course)
    bench.detail(f"Memory{what}: {begin:.0f} MB when ready, then {steps} in each 100 requests")
    if errors:
        yield Figure.missing(name, f"≤ {bar} MB", f"{len(errors)} errors: {errors[0]}")
        return
    yield Figure.at_most(name, course[9], bar, "MB", 0)
    yield Figure.at_most(f"Memory{what} that the last 500 of them add", course[9] - course[4], _GROWTH_BAR_MB, "MB", 1)


def _watched(pid, work):
    """What some work comes to, and the resident memory meanwhile: at one instant it is a long text's buffers more or less, so
    the median of twenty readings a second."""
    readings = []
    with ThreadPoolExecutor(1) as pool:
        future = pool.submit(work)
        while not future.done():
            readings.append(machine.resident_megabytes(pid))
            wait([future], timeout=0.05)
        return future.result(), median(readings)
