"""Whether what the server says can be understood: a recogniser writes it down, and the peer's speech beside it."""

import json
import re
import subprocess
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from . import peer, texts
from .table import Figure
from .wire import speech_request

_WORKER = Path(__file__).resolve().parents[1] / "workers" / "listen.py"
# A word in fifty: what chance in the noise of either voice makes out on so few sentences.
_MARGIN = 0.02


def measure(bench):
    with bench.distribution.home() as home, bench.distribution.server(home) as server:
        sides = [home / "ours", home / "peer"]
        for folder in sides:
            folder.mkdir()
        with server.connect() as connection, bench.peer() as other:
            for index, text in enumerate(texts.LISTEN):
                (sides[0] / f"{index:02}.wav").write_bytes(spoken(connection, text, "heart"))
                other.wav(text, sides[1] / f"{index:02}.wav")
        ours, theirs = (Heard(*pair) for pair in zip(sides, written_down(sides)))
    for side in (ours, theirs):
        side.tell(bench, texts.LISTEN)
    rates = [side.rate(texts.LISTEN) for side in (ours, theirs)]
    measured = f"{100 * rates[0]:.1f} % of words wrong, the peer {100 * rates[1]:.1f} %"
    reached = rates[0] <= rates[1] + _MARGIN
    yield Figure("Listening, word error rate over HTTP", "≤ peer + 2 %", measured, None, reached)


def spoken(connection, text, voice):
    """A WAV file that the server makes."""
    answer = connection.exchange(speech_request(text, voice))
    if answer.status != 200:
        raise RuntimeError(f"status {answer.status}: {answer.body[:200]}")
    return answer.body


def written_down(folders):
    """What a recogniser hears in the WAV files of each folder, by file name; two folders at a time."""
    interpreter = peer.listener_python()

    def listen(folder):
        heard = subprocess.run(
            [interpreter, _WORKER, folder], stdout=subprocess.PIPE, env=peer.environment(), check=True, text=True
        )
        return json.loads(heard.stdout)

    with ThreadPoolExecutor(2) as listeners:
        return list(listeners.map(listen, folders))


class Heard:
    """What was heard of sentences that are files 00.wav, 01.wav and so on."""

    def __init__(self, folder, written):
        self._name = folder.name
        self._written = [text for _, text in sorted(written.items())]

    def rate(self, sentences):
        """Wrong words, as a part of all words."""
        wrong = sum(self._errors(sentences))
        return wrong / sum(len(_words(sentence)) for sentence in sentences)

    def tell(self, bench, sentences):
        for text, heard, errors in zip(sentences, self._written, self._errors(sentences)):
            if errors:
                bench.detail(f"Listening, {self._name}: '{text}' was heard as '{heard}'")

    def _errors(self, sentences):
        return [distance(_words(text), _words(heard)) for text, heard in zip(sentences, self._written, strict=True)]


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
