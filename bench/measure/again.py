"""A second ./run: without network, without building. As a program, it does that where `unshare` has put it."""

import fcntl
import json
import os
import socket
import struct
import subprocess
import sys
import tempfile
from pathlib import Path

from .distribution import Server
from .table import Figure

_ROOT = Path(__file__).resolve().parents[2]
_STAMP = _ROOT / "distribution" / "target" / "run.stamp"
_NAME = "A second ./run without network"
_BAR = "starts, builds nothing"


def measure(bench):
    if bench.distribution.path != _ROOT / "distribution" / "target" / "mynah" or not _STAMP.exists():
        yield Figure.missing(_NAME, _BAR, "there was no first ./run")
        return
    isolate = ["unshare", "--net", *([] if os.geteuid() == 0 else ["--map-root-user"])]
    before = _state()
    command = [*isolate, sys.executable, "-B", "-m", "measure.again"]
    child = subprocess.run(command, cwd=_ROOT / "bench", capture_output=True, text=True)
    if child.returncode != 0:
        yield Figure.missing(_NAME, _BAR, child.stderr.strip().split("\n")[-1])
        return
    outcome = json.loads(child.stdout)
    # What ./run does besides starting the server, it tells in lines of its own.
    deeds = [line for line in outcome["output"].splitlines() if line.startswith("run: ")]
    for line in deeds:
        bench.detail(f"A second ./run said: {line}")
    built = bool(deeds) or _state() != before
    measured = f"ready after {outcome['seconds']:.2f} s, {'BUILT OR FETCHED' if built else 'nothing built or fetched'}"
    yield Figure(_NAME, _BAR, measured, None, not built)


def _state():
    """Times of all that a build would touch."""
    watched = [_STAMP, *(_ROOT / "distribution" / "target" / "mynah").rglob("*.jar")]
    return {str(path): path.stat().st_mtime_ns for path in watched}


def _main():
    _raise_loopback()
    with tempfile.TemporaryDirectory(prefix="mynah-bench-") as home:
        server = Server([_ROOT / "run"], Path(home))
        try:
            seconds = server.await_ready(limit=600)
        finally:
            server.stop()
        print(json.dumps({"seconds": seconds, "output": server.output()}))


def _raise_loopback():
    """A new network namespace has nothing but a loopback, and that is down (netdevice(7))."""
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as control:
        get_flags, set_flags, up, running = 0x8913, 0x8914, 0x1, 0x40
        (flags,) = struct.unpack_from("16xh", fcntl.ioctl(control, get_flags, struct.pack("16sh22x", b"lo", 0)))
        fcntl.ioctl(control, set_flags, struct.pack("16sh22x", b"lo", flags | up | running))


if __name__ == "__main__":
    _main()
