"""Text to phonemes: how many words read as the peer reads them."""

import difflib
from pathlib import Path

from .sentences import sentences
from .table import Figure

_BAR = 0.99
_GOLDEN = Path(__file__).resolve().parents[2] / "bundles" / "text" / "src" / "test" / "resources" / "g2p"


def agreement(theirs, ours):
    """Words alike in order, and words in all; the differing stretches.

    Words are groups between blanks, aligned by the longest common runs, so that one word too many does not shift the
    rest. The longer reading counts: words too many and words too few are both differences.
    """
    theirs, ours = theirs.split(), ours.split()
    matcher = difflib.SequenceMatcher(None, theirs, ours, autojunk=False)
    alike = sum(block.size for block in matcher.get_matching_blocks())
    differing = [
        (" ".join(theirs[a:b]), " ".join(ours[c:d])) for tag, a, b, c, d in matcher.get_opcodes() if tag != "equal"
    ]
    return alike, max(len(theirs), len(ours)), differing


def measure(bench):
    for file in sorted(_GOLDEN.glob("*.tsv")):
        lines = [line.split("\t") for line in file.read_text(encoding="utf-8").splitlines() if line]
        british = file.stem.endswith("_gb")
        texts, theirs = zip(*lines)
        yield _figure(bench, f"Phonemes, {file.name}", british, texts, theirs)
    fresh = sentences(500 if bench.quick else 2000, bench.seed)
    for british in (False, True):
        with bench.peer() as peer:
            theirs = peer.phonemes(fresh, british)
        name = f"Phonemes, {len(fresh)} fresh sentences, {'British' if british else 'American'}"
        yield _figure(bench, name, british, fresh, theirs)


def _figure(bench, name, british, lines, theirs):
    ours = bench.distribution.phonemes(lines, british)
    if len(ours) != len(lines):
        return Figure.missing(name, f"≥ {_BAR:g} ×", f"{len(ours)} lines for {len(lines)}")
    alike = total = 0
    for text, their, our in zip(lines, theirs, ours):
        same, words, differing = agreement(their, our)
        alike += same
        total += words
        for expected, actual in differing:
            bench.detail(f"{name}: peer '{expected}', ours '{actual}' in: {text}")
    return Figure.ratio_at_least(name, alike / total, _BAR, f"{alike} of {total} words")
