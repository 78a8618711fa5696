"""Kokoro beside the Python packages that speak with the same network and the same voices, turn by turn."""

import time
from dataclasses import replace
from statistics import median

from . import machine, peer, texts
from .table import Figure

_VOICE = "af_heart"
_ONE_THREAD_BAR = 1.02
_TWO_THREADS_BAR = 0.85
_SHERPA_BAR = 0.36
_FIRST_SOUND_BAR = 0.1


def measure(bench):
    with bench.probed_server() as (server, probe), peer.KokoroPeer(bench.distribution) as other:
        bench.introduce(other)

        def engine(text):
            return probe.engine(text, _VOICE)

        def service(text):
            return _with_all_threads(server, lambda: probe.service(text, _VOICE))

        def theirs(package, threads):
            return lambda text: other.speak(package, threads, text, _VOICE)

        yield _one_thread(bench, engine, theirs("kokoro-onnx", 1))
        yield from _two_cores(bench, service, theirs("kokoro-onnx", 2), theirs("sherpa-onnx", 2))
        yield _first_sound(bench, service)


def _with_all_threads(server, call):
    """With the processor time of the whole server, since workers speak."""
    before = machine.cpu_seconds(server.pid)
    timing = call()
    return replace(timing, cpu=machine.cpu_seconds(server.pid) - before)


def _one_thread(bench, ours, theirs):
    text = texts.KOKORO
    mine, others = _turns((ours, theirs), text, (3, 5) if bench.quick else (5, 12), 30)
    name = f"Kokoro, 1 thread, {len(text)} characters"
    ratio = median(one.wall for one in mine) / median(one.wall for one in others)
    _tell(bench, name, mine, others)
    return Figure.ratio_at_most(
        f"{name}, beside kokoro-onnx", ratio, _ONE_THREAD_BAR, f"{_seconds(mine)} against {_seconds(others)}"
    )


def _two_cores(bench, ours, theirs, sherpas):
    text = texts.WORDS_150
    mine, others, third = _turns((ours, theirs, sherpas), text, (1, 2) if bench.quick else (2, 4), 75)
    name = "Kokoro, 2 cores, 150 words"
    for package, bar, side in (("kokoro-onnx", _TWO_THREADS_BAR, others), ("sherpa-onnx", _SHERPA_BAR, third)):
        ratio = median(one.wall for one in mine) / median(one.wall for one in side)
        measured = f"{_seconds(mine)} against {_seconds(side)}"
        _tell(bench, f"{name}, {package}", mine, side)
        yield Figure.ratio_at_most(f"{name}, beside {package}", ratio, bar, measured)


def _first_sound(bench, ours):
    """By the way of a request, until the samples that a client gets first."""
    for text, name in ((texts.WORDS_150, "150 words"), (texts.LONG[0], f"{len(texts.LONG[0])} characters")):
        timings = [ours(text) for _ in range(1 if bench.quick else 2)]
        first, whole = median(one.first for one in timings), median(one.wall for one in timings)
        bench.detail(f"Kokoro, first sound of {name}: after {first:.2f} of {whole:.2f} s, {first / whole:.3f}")
    measured = f"{first:.2f} s of {whole:.2f} s"
    return Figure.ratio_at_most(f"Kokoro, first sound of {name}", first / whole, _FIRST_SOUND_BAR, measured)


def _turns(sides, text, rounds, limit):
    """Timings of each side, which take turns in changing order: so many rounds at least, and no further ones after a time."""
    for side in sides:
        side(texts.SHORT[0])
    at_least, at_most = rounds
    timings = [[] for _ in sides]
    begin = time.monotonic()
    for index in range(at_most):
        if index >= at_least and time.monotonic() - begin > limit:
            break
        for turn in range(len(sides)):
            number = (index + turn) % len(sides)
            timings[number].append(sides[number](text))
    return timings


def _tell(bench, name, mine, others):
    cpu = [median(one.cpu for one in side) for side in (mine, others)]
    best = [min(one.wall for one in side) for side in (mine, others)]
    bench.detail(
        f"{name}: processor {cpu[0]:.2f} s against {cpu[1]:.2f} ({cpu[0] / cpu[1]:.2f}), best {best[0]:.2f} against "
        f"{best[1]:.2f}; {_speech(mine):.2f} s of speech against {_speech(others):.2f}, {len(mine)} rounds"
    )


def _seconds(side):
    return f"{median(one.wall for one in side):.2f} s"


def _speech(side):
    return side[-1].amount / 24000
