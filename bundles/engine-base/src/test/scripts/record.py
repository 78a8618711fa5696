#!/usr/bin/env python3
"""Records what SpectralSynthesisTest compares with: tensors of the voice and the sound that hibari-tts makes of them.

    python3 -m venv v && v/bin/pip install 'hibari-tts[fast]==0.2.1'
    v/bin/python record.py ../resources/io/mynah/engine/base/hibari/eye.bin

The tensors are cut to the upper 16 bits of each float, which halves the file, before the sound is made of them. Layout,
little endian: number of frames F (int32); lh, theta, ln, lr, phi as F values of 16 bits for each of 601 bins; pitch, F
floats; the sound without noise, 300 F floats.
"""

import sys

import numpy as np
from hibari import Hibari, dsp

PHONEMES = "ˈI."


class Silence:
    def standard_normal(self, shape, dtype):
        return np.zeros(shape, dtype)


def cut(values):
    return (values.astype("<f4").view("<u4") & 0xFFFF0000).view("<f4")


voice = Hibari()
run = voice.sess.run(
    None,
    {"ids": np.asarray([voice.ids(PHONEMES)], np.int64), "speed": np.ones(1, np.float32)},
)
*spectra, pitch = (output[0] for output in run)
spectra = [cut(part) for part in spectra]
sound = dsp.synth(*spectra, pitch, Silence())
with open(sys.argv[1], "wb") as file:
    file.write(np.int32(len(pitch)).astype("<i4").tobytes())
    for part in spectra:
        file.write((part.view("<u4") >> 16).astype("<u2").tobytes())
    file.write(pitch.astype("<f4").tobytes())
    file.write(sound.astype("<f4").tobytes())
print(len(pitch), "frames, RMS", sound.std())
