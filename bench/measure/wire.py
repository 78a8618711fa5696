"""HTTP/1.1 with as little work as can be: what measures must cost less than what is measured.

Requests are made once and sent as they are; answers are read by their Content-Length into one buffer that is used
again and again. Only what a server of ours sends is understood.
"""

import contextlib
import json
import selectors
import socket
import time
from dataclasses import dataclass, field


@dataclass(frozen=True)
class Answer:
    status: int
    body: bytes


def speech_request(text, voice="heart"):
    return json_request(json.dumps({"text": text, "voice": voice}).encode())


def json_request(body):
    return _post("/api/tts", "application/json", body)


def form_request(path, filename, content):
    boundary = "----mynah-bench"
    head = f'--{boundary}\r\nContent-Disposition: form-data; name="file"; filename="{filename}"\r\n\r\n'
    body = head.encode() + content + f"\r\n--{boundary}--\r\n".encode()
    return _post(path, f"multipart/form-data; boundary={boundary}", body)


def _post(path, kind, body):
    lines = [f"POST {path} HTTP/1.1", "Host: localhost", f"Content-Type: {kind}", f"Content-Length: {len(body)}"]
    return "\r\n".join([*lines, "", ""]).encode() + body


class Connection:
    """One connection that is kept alive, for one thread."""

    def __init__(self, port):
        self._socket = socket.create_connection(("127.0.0.1", port), timeout=60)
        self._socket.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        self._buffer = bytearray(1 << 20)

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.close()

    def get(self, path):
        return self.exchange(f"GET {path} HTTP/1.1\r\nHost: localhost\r\n\r\n".encode())

    def abort(self):
        """From another thread, which may be waiting for an answer."""
        with contextlib.suppress(OSError):
            self._socket.shutdown(socket.SHUT_RDWR)

    def close(self):
        self._socket.close()

    def send(self, request):
        self._socket.sendall(request)

    def exchange(self, request):
        self.send(request)
        reader = _Reader(self._buffer)
        while not reader.take(self._socket):
            pass
        self._buffer = reader.buffer
        return Answer(reader.status, bytes(reader.buffer[reader.head : reader.length]))


class _Reader:
    """Reads one answer; the buffer grows where an answer needs it."""

    def __init__(self, buffer):
        self.buffer = buffer
        self.reset()

    def reset(self):
        self.filled = 0
        self.head = 0
        self.length = 0
        self.status = 0

    def take(self, connection):
        """One read; whether the answer is whole."""
        count = connection.recv_into(memoryview(self.buffer)[self.filled :])
        if count == 0:
            raise ConnectionError("the server closed the connection")
        self.filled += count
        if not self.head:
            end = self.buffer.find(b"\r\n\r\n", 0, self.filled)
            if end < 0:
                return False
            self._read_head(bytes(self.buffer[:end]))
        return self.filled >= self.length

    def _read_head(self, head):
        self.status = int(head[9:12])
        lower = head.lower()
        at = lower.find(b"\r\ncontent-length:")
        if at < 0:
            raise ConnectionError("an answer without Content-Length")
        self.head = len(head) + 4
        self.length = self.head + int(lower[at + 17 :].split(b"\r\n", 1)[0])
        if self.length > len(self.buffer):
            self.buffer.extend(bytes(self.length - len(self.buffer)))


@dataclass
class Load:
    """What came of a load. `client` is the processor time that the generator itself took."""

    answers: int = 0
    errors: list = field(default_factory=list)
    seconds: float = 0
    client: float = 0
    latencies: list = field(default_factory=list)

    def per_second(self):
        return self.answers / self.seconds


class _Client:
    def __init__(self, port):
        self.socket = socket.create_connection(("127.0.0.1", port), timeout=60)
        self.socket.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        self.reader = _Reader(bytearray(1 << 19))
        self.sent = 0.0

    def send(self, request):
        self.reader.reset()
        self.sent = time.monotonic()
        self.socket.sendall(request)


def load(port, requests, clients, seconds=None, count=None):
    """Sends requests, from an endless iterator, over so many connections at once, for a time or a number of answers.

    One thread for all clients: a thread each would cost several times as much.
    """
    result = Load()
    open_clients = [_Client(port) for _ in range(clients)]
    cpu = time.process_time()
    begin = time.monotonic()
    end = begin + seconds if seconds else float("inf")
    left = count if count else float("inf")
    with selectors.DefaultSelector() as selector:
        for client in open_clients:
            selector.register(client.socket, selectors.EVENT_READ, client)
            client.send(next(requests))
            left -= 1
        while selector.get_map():
            for key, _ in selector.select(60):
                client = key.data
                try:
                    whole = client.reader.take(client.socket)
                except OSError as error:
                    result.errors.append(str(error))
                    selector.unregister(client.socket)
                    continue
                if not whole:
                    continue
                now = time.monotonic()
                result.latencies.append(now - client.sent)
                problem = _problem(client.reader)
                if problem:
                    result.errors.append(problem)
                else:
                    result.answers += 1
                if now < end and left > 0:
                    left -= 1
                    client.send(next(requests))
                else:
                    selector.unregister(client.socket)
    result.seconds = time.monotonic() - begin
    result.client = time.process_time() - cpu
    for client in open_clients:
        client.socket.close()
    return result


def _problem(reader):
    """What is wrong with an answer; a WAV of half a second or more is right."""
    if reader.status != 200:
        return f"status {reader.status}: {bytes(reader.buffer[reader.head : reader.length])[:200]!r}"
    if reader.length - reader.head < 44 + 24000 or reader.buffer[reader.head : reader.head + 4] != b"RIFF":
        return "an answer that is no speech"
    return None
