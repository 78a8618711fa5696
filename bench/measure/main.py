"""The command: what to measure, in which order, and the table at the end."""

import argparse
import contextlib
import json
import signal
import sys
import time
from pathlib import Path

from . import (
    again,
    closest,
    drill,
    faults,
    kokoro,
    library,
    listen,
    machine,
    peer,
    phonemes,
    probe,
    process,
    quality,
    searching,
    serving,
    steps,
    swaps,
    synthesis,
    texts,
)
from .distribution import Distribution
from .table import Figure, text_table

_ROOT = Path(__file__).resolve().parents[2]

# Figures that a second process would disturb come while nothing else runs; the order is otherwise that of the issue.
_MEASUREMENTS = {
    "phonemes": phonemes.measure,
    "synthesis": synthesis.measure,
    "kokoro": kokoro.measure,
    "steps": steps.measure,
    "http": serving.overhead,
    "load": serving.throughput,
    "start": process.start,
    "memory": process.memory,
    "live": faults.live,
    "gone": faults.gone,
    "list": library.listing,
    "again": again.measure,
    "listen": listen.measure,
    "quality": quality.measure,
    "drill": drill.measure,
    "closest": closest.measure,
    "searching": searching.measure,
    "swaps": swaps.measure,
}
_ONLY_WHEN_ASKED = {"listen", "quality", "drill", "closest", "searching", "swaps"}


class Bench:
    """What the measurements share."""

    def __init__(self, arguments):
        self.distribution = Distribution(arguments.dist)
        self.quick = arguments.quick
        self.seed = arguments.seed
        self.details = []
        self._python = arguments.peer
        self.peer_facts = []

    def detail(self, line):
        """Kept for whoever wants to know more than the table."""
        self.details.append(line)
        print(f"  {line}", file=sys.stderr)

    def peer(self):
        self._python = self._python or peer.python()
        other = peer.Peer(self._python)
        self.introduce(other)
        return other

    def introduce(self, other):
        """Has the head of the table say what a peer is made of."""
        versions = ", ".join(f"{name} {number}" for name, number in other.versions().items())
        self.peer_facts.append(f"Peer         {versions}")

    @contextlib.contextmanager
    def probed_server(self, home=None):
        """A server with the probe in its deploy/ folder, as any drop-in would get there; in a home of its own by default."""
        with contextlib.ExitStack() as stack:
            home = home or stack.enter_context(self.distribution.home())
            (home / "deploy").mkdir(exist_ok=True)
            probe.build(self.distribution, home / "deploy")
            server = stack.enter_context(self.distribution.server(home))
            yield server, stack.enter_context(probe.Probe(home))

    def warm_up(self, asked):
        """Until the JIT compiler has had its say: a fixed time, on both threads."""
        asked.load(2, 5 if self.quick else 12, [*texts.WARM_UP, *texts.LONG])
        time.sleep(0.5)


def main(arguments=None):
    options = _options(arguments)
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(143))  # so that servers are stopped on the way out
    bench = Bench(options)
    figures = []
    begin = time.monotonic()
    head = [*machine.facts(bench.distribution), machine.load_line("at the start")]
    print("\n".join(head), file=sys.stderr)
    for name in options.only or [each for each in _MEASUREMENTS if each not in _ONLY_WHEN_ASKED]:
        print(f"bench: {name} …", file=sys.stderr)
        try:
            for figure in _MEASUREMENTS[name](bench):
                figures.append(figure)
                print(f"  {figure.name}: {figure.measured}", file=sys.stderr)
        except Exception as error:  # the other figures are still wanted
            figures.append(Figure.missing(name, "", f"{type(error).__name__}: {str(error)[:200]}"))
    head += dict.fromkeys(bench.peer_facts)
    head.append(machine.load_line(f"at the end, after {time.monotonic() - begin:.0f} s"))
    print("\n".join(["", *head, "", text_table(figures)]))
    if options.json:
        result = {"machine": head, "figures": [figure.as_json() for figure in figures], "details": bench.details}
        Path(options.json).write_text(json.dumps(result, indent=2, ensure_ascii=False) + "\n", encoding="utf-8")
    return 0 if all(figure.reached for figure in figures) else 1


def _options(arguments):
    parser = argparse.ArgumentParser(
        prog="bench/run", description="Measures Mynah's figures against its bars and prints one table."
    )
    parser.add_argument("--quick", action="store_true", help="fewer rounds: under 3 minutes, and coarser")
    parser.add_argument(
        "--only",
        action="append",
        choices=_MEASUREMENTS,
        metavar="NAME",
        help=f"one of {', '.join(_MEASUREMENTS)}; may be repeated",
    )
    built = _ROOT / "distribution" / "target" / "mynah"
    parser.add_argument("--dist", default=built, metavar="FOLDER", help="another distribution")
    parser.add_argument("--peer", metavar="PYTHON", help="one that has hibari-tts[fast]; default: one made by pip")
    parser.add_argument("--seed", type=int, default=int(time.time()), help="of the fresh sentences; default: the time")
    parser.add_argument("--json", metavar="FILE", help="all figures and details, for programs")
    return parser.parse_args(arguments)
