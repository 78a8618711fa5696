"""The distribution under test, and servers that run from it in homes of their own."""

import contextlib
import os
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import time
import zipfile
from pathlib import Path

from .wire import Connection

# What a person may have set must not reach what is measured.
_OURS = tuple(
    "MYNAH_ SERVER_ TTS_ DEFAULT_ REFERENCES_DIR OUTPUT_DIR LOG_LEVEL MAX_WORKERS TIMEOUT DEVICE OFFLINE_MODE HF_TOKEN "
    "ALLOWED_ORIGINS JAVA_OPTS".split()
)


def clean_environment(**more):
    # The cache is where things are, not how they work.
    kept = {name: value for name, value in os.environ.items() if name == "MYNAH_CACHE" or not name.startswith(_OURS)}
    return {**kept, **more}


def free_port():
    with socket.create_server(("127.0.0.1", 0)) as listener:
        return listener.getsockname()[1]


class Distribution:
    def __init__(self, path):
        self.path = Path(path).resolve()
        self.launcher = self.path / "bin" / "mynah"
        if not os.access(self.launcher, os.X_OK):
            raise SystemExit(f"bench: {self.launcher} is missing; ./run builds it")

    def version(self):
        return (self.path / "lib" / "version").read_text().strip()

    def java(self):
        home = os.environ.get("JAVA_HOME")
        return f"{home}/bin/java" if home else "java"

    def jars(self):
        return sorted([*self.path.glob("lib/*.jar"), *self.path.glob("system/*/*.jar")])

    def onnxruntime(self):
        for jar in self.path.glob("system/*/runtime-onnx*.jar"):
            with zipfile.ZipFile(jar) as bundle:
                for entry in bundle.namelist():
                    if entry.endswith("libonnxruntime.so"):
                        return _library_version(bundle.read(entry))
        return "unknown"

    @contextlib.contextmanager
    def home(self):
        """An empty MYNAH_HOME."""
        folder = Path(tempfile.mkdtemp(prefix="mynah-bench-"))
        try:
            yield folder
        finally:
            shutil.rmtree(folder, ignore_errors=True)

    def phonemes(self, lines, british):
        """How each line sounds, by the command that people use."""
        with self.home() as home:
            file = home / "lines.txt"
            file.write_text("".join(line + "\n" for line in lines), encoding="utf-8")
            command = [self.launcher, "phonemes", *(["--british"] if british else []), file]
            answer = subprocess.run(
                command, env=clean_environment(MYNAH_HOME=str(home)), stdout=subprocess.PIPE, check=True
            )
        return answer.stdout.decode("utf-8").split("\n")[:-1]

    @contextlib.contextmanager
    def server(self, home, **environment):
        """A server that is ready; it is stopped by its process id, whatever happens."""
        with self.started(home, **environment) as server:
            server.await_ready()
            yield server

    @contextlib.contextmanager
    def started(self, home, **environment):
        server = Server([self.launcher, "start"], home, **environment)
        try:
            yield server
        finally:
            server.stop()


class Server:
    """One process on a free port of the loopback."""

    def __init__(self, command, home, **environment):
        self.home = home
        self.port = free_port()
        environment = clean_environment(
            MYNAH_HOME=str(home), SERVER_HOST="127.0.0.1", SERVER_PORT=str(self.port), **environment
        )
        with open(home / "output.txt", "ab") as output:
            self.begun = time.monotonic()
            self.process = subprocess.Popen(
                command, env=environment, stdin=subprocess.DEVNULL, stdout=output, stderr=output
            )

    @property
    def pid(self):
        return self.process.pid

    def connect(self):
        return Connection(self.port)

    def await_ready(self, limit=60):
        """Seconds from the start of the process to the first 200 of /health/ready."""
        while time.monotonic() - self.begun < limit:
            if self.process.poll() is not None:
                raise RuntimeError(f"the server ended with {self.process.returncode}:\n{self.output()}")
            try:
                with self.connect() as connection:
                    while connection.get("/health/ready").status != 200:
                        time.sleep(0.01)
                    return time.monotonic() - self.begun
            except OSError:
                time.sleep(0.01)
        raise RuntimeError(f"the server is not ready after {limit} s:\n{self.output()}")

    def output(self):
        return (self.home / "output.txt").read_text(encoding="utf-8", errors="replace")[-4000:]

    def stop(self):
        if self.process.poll() is None:
            self.process.send_signal(signal.SIGTERM)
            try:
                self.process.wait(30)
            except subprocess.TimeoutExpired:
                print(f"bench: process {self.pid} did not end within 30 s of SIGTERM and was killed", file=sys.stderr)
                self.process.kill()
                self.process.wait()


def _library_version(library):
    """ONNX Runtime names its version as a symbol version, VERS_1.28.0."""
    begin = library.find(b"VERS_1.")
    return library[begin + 5 : library.index(b"\0", begin)].decode() if begin >= 0 else "unknown"
