"""Text to PCM, ours against the peer's: turn by turn, so that what else the machine does meets both alike."""

from statistics import median

from . import texts
from .table import Figure

_ONE_THREAD_BAR = 0.8
_TWO_CORES_BAR = 0.5


def measure(bench):
    rounds = {"short": 24, "medium": 12, "long": 8} if bench.quick else {"short": 96, "medium": 60, "long": 30}
    with bench.probed_server() as (_, probe), bench.peer() as peer:
        bench.warm_up(probe)
        for text in texts.WARM_UP:
            peer.speak(text)
        sizes = {"short": texts.SHORT[:4], "medium": texts.MEDIUM, "long": texts.LONG}
        for size, some in sizes.items():
            ours, theirs = _rounds(probe.engine, peer, some, rounds[size])
            reading = [probe.text(some[index % len(some)]) for index in range(rounds[size])]
            name = f"Synthesis, 1 thread, {size} ({len(some[0])} characters)"
            part = f", {1000 * median(timing.wall for timing in reading):.1f} of ours reading the text"
            yield _figure(name, ours, theirs, _ONE_THREAD_BAR, part)
            cpu = [1000 * median(timing.cpu for timing in side) for side in (ours, theirs)]
            best = [1000 * min(timing.wall for timing in side) for side in (ours, theirs)]
            bench.detail(
                f"{name}: processor {cpu[0]:.1f} ms against {cpu[1]:.1f}, best {best[0]:.1f} against {best[1]:.1f}, "
                f"{ours[-1].amount / 24000:.2f} s of speech"
            )
        ours, theirs = _rounds(probe.service, peer, texts.LONG, rounds["long"])
        yield _figure("Synthesis, 2 cores, long, by SpeechService", ours, theirs, _TWO_CORES_BAR, "")


def _rounds(ours, peer, some, count):
    """Ours and theirs in turn, each first as often as the other."""
    mine, others = [], []
    for index in range(count):
        text = some[index % len(some)]
        for own in (True, False) if index % 2 else (False, True):
            if own:
                mine.append(ours(text))
            else:
                others.append(peer.speak(text))
    return mine, others


def _figure(name, ours, theirs, bar, more):
    our, their = (1000 * median(timing.wall for timing in side) for side in (ours, theirs))
    return Figure.ratio_at_most(name, our / their, bar, f"{our:.1f} ms against {their:.1f} ms{more}")
