"""Starts and stops at random moments, also in the middle of the start: nothing may hang, and nothing be complained of."""

import random
import signal
import subprocess
import time
from collections import Counter

from .table import Figure

_ROUNDS = 60
_LONGEST_LIFE_S = 8
_STOP_LIMIT_S = 30
# Before Java listens to signals, a signal ends it as it ends any process; the shell reports the same by a code.
_ENDED_EARLY = (-signal.SIGTERM, 128 + signal.SIGTERM)
_COMPLAINTS = ("not started", "with trouble", "unexpected failure", "Exception", "ERROR")
# It is told of the end in the middle of what it installs, and can only say so.
_EXCUSED = " fileinstall - "


def measure(bench):
    """All in one home, so that each start finds what the stop before it has left."""
    chance = random.Random(bench.seed)
    bench.detail(f"Drill: seed {bench.seed}")
    ends = Counter()
    wrong = []
    with bench.distribution.home() as home:
        rounds = 10 if bench.quick else _ROUNDS
        for number in range(rounds):
            life = chance.uniform(0, _LONGEST_LIFE_S)
            (home / "output.txt").unlink(missing_ok=True)
            with bench.distribution.started(home) as server:
                time.sleep(life)
                end, took = _stop(server)
                ends[end] += 1
                complaints = [line for line in server.output().splitlines() if _is_complaint(line)]
                if end not in ("0", "early") or complaints:
                    wrong.append(f"round {number}, stopped after {life:.2f} s: {end} in {took:.1f} s; {complaints[:3]}")
                    bench.detail(f"Drill: {wrong[-1]}")
    measured = f"{len(wrong)} of {rounds} ({', '.join(f'{count} x {end}' for end, count in sorted(ends.items()))})"
    yield Figure("Stops at random moments that went wrong", "0", measured, None, not wrong)


def _is_complaint(line):
    return _EXCUSED not in line and any(word in line for word in _COMPLAINTS)


def _stop(server):
    """How it ended, and after how many seconds."""
    begin = time.monotonic()
    server.process.send_signal(signal.SIGTERM)
    try:
        code = server.process.wait(_STOP_LIMIT_S)
    except subprocess.TimeoutExpired:
        return "hung", _STOP_LIMIT_S
    return "early" if code in _ENDED_EARLY else str(code), time.monotonic() - begin
