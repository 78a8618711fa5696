"""The bundle that times engines inside the server: built from bench/src, dropped into deploy/, asked over a socket."""

import os
import re
import shutil
import socket
import subprocess
import tempfile
import time
from dataclasses import dataclass
from pathlib import Path

_VOICE = "heart"
_SOURCES = Path(__file__).resolve().parent.parent / "src"
_MANIFEST = """\
Bundle-ManifestVersion: 2
Bundle-SymbolicName: io.mynah.bench
Bundle-Version: 1.0.0
Bundle-Activator: io.mynah.bench.BenchActivator
Import-Package: org.osgi.framework,{}
"""


@dataclass(frozen=True)
class Timing:
    """Seconds, and samples or calls; `first` is when the first samples came."""

    wall: float
    cpu: float
    amount: int
    first: float = 0


def build(distribution, folder):
    """Compiles the bundle against the jars of the very distribution that is measured; no Maven is needed."""
    sources = sorted(str(path) for path in _SOURCES.rglob("*.java"))
    path = os.pathsep.join(str(jar) for jar in distribution.jars())
    jar = Path(folder) / "mynah-bench.jar"
    with tempfile.TemporaryDirectory() as classes:
        javac = shutil.which(Path(distribution.java()).with_name("javac")) or "javac"
        subprocess.run(
            [javac, "--release", "17", "-Xlint:all,-classfile,-processing", "-Werror", "-proc:none"]
            + ["-cp", path, "-d", classes, *sources],
            check=True,
        )
        text = "".join(Path(source).read_text(encoding="utf-8") for source in sources)
        ours = set(re.findall(r"^import (io\.mynah\.api\.\w+)", text, re.M))
        manifest = Path(classes) / "manifest.txt"
        manifest.write_text(_MANIFEST.format(",".join(sorted(ours))))
        subprocess.run([Path(javac).with_name("jar"), "cfm", jar, manifest, "-C", classes, "io"], check=True)
    return jar


class Probe:
    """Asks the bundle of one server. Every call is one measurement."""

    def __init__(self, home, limit=20):
        path = Path(home) / "bench.socket"
        end = time.monotonic() + limit
        while True:
            self._socket = socket.socket(socket.AF_UNIX)
            try:
                self._socket.connect(str(path))
                break
            except OSError:
                self._socket.close()
                if time.monotonic() > end:
                    raise RuntimeError("the bench bundle did not start in the server") from None
                time.sleep(0.05)
        self._lines = self._socket.makefile("rw", encoding="utf-8", newline="\n")

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self._socket.close()

    def engine(self, text, voice=_VOICE):
        return self._time("engine", voice, text)

    def text(self, text):
        return self._time("text", text)

    def service(self, text, voice=_VOICE):
        return self._time("service", voice, text)

    def load(self, threads, seconds, texts, voice=_VOICE):
        return self._time("load", threads, seconds, voice, *texts)

    def match(self, clip):
        return self._time("match", clip)

    def vector(self, wav):
        return [float(number) for number in self._ask("vector", wav)]

    def _time(self, *words):
        wall, cpu, first, amount = map(int, self._ask(*words))
        return Timing(wall / 1e9, cpu / 1e9, amount, first / 1e9)

    def _ask(self, *words):
        self._lines.write("\t".join(map(str, words)) + "\n")
        self._lines.flush()
        state, *rest = self._lines.readline().rstrip("\n").split("\t")
        if state != "ok":
            raise RuntimeError(f"bench bundle: {rest}")
        return rest
