#!/usr/bin/env python3
"""Records what the Python originals compute, for the tests to compare with.

    record.py ../resources/io/mynah/speaker

Needs hibari-tts (speaks the test clip, once: it is kept), Resemblyzer 0.1.4 and silero-vad 6.2.3 with PyTorch, and scipy. Writes, all numbers
little-endian:

    heart.wav       7.6 s of the voice heart, 16 kHz, 16 bits
    mels.bin        float32[160, 40]   librosa's mel spectrogram of its first frames
    vectors.bin     float32[3, 256]    Resemblyzer's vectors of the whole, of the first 0.5 s and of the first 2.9 s
    partials.txt    samples, number of partial utterances
    probabilities.bin   float32[n]     what Silero VAD's original (for PyTorch) says of each 512 samples
"""

import pathlib
import sys

import numpy as np
from scipy.io import wavfile

TEXT = ("The old lighthouse keeper climbed the stairs every evening, lit the lamp, "
        "and watched the ships pass slowly through the fog below.")
RATE = 16_000


def speak(path):
    import hibari
    from scipy.signal import resample_poly

    speech = resample_poly(hibari.Hibari()(TEXT, seed=0).astype(np.float64), RATE, hibari.SAMPLE_RATE)
    wavfile.write(path, RATE, np.round(speech * 32767).astype(np.int16))


def record_probabilities(samples, path):
    import torch
    from silero_vad import load_silero_vad

    original = load_silero_vad()
    padded = np.pad(samples, (0, -len(samples) % 512))
    with torch.no_grad():
        probabilities = [original(torch.from_numpy(frame), RATE).item() for frame in padded.reshape(-1, 512)]
    np.array(probabilities, "<f4").tofile(path)


def main():
    folder = pathlib.Path(sys.argv[1])
    clip = folder / "heart.wav"
    if not clip.exists():
        speak(clip)
        return
    from resemblyzer import VoiceEncoder
    from resemblyzer.audio import wav_to_mel_spectrogram

    samples = wavfile.read(clip)[1].astype(np.float32) / 32768
    record_probabilities(samples, folder / "probabilities.bin")
    encoder = VoiceEncoder("cpu")
    wav_to_mel_spectrogram(samples)[:160].astype("<f4").tofile(folder / "mels.bin")
    lengths = [len(samples), RATE // 2, RATE * 29 // 10]
    np.stack([encoder.embed_utterance(samples[:n]) for n in lengths]).astype("<f4").tofile(folder / "vectors.bin")
    with open(folder / "partials.txt", "w", encoding="ascii") as file:
        for n in list(range(8000, 120_000, 1237)) + [160_000, 480_000, 9_600_000]:
            print(n, len(VoiceEncoder.compute_partial_slices(n, 1.3, 0.75)[0]), file=file)


if __name__ == "__main__":
    main()
