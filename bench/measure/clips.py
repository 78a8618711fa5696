"""Clips of people and of synthetic voices that no mixture is made of: out of packages, by their ordinary clients."""

import os
import shutil
import subprocess
import sys
import zipfile

from . import peer

_PROMPTS = "usr/share/asterisk/sounds"
_SPHINX = "usr/share/pocketsphinx/test/data"
_LIBRIVOX = [f"librivox/sense_and_sensibility_01_austen_64kb-{number}.wav" for number in ("0870", "0880", "0890")]
_NPM = "nodejs-whisper@0.3.1"
_DEBS = (
    *(f"asterisk-core-sounds-{language}-g722" for language in ("en", "fr", "it", "ru")),
    "pocketsphinx-testdata",
    *("flite", "libflite1", "espeak-ng", "libespeak-ng1", "espeak-ng-data", "libpcaudio0", "libsonic0"),
)
# Nothing that the search or the score says.
_SYNTHETIC_TEXT = (
    "It was a bright cold day in April, and the clocks were striking thirteen. The hallway smelt of boiled cabbage and "
    "old rag mats. At one end of it a coloured poster, too large for indoor display, had been tacked to the wall. The "
    "flat was seven flights up, and the man went slowly, resting several times on the way."
)
_LONGEST = "16"
# What the server takes.
_SHORTEST_HALF = 5.1

PEOPLE = ("allison", "june", "carlo", "ivr-ru", "librivox", "cards", "jfk")
SYNTHETIC = ("flite-slt", "flite-rms", "flite-awb", "espeak-m3", "espeak-f2")


class Clips:
    """Makes what is missing, once; pairs of files, one to match and one to score."""

    def __init__(self, distribution):
        self._folder = peer.cache() / "clips"
        self._root = self._folder / "root"
        self._raw = self._folder / "raw"
        self._distribution = distribution

    def halves(self, name):
        """The clip's first half, at least as long as the server wants it, and what is left."""
        pair = self._folder / f"{name}-first.wav", self._folder / f"{name}-second.wav"
        if not all(path.exists() for path in pair):
            whole = self.whole(name)
            middle = max(_SHORTEST_HALF, self._seconds(whole) / 2)
            self._convert("-i", whole, "-t", f"{middle:.3f}", pair[0])
            self._convert("-i", whole, "-ss", f"{middle:.3f}", pair[1])
        return pair

    def first_seconds(self, name, seconds):
        """A short clip is repeated."""
        path = self._folder / f"{name}-{seconds}.wav"
        if not path.exists():
            self._convert("-stream_loop", "-1", "-i", self.whole(name), "-t", str(seconds), path)
        return path

    def whole(self, name):
        path = self._folder / f"{name}.wav"
        if not path.exists():
            self._raw.mkdir(parents=True, exist_ok=True)
            self._MAKERS[name.split("-")[0]](self, name, path)
        return path

    def _prompts(self, name, path):
        voice, prompt, skip = {
            "allison": ("en_US_f_Allison", "demo-instruct", "0"),
            "june": ("fr_CA_f_June", "demo-congrats", "1"),
            "carlo": ("it_IT_m_Carlo", "demo-congrats", "1"),
            "ivr-ru": ("ru_RU_f_IvrvoiceRU", "demo-congrats", "1"),
        }[name]
        source = self._deb(f"{_PROMPTS}/{voice}/{prompt}.g722")
        self._convert("-f", "g722", "-i", source, "-ss", skip, "-t", _LONGEST, path)

    def _sphinx(self, name, path):
        files = _LIBRIVOX if name == "librivox" else [f"cards/00{number}.wav" for number in range(1, 6)]
        listing = self._raw / f"{name}.txt"
        listing.write_text("".join(f"file '{self._deb(f'{_SPHINX}/{file}')}'\n" for file in files))
        self._convert("-f", "concat", "-safe", "0", "-i", listing, "-t", _LONGEST, path)

    def _jfk(self, _, path):
        found = list(self._raw.glob("package/**/jfk.wav"))
        if not found:
            _run("npm", "pack", "--silent", _NPM, cwd=self._raw)
            shutil.unpack_archive(next(self._raw.glob("nodejs-whisper-*.tgz")), self._raw, filter="data")
            found = list(self._raw.glob("package/**/jfk.wav"))
        self._convert("-i", found[0], path)

    def _flite(self, name, path):
        raw = self._raw / f"{name}.wav"
        self._program("usr/bin/flite", "-voice", name.split("-")[1], "-t", _SYNTHETIC_TEXT, raw)
        self._convert("-i", raw, "-t", _LONGEST, path)

    def _espeak(self, name, path):
        raw = self._raw / f"{name}.wav"
        variant = name.split("-")[1]
        voice = ("en-us+" if variant.startswith("m") else "en-gb+") + variant
        self._program("usr/bin/espeak-ng", "-v", voice, "-w", raw, _SYNTHETIC_TEXT)
        self._convert("-i", raw, "-t", _LONGEST, path)

    _MAKERS = {
        **dict.fromkeys(("allison", "june", "carlo", "ivr"), _prompts),
        **dict.fromkeys(("librivox", "cards"), _sphinx),
        "jfk": _jfk,
        "flite": _flite,
        "espeak": _espeak,
    }

    def _deb(self, path):
        """A file out of the Debian packages, which are unpacked, not installed."""
        if not (self._folder / "unpacked").exists():
            print(f"bench: fetching {len(_DEBS)} Debian packages with clips and voices", file=sys.stderr)
            self._raw.mkdir(parents=True, exist_ok=True)
            _run("apt-get", "download", "-q", *_DEBS, cwd=self._raw)
            for package in sorted(self._raw.glob("*.deb")):
                _run("dpkg-deb", "-x", package, self._root)
            (self._folder / "unpacked").touch()
        return self._root / path

    def _program(self, path, *arguments):
        libraries = next(self._deb("usr/lib").glob("*-linux-gnu"))
        _run(
            self._deb(path),
            *arguments,
            env={**os.environ, "LD_LIBRARY_PATH": str(libraries), "ESPEAK_DATA_PATH": str(libraries)},
        )

    def _convert(self, *arguments):
        """Mono at 16 kHz, by the ffmpeg that the distribution carries."""
        ffmpeg = self._folder / "ffmpeg"
        if not ffmpeg.exists():
            self._folder.mkdir(parents=True, exist_ok=True)
            for jar in self._distribution.path.glob("*/audio-convert*.jar"):
                with zipfile.ZipFile(jar) as bundle:
                    entry = next(name for name in bundle.namelist() if "/ffmpeg-" in name)
                    ffmpeg.write_bytes(bundle.read(entry))
            ffmpeg.chmod(0o755)
        *before, target = arguments
        draft = target.with_suffix(".draft.wav")
        _run(ffmpeg, "-v", "error", "-y", *before, "-ar", "16000", "-ac", "1", draft)
        draft.replace(target)

    @staticmethod
    def _seconds(path):
        return (path.stat().st_size - 44) / 2 / 16_000


def _run(*command, **options):
    done = subprocess.run(command, capture_output=True, text=True, check=False, **options)
    if done.returncode:
        raise RuntimeError(f"{command[0]} ended with {done.returncode}: {done.stderr.strip()[-300:]}")
