"""What a token step of Chatterbox costs outside ONNX Runtime, by the shipped classes on graphs with the real sizes."""

import os
import shutil
import subprocess
import tempfile
import zipfile
from pathlib import Path
from statistics import median

from .table import Figure

_BENCH = Path(__file__).resolve().parents[1]
_BAR_MS = 3
# The first rounds are the JIT compiler's.
_WARM_UP = 2
_GROWTH_BAR_KB = 64
_STEPS = 100


def measure(bench):
    """In a process of its own: the loop is inside of a bundle that exports nothing."""
    with tempfile.TemporaryDirectory(prefix="mynah-bench-") as folder:
        rounds = _rounds(bench, Path(folder))
    step, outside, slowest, allocated, direct, heap = zip(*rounds[_WARM_UP:])
    milliseconds = median(outside) / 1e6
    bench.detail(
        f"Token step, 700 to 800 positions: {median(step) / 1e6:.1f} ms in all; outside session.run 99th percentile "
        f"{median(slowest) / 1e6:.2f} ms; {median(allocated) / 1024:.0f} kB for the collector a step; direct buffers after each "
        f"round {', '.join(map(str, direct))}"
    )
    yield Figure.at_most("Token step outside session.run, median", milliseconds, _BAR_MS, "ms", 2)
    steps = _STEPS * (len(heap) - 1)
    growth = (heap[-1] - heap[0]) / 1024
    yield Figure.at_most(f"Heap that {steps} token steps leave behind", growth, _GROWTH_BAR_KB, "kB", 0)


def _rounds(bench, folder):
    distribution = bench.distribution
    with zipfile.ZipFile(next(distribution.path.glob("system/*/runtime-onnx*.jar"))) as runtime:
        for entry in runtime.namelist():
            if entry.startswith(f"native/linux-{_architecture()}/") and not entry.endswith("/"):
                (folder / Path(entry).name).write_bytes(runtime.read(entry))
    jars = [*distribution.jars(), *distribution.path.glob("*/engine-onnx*.jar")]
    path = os.pathsep.join(map(str, jars))
    source = _BENCH / "inside/io/mynah/engine/onnx/chatterbox/StepCost.java"
    java = distribution.java()
    javac = shutil.which(Path(java).with_name("javac")) or "javac"
    options = ["--release", "17", "-Xlint:all,-classfile,-processing,-path", "-Werror", "-proc:none"]
    subprocess.run([javac, *options, "-cp", path, "-d", folder, source], check=True)
    done = subprocess.run(
        [java, "-Xmx512m", f"-Djava.library.path={folder}", "-cp", os.pathsep.join([str(folder), path])]
        + ["io.mynah.engine.onnx.chatterbox.StepCost", _BENCH / "graphs", str(_WARM_UP + (3 if bench.quick else 6))],
        check=True,
        stdout=subprocess.PIPE,
        text=True,
        env={**os.environ, "ORT_DISABLE_TELEMETRY": "1"},
    )
    return [tuple(map(int, line.split("\t"))) for line in done.stdout.splitlines()]


def _architecture():
    return {"x86_64": "x64"}.get(os.uname().machine, os.uname().machine)
