"""Runs inside the environment of Kokoro's peers: a question in a line of JSON, an answer in a line of JSON.

Both packages get the model file and the voices that the product has, and the number of threads that is asked for; the
rest is as each makes it. sherpa-onnx wants its voices in one file, its alphabet in another, and facts about the model in
the model itself: they are appended to a copy, which changes no number in it.

    kokoro.py MODEL VOCABULARY VOICES FOLDER     VOICES: a folder of .bin files; FOLDER: for what is made of them
"""

import json
import sys
import time
import wave
from functools import lru_cache
from importlib.metadata import version
from pathlib import Path

import espeakng_loader
import kokoro_onnx
import numpy as np
import onnxruntime
import sherpa_onnx

_RATE = 24_000
_STYLE = (510, 1, 256)


def main(model, vocabulary, voices, folder):
    styles = {file.stem: np.fromfile(file, np.float32).reshape(_STYLE) for file in sorted(Path(voices).glob("*.bin"))}
    names = list(styles)
    np.savez(folder / "voices.npz", **styles)

    @lru_cache(maxsize=None)
    def kokoro(threads):
        options = onnxruntime.SessionOptions()
        options.intra_op_num_threads = threads
        session = onnxruntime.InferenceSession(str(model), options, providers=["CPUExecutionProvider"])
        speaker = kokoro_onnx.Kokoro.from_session(session, str(folder / "voices.npz"))

        def speak(text, voice):
            language = "en-gb" if voice.startswith("b") else "en-us"
            return speaker.create(text, voice=voice, speed=1.0, lang=language)[0]

        return speak

    @lru_cache(maxsize=None)
    def sherpa(threads):
        np.concatenate(list(styles.values())).tofile(folder / "voices.bin")
        symbols = json.loads(vocabulary.read_text(encoding="utf-8"))
        lines = [f"{symbol} {number}\n" for symbol, number in symbols.items()]
        (folder / "tokens.txt").write_text("".join(lines), encoding="utf-8")
        facts = {
            "model_type": "kokoro",
            "language": "English",
            "has_espeak": "1",
            "sample_rate": str(_RATE),
            "version": "1",
            "voice": "en-us",
            "style_dim": ",".join(map(str, _STYLE)),
            "n_speakers": str(len(names)),
            "speaker_names": ",".join(names),
            "comment": "a copy for measuring",
        }
        appended = b"".join(_fact(name, value) for name, value in facts.items())
        (folder / "model.onnx").write_bytes(model.read_bytes() + appended)
        config = sherpa_onnx.OfflineTtsConfig(
            model=sherpa_onnx.OfflineTtsModelConfig(
                kokoro=sherpa_onnx.OfflineTtsKokoroModelConfig(
                    model=str(folder / "model.onnx"),
                    voices=str(folder / "voices.bin"),
                    tokens=str(folder / "tokens.txt"),
                    data_dir=espeakng_loader.get_data_path(),
                ),
                num_threads=threads,
            ),
            max_num_sentences=1,
        )
        if not config.validate():
            raise ValueError("sherpa-onnx takes its configuration for wrong")
        speaker = sherpa_onnx.OfflineTts(config)
        return lambda text, voice: speaker.generate(text, sid=names.index(voice), speed=1.0).samples

    packages = {"kokoro-onnx": kokoro, "sherpa-onnx": sherpa}

    def speak(question):
        speaker = packages[question["package"]](question["threads"])
        cpu = time.process_time()
        wall = time.perf_counter()
        samples = speaker(question["text"], question["voice"])
        answer = {"wall": time.perf_counter() - wall, "cpu": time.process_time() - cpu, "samples": len(samples)}
        if "path" in question:
            _write(question["path"], np.asarray(samples))
        return answer

    def versions(_):
        return {"versions": {name: version(name) for name in (*packages, "onnxruntime")}}

    deeds = {"speak": speak, "versions": versions}
    for line in sys.stdin:
        question = json.loads(line)
        print(json.dumps(deeds[question["do"]](question)), flush=True)


def _fact(name, value):
    """An entry of a model's metadata: field 14 of ONNX's ModelProto, whose fields 1 and 2 are name and value."""
    entry = b"\x0a" + _sized(name.encode()) + b"\x12" + _sized(value.encode())
    return b"\x72" + _sized(entry)


def _sized(content):
    """With its length in front, as a varint (Protocol Buffers, wire format)."""
    length, head = len(content), bytearray()
    while length > 127:
        head.append(length & 127 | 128)
        length >>= 7
    return bytes([*head, length]) + content


def _write(path, samples):
    with wave.open(path, "wb") as file:
        file.setnchannels(1)
        file.setsampwidth(2)
        file.setframerate(_RATE)
        file.writeframes((np.clip(samples, -1, 1) * 32767).astype("<i2").tobytes())


model_file, vocabulary_file, voices_folder, own_folder = map(Path, sys.argv[1:])
main(model_file, vocabulary_file, voices_folder, own_folder)
