"""The server as a process: how fast it starts and how much memory it holds."""

from statistics import median

from . import machine, texts
from .wire import load
from .table import Figure

_START_BAR_S = 4
_RESIDENT_BAR_MB = 500
_GROWTH_BAR_MB = 5


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
    """Resident memory after 500 and 1,000 requests of 40 to 2,000 characters on four connections."""
    mixed = [*texts.SHORT, *texts.MEDIUM, *texts.SHORT, *texts.LONG]
    with bench.distribution.home() as home, bench.distribution.server(home) as server:
        begin = machine.resident_megabytes(server.pid)
        course = []
        errors = []
        for _ in range(10):
            errors += load(server.port, mixed, 4, count=100).errors
            course.append(machine.resident_megabytes(server.pid))
    steps = ", ".join(f"{each:.0f}" for each in course)
    bench.detail(f"Memory: {begin:.0f} MB when ready, then {steps} after every 100 requests")
    if errors:
        why = f"{len(errors)} errors: {errors[0]}"
        yield Figure.missing("Memory after 1,000 requests", f"≤ {_RESIDENT_BAR_MB} MB", why)
        return
    yield Figure.at_most("Memory after 1,000 requests", course[9], _RESIDENT_BAR_MB, "MB", 0)
    yield Figure.at_most("Memory that the last 500 of them add", course[9] - course[4], _GROWTH_BAR_MB, "MB", 1)
