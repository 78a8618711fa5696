"""What requests feel of a search for a closer voice that goes on in the background."""

import shutil
import time
from statistics import median

from . import clips, texts
from .closest import await_mixing, set_limit, speak
from .table import Figure

_BAR = 1.25
# A search goes on when nobody has spoken for 0.3 s: after the pause it is in full swing, right after an answer it is not.
_PAUSE_S = 1.0
_VOICES = ("heart", "af_heart")
_LONGEST_SEARCH_S = 3600


def measure(bench):
    """In pairs, a request after a pause and one right behind it; in a server that searches and in one that does not."""
    rounds = 15 if bench.quick else 60
    searching, resting = ({}, {})
    for seconds, medians in ((0, resting), (_LONGEST_SEARCH_S, searching)):
        with bench.distribution.home() as home:
            (home / "references").mkdir()
            first, _ = clips.Clips(bench.distribution).halves(clips.PEOPLE[0])
            shutil.copy(first, home / "references" / "clip.wav")
            set_limit(home, seconds)
            with bench.distribution.server(home) as server:
                await_mixing(server, "clip.wav")
                for voice in _VOICES:
                    medians[voice] = _pairs(server, voice, rounds)
    for voice in _VOICES:
        (paused, behind), (still, control) = searching[voice], resting[voice]
        # How much a pause alone costs, with cold caches, is taken out.
        ratio = (paused / behind) / (still / control)
        measured = (
            f"{1000 * paused:.0f} ms beside the search, {1000 * behind:.0f} ms before it goes on; without any "
            f"{1000 * still:.0f} and {1000 * control:.0f} ms"
        )
        yield Figure.ratio_at_most(f"Latency of 40 characters in {voice} while a voice is searched", ratio, _BAR, measured)


def _pairs(server, voice, rounds):
    """Medians of seconds, after a pause and right behind."""
    text = texts.SHORT[0]
    after, behind = [], []
    for _ in range(rounds + 3):  # the first ones compile
        time.sleep(_PAUSE_S)
        after.append(_timed(server, text, voice))
        behind.append(_timed(server, text, voice))
    return median(after[3:]), median(behind[3:])


def _timed(server, text, voice):
    begin = time.perf_counter()
    speak(server, text, voice)
    return time.perf_counter() - begin
