"""Whether what the server says can be understood: a recogniser writes it down, and the peer's speech beside it."""

import json
import re
import subprocess
from pathlib import Path

from . import peer, texts
from .wire import speech_request
from .table import Figure

_WORKER = Path(__file__).resolve().parents[1] / "workers" / "listen.py"
# A word in fifty: what chance in the noise of either voice makes out on so few sentences.
_MARGIN = 0.02


def measure(bench):
    interpreter = peer.listener_python()
    with bench.distribution.home() as home, bench.distribution.server(home) as server:
        folder = home / "listen"
        folder.mkdir()
        with server.connect() as connection, bench.peer() as other:
            for index, text in enumerate(texts.LISTEN):
                answer = connection.exchange(speech_request(text))
                if answer.status != 200:
                    raise RuntimeError(f"status {answer.status}: {answer.body[:200]}")
                (folder / f"ours-{index:02}.wav").write_bytes(answer.body)
                other.wav(text, folder / f"peer-{index:02}.wav")
        heard = subprocess.run(
            [interpreter, _WORKER, folder], stdout=subprocess.PIPE, env=peer.environment(), check=True, text=True
        )
    written = json.loads(heard.stdout)
    rates = {}
    for side in ("ours", "peer"):
        wrong = total = 0
        for index, text in enumerate(texts.LISTEN):
            heard_as = written[f"{side}-{index:02}.wav"]
            expected = _words(text)
            errors = distance(expected, _words(heard_as))
            wrong += errors
            total += len(expected)
            if errors:
                bench.detail(f"Listening, {side}: '{text}' was heard as '{heard_as}'")
        rates[side] = wrong / total
    measured = f"{100 * rates['ours']:.1f} % of {total} words wrong, the peer {100 * rates['peer']:.1f} %"
    reached = rates["ours"] <= rates["peer"] + _MARGIN
    yield Figure("Listening, word error rate over HTTP", "≤ peer + 2 %", measured, None, reached)


def distance(expected, actual):
    """Words to change, add or leave out (Levenshtein, by Wagner and Fischer)."""
    row = list(range(len(actual) + 1))
    for i, word in enumerate(expected, 1):
        diagonal, row[0] = row[0], i
        for j, other in enumerate(actual, 1):
            diagonal, row[j] = row[j], min(diagonal + (word != other), row[j] + 1, row[j - 1] + 1)
    return row[-1]


def _words(text):
    return re.sub(r"[^a-z' ]", " ", text.lower()).split()
