"""Runs inside the peer's environment: a question in a line of JSON, an answer in a line of JSON."""

import json
import sys
import time
from importlib.metadata import version

from hibari import Hibari
from hibari.g2p import G2P


def main():
    speaker = Hibari()
    readers = {}

    def speak(question):
        cpu = time.process_time()
        wall = time.perf_counter()
        samples = speaker(question["text"])
        return {"wall": time.perf_counter() - wall, "cpu": time.process_time() - cpu, "samples": len(samples)}

    def phonemes(question):
        british = question["british"]
        reader = readers.setdefault(british, None) or G2P(british=british)
        readers[british] = reader
        return {"phonemes": [reader(line) for line in question["lines"]]}

    def wav(question):
        speaker.save(question["text"], question["path"])
        return {}

    def versions(_):
        return {"versions": {name: version(name) for name in ("hibari-tts", "onnxruntime", "numpy", "scipy")}}

    deeds = {"speak": speak, "phonemes": phonemes, "wav": wav, "versions": versions}
    for line in sys.stdin:
        question = json.loads(line)
        print(json.dumps(deeds[question["do"]](question)), flush=True)


main()
