"""What others notice while a server is mistreated: is it alive at once, and is the place of a client that left free?"""

import json
import multiprocessing
import random
import threading
import time
from collections import Counter
from statistics import median

from . import texts
from .table import Figure
from .wire import Connection, form_request, json_request, speech_request

_LIVE_BAR_MS = 50
_GONE_BAR_MS = 500
_ASK_EVERY_S = 0.01
_POLL_S = 0.002


def live(bench):
    """The 99th percentile of /health/live during each fault; the worst of them counts."""
    seconds = 4 if bench.quick else 15
    worst = (0, "")
    with bench.distribution.home() as home, bench.distribution.server(home, MYNAH_TEXT_LIMIT="100000") as server:
        with _Watch(server.port) as watch:
            for name, clients, requests in _faults():
                statuses = _mistreat(server.port, clients, requests, seconds)
                ordered = sorted(watch.since_last())
                p99 = 1000 * ordered[len(ordered) * 99 // 100]
                answers = ", ".join(f"{count} x {status}" for status, count in sorted(statuses.items(), key=str))
                bench.detail(
                    f"Live, {name}: {1000 * median(ordered):.2f} ms at the median, {p99:.1f} at the 99th percentile, "
                    f"{1000 * ordered[-1]:.1f} at most, {len(ordered)} asked; {answers or 'nothing else'}"
                )
                worst = max(worst, (p99, name))
    yield Figure.at_most("Live during faults, 99th percentile", worst[0], _LIVE_BAR_MS, "ms", 1, f" ({worst[1]})")


def gone(bench):
    """From a client's leaving in the middle of its speech to its place being free."""
    text = " ".join(texts.LONG)
    request = speech_request((text * (9_900 // len(text) + 1))[:9_900])
    times = []
    with bench.distribution.home() as home, bench.distribution.server(home) as server, server.connect() as health:
        for _ in range(5 if bench.quick else 20):
            client = server.connect()
            client.send(request)
            _await_speaking(health, 1)
            client.close()
            begin = time.monotonic()
            _await_speaking(health, 0)
            times.append(1000 * (time.monotonic() - begin))
    note = f" (worst of {len(times)}, {median(times):.0f} at the median)"
    yield Figure.at_most("Client gone, until its place is free", max(times), _GONE_BAR_MS, "ms", 0, note)


def _await_speaking(health, count):
    end = time.monotonic() + 20
    while json.loads(health.get("/health").body)["queue"]["speaking"] != count:
        if time.monotonic() > end:
            raise RuntimeError(f"not {count} speaking within 20 s")
        time.sleep(_POLL_S)


def _faults():
    """Names, clients at once, and the requests that they send in turn."""
    noise = random.Random(1).randbytes
    damaged = [_upload(f"damaged.{kind}", begin + noise(200_000)) for kind, begin in _FORMATS.items()]
    endless = b"RIFF\xff\xff\xff\xffWAVEfmt " + bytes.fromhex("10000000 01000100 c05d0000 80bb0000 02001000")
    endless += b"data\xff\xff\xff\xff" + bytes(20_000_000)
    broken = [b'{"text":', b"[" * 10_000, b'{"a":' * 10_000, b'{"text":"\xff"}', b"\xc3\x28", b'{"text":"\xed\xa0\x80"}']
    floods = [speech_request(unit * (100_000 // len(unit))) for unit in ("a.", "a@", "1", "(", "$1", "www.", "[a](")]
    return [
        ("nothing", 0, []),
        ("broken JSON", 16, [json_request(body) for body in broken]),
        ("big bodies", 8, [json_request(b'{"text":"' + b"a" * 3_000_000 + b'"}'), _upload("endless.wav", endless)]),
        ("a million values", 8, [json_request(b'{"a":[' + b"1," * 500_000 + b"1]}")]),
        ("text floods", 8, floods),
        ("corrupt clips", 8, damaged),
        ("overload", 100, [speech_request(text) for text in texts.SHORT]),
    ]


_FORMATS = {"mp3": b"ID3\x04\x00\x00\x00\x00\x00\x00\xff\xfb\x90\x00", "ogg": b"OggS\x00\x02", "flac": b"fLaC\x00\x00\x00\x22"}


def _upload(filename, content):
    return form_request("/upload-reference", filename, content)


def _mistreat(port, clients, requests, seconds):
    """Sends in turn, on each connection without a pause, and counts the answers by status."""
    statuses = Counter()
    connections = [None] * clients
    over = threading.Event()

    def send(index):
        turn = index
        while not over.is_set():
            try:
                with Connection(port) as connections[index]:
                    while not over.is_set():
                        turn += 1
                        statuses[connections[index].exchange(requests[turn % len(requests)]).status] += 1
            except OSError:
                if not over.is_set():
                    statuses["closed"] += 1  # as it is after a body that the server does not want to read to its end

    threads = [threading.Thread(target=send, args=(index,), daemon=True) for index in range(clients)]
    for thread in threads:
        thread.start()
    over.wait(seconds)
    over.set()
    for connection, thread in zip(connections, threads):
        connection.abort()
        thread.join()
    return statuses


class _Watch:
    """Asks /health/live a hundred times a second, in a process of its own: the one that mistreats has its hands full.

    While an answer is late no other is asked for, which would make late ones rare in the count; so those that others would
    have got meanwhile are counted with it (Gil Tene's correction for coordinated omission).
    """

    def __init__(self, port):
        context = multiprocessing.get_context("fork")
        self._ours, theirs = context.Pipe()
        self._process = context.Process(target=self._ask, args=(port, theirs), daemon=True)

    def __enter__(self):
        self._process.start()
        return self

    def __exit__(self, *_):
        self._process.kill()
        self._process.join()

    def since_last(self):
        self._ours.send(None)
        answer = self._ours.recv()
        if isinstance(answer, str):
            raise RuntimeError(answer)
        return answer

    @staticmethod
    def _ask(port, pipe):
        times = []
        try:
            with Connection(port) as connection:
                while True:
                    begin = time.monotonic()
                    if connection.get("/health/live").status != 200:
                        raise ConnectionError("/health/live was not 200")
                    took = time.monotonic() - begin
                    times.append(took)
                    times.extend(took - _ASK_EVERY_S * missed for missed in range(1, int(took / _ASK_EVERY_S) + 1))
                    if pipe.poll(max(0, _ASK_EVERY_S - took)):
                        pipe.recv()
                        pipe.send(times)
                        times = []
        except OSError as error:
            pipe.recv()
            pipe.send(f"the watch ended: {error}")
