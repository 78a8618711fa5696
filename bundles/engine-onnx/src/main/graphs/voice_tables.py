#!/usr/bin/env python3
"""Makes voices.bin out of Kokoro's 54 voice tables, as npm's kokoro-js carries them:

    npm pack kokoro-js@1.2.1 && tar xzf kokoro-js-1.2.1.tgz
    python3 -m venv v && v/bin/pip install numpy
    v/bin/python voice_tables.py package/voices ../resources/io/mynah/engine/onnx/kokoro

A table has a style of 256 values for each number of phonemes, 1 to 510. What of a style depends on the length lies in few
dimensions: the table's mean and its first five principal components give it back to 0.1 %, in a sixtieth of the space.

Big endian: number of voices, of components, of lengths and of values (16 bits each); then for each voice its id (length in
16 bits, ASCII) and 1 + 2 * components rows: the mean; for each component its weight for each length, and its values. A
row is a float, the scale, and as many 16-bit numbers that it multiplies.
"""

import hashlib
import pathlib
import struct
import sys

import numpy as np

COMPONENTS = 5
LENGTHS, VALUES = 510, 256
# Of all tables in the order of their names, one after the other.
SHA256 = "b89b16e8843463c5a16d45f3904df4c7d0d2a2fdb3997acfb1adc443ec4b4417"


def row(values):
    scale = np.float32(np.abs(values).max() / 32767)
    return struct.pack(">f", scale) + np.round(values / scale).astype(">i2").tobytes()


def main():
    source, target = pathlib.Path(sys.argv[1]), pathlib.Path(sys.argv[2])
    files = sorted(source.glob("*.bin"))
    found = hashlib.sha256(b"".join(f.read_bytes() for f in files)).hexdigest()
    if found != SHA256:
        raise SystemExit(f"the tables are not those of kokoro-js 1.2.1 (SHA-256 {found})")
    packed = struct.pack(">4H", len(files), COMPONENTS, LENGTHS, VALUES)
    for file in files:
        table = np.fromfile(file, "<f4").reshape(LENGTHS, VALUES).astype(np.float64)
        mean = table.mean(0)
        weights, sizes, components = np.linalg.svd(table - mean, full_matrices=False)
        packed += struct.pack(">H", len(file.stem)) + file.stem.encode() + row(mean)
        for i in range(COMPONENTS):
            packed += row(weights[:, i] * sizes[i]) + row(components[i])
    path = target / "voices.bin"
    path.write_bytes(packed)
    print(f"{path}: {len(packed)} bytes, {len(files)} voices")


if __name__ == "__main__":
    main()
