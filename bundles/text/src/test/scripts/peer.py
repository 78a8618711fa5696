#!/usr/bin/env python3
"""Writes how the Python package hibari-tts reads the sentences of own.txt, for AgreementTest.

    python3 -m venv /tmp/peer && /tmp/peer/bin/pip install 'hibari-tts[fast]==0.2.1'
    /tmp/peer/bin/python src/test/scripts/peer.py src/test/resources/g2p

The folder holds own.txt, a sentence a line; own_us.tsv and own_gb.tsv are written beside it: sentence, TAB, phonemes.
The package is only what we compare with, and never needed to build, test or run.
"""

import pathlib
import sys

from hibari.g2p import G2P


def main(folder):
    sentences = (folder / "own.txt").read_text(encoding="utf-8").splitlines()
    for accent, british in (("us", False), ("gb", True)):
        read = G2P(british=british)
        rows = (f"{sentence}\t{read(sentence)}\n" for sentence in sentences)
        (folder / f"own_{accent}.tsv").write_text("".join(rows), encoding="utf-8")


if __name__ == "__main__":
    main(pathlib.Path(sys.argv[1]))
