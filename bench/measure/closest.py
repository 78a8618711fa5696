"""How like a clip's speaker the closest voice is, by the half of the clip that the server never had."""

import json
import math
import re
import shutil
import time
import urllib.request
from statistics import fmean, median

from . import clips
from .table import Figure

# Nothing that is said while mixtures are searched for or judged (Sentences.java).
_TEXTS = (
    "The museum opens its doors at nine, but the garden behind it can be visited all day long.",
    "Nobody in the village remembered when the bridge had been built, or who had paid for it.",
    "If you would like to change your appointment, please call us before the end of the week.",
)
# Seconds of one core that a search may take, and what mean cosine it should reach.
_STAGES = ((0, 0.73), (90, 0.79), (300, 0.82))
_MATCH_BAR_MS = 300
# Searches give way to whatever else the machine does to the server, so time on the clock is no measure.
_LONGEST_WAIT_S = 4 * 3600
_LONGEST_LOADING_S = 120
_OVER = re.compile(r"A search for the closest voice to a clip is over( for good)?: (\d+) utterances, (\d+) s")


def measure(bench):
    made = clips.Clips(bench.distribution)
    names = [*clips.PEOPLE, *clips.SYNTHETIC]
    halves = {name: made.halves(name) for name in names}
    with bench.distribution.home() as home:
        references = home / "references"
        references.mkdir()
        for name, (first, _) in halves.items():
            shutil.copy(first, references / f"{name}.wav")
        scores = {}
        unfinished = len(names)
        for seconds, _ in _STAGES:
            set_limit(home, seconds)
            with bench.probed_server(home) as (server, probe):
                await_mixing(server, f"{names[0]}.wav")
                if seconds and unfinished:
                    unfinished -= _search(bench, server, names, seconds, unfinished)
                elif not seconds:
                    yield _first_matches(bench, server, probe, made, names)
                scores[seconds] = {name: _score(server, probe, home, name, *halves[name]) for name in names}
                _tell(bench, seconds, scores[seconds])
            yield _figure(seconds, dict(_STAGES)[seconds], scores[seconds])


def _figure(seconds, bar, scores):
    single = fmean(score.single for score in scores.values())
    pooled = fmean(score.pooled for score in scores.values())
    people = fmean(scores[name].single for name in clips.PEOPLE)
    synthetic = fmean(scores[name].single for name in clips.SYNTHETIC)
    when = f"after at most {seconds} s of one core" if seconds else "at once"
    measured = f"{single:.3f} (people {people:.3f}, synthetic {synthetic:.3f}; all sentences as one {pooled:.3f})"
    name = f"Closest voice, mean cosine of {len(scores)} clips, {when}"
    return Figure(name, f"≥ {bar:.2f}", measured, single / bar, single >= bar)


def set_limit(home, seconds):
    (home / "conf").mkdir(exist_ok=True)
    (home / "conf" / "mynah.conf").write_text(f"closest.search = {seconds}\n", encoding="utf-8")


class _Score:
    """Of one clip: what the server promises, and what it is."""

    def __init__(self, promised, ceiling, vectors, held_out):
        self.promised = promised
        self.ceiling = ceiling
        self.single = fmean(_dot(vector, held_out) for vector in vectors)
        together = [sum(column) for column in zip(*vectors)]
        self.pooled = _dot(together, held_out) / math.sqrt(_dot(together, together))


def _score(server, probe, home, name, first, second):
    held_out = probe.vector(second)
    vectors = []
    for text in _TEXTS:
        speech, promised = _speak_mixed(server, text, f"{name}.wav")
        spoken = home / "spoken.wav"
        spoken.write_bytes(speech)
        vectors.append(probe.vector(spoken))
    return _Score(float(promised), _dot(probe.vector(first), held_out), vectors, held_out)


def _tell(bench, seconds, scores):
    for name, score in scores.items():
        bench.detail(
            f"Closest voice, {seconds} s: {name:10} single {score.single:.3f}, as one {score.pooled:.3f}, "
            f"promised {score.promised:.2f}, the halves of the clip {score.ceiling:.3f}"
        )


def _search(bench, server, names, seconds, unfinished):
    """Asks for each clip, which begins its search, and waits until all are over; tells how many more time would not help."""
    log = server.home / "output.txt"
    begin = log.stat().st_size
    for name in names:
        _speak_mixed(server, "Begin.", f"{name}.wav")
    end = time.monotonic() + _LONGEST_WAIT_S
    over = []
    while len(over) < unfinished:
        if time.monotonic() > end:
            raise RuntimeError(f"{len(over)} of {unfinished} searches were over after {_LONGEST_WAIT_S} s")
        time.sleep(1)
        with log.open("rb") as output:
            output.seek(begin)
            over = _OVER.findall(output.read().decode("utf-8", "replace"))
    for_good = sum(bool(one[0]) for one in over)
    utterances, used = ([int(one[column]) for one in over] for column in (1, 2))
    bench.detail(
        f"Closest voice, limit of {seconds} s: searches took {fmean(used):.0f} s of one core, at most {max(used)}, and heard "
        f"{fmean(utterances):.0f} utterances; {for_good} of {len(over)} found nothing more for so long that they ended for good"
    )
    return for_good


def await_mixing(server, clip):
    """The voice that mixtures are made of is loaded after the server is ready."""
    _speak_mixed(server, "Begin.", clip)


def _speak_mixed(server, text, clip):
    """Another voice answers where the closest one is not found in time, as on a machine that is busy with something else."""
    end = time.monotonic() + _LONGEST_LOADING_S
    while True:
        speech, promised = speak(server, text, clip)
        if promised != "none":
            return speech, promised
        if time.monotonic() > end:
            raise RuntimeError("no engine is there that can mix voices")
        time.sleep(0.5)


def _first_matches(bench, server, probe, made, names):
    """From a new clip to its mixture, in a server that has done so before."""
    matches = [probe.match(made.first_seconds(name, 10)) for name in names]
    took = [1000 * match.wall for match in matches]
    cpu = 1000 * median(match.cpu for match in matches)
    for name, match in zip(names, matches):
        bench.detail(f"Closest voice, first match: {name:10} {1000 * match.wall:.0f} ms, {1000 * match.cpu:.0f} of processor time")
    note = f" (worst {max(took):.0f}; {cpu:.0f} of processor time)"
    return Figure.at_most("Closest voice, a new clip of 10 s matched, median", median(took), _MATCH_BAR_MS, "ms", 0, note)


def speak(server, text, voice):
    body = json.dumps({"text": text, "voice": voice}).encode()
    request = urllib.request.Request(
        f"http://127.0.0.1:{server.port}/api/tts", body, {"Content-Type": "application/json"}
    )
    with urllib.request.urlopen(request, timeout=120) as answer:
        return answer.read(), answer.headers["X-TTS-Voice-Match"]


def _dot(one, other):
    return sum(a * b for a, b in zip(one, other))
