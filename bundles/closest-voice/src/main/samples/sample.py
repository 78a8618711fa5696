#!/usr/bin/env python3
"""Makes kokoro.samples: what mixtures of Kokoro's voices sound like to the speaker encoder.

    python3 -m venv venv && venv/bin/pip install numpy scipy onnxruntime kokoro-onnx
    venv/bin/python sample.py kokoro.onnx voices encoder.onnx ../java/io/mynah/closest/Sentences.java \\
        ../resources/io/mynah/closest/kokoro.samples --count 1500

kokoro.onnx is the model as the engine runs it, voices the folder voices/ of npm kokoro-js 1.2.1 (*.bin), encoder.onnx the
one of the bundle speaker. Sentences are those of Sentences.SEARCH. Takes half a second of one core for each sample.

Four kinds of mixtures are spoken: every voice alone, three times; around the middle with the voices' own covariance; two to
five voices, and beyond; and those that a model of the samples before holds best for a speaker that does not exist, drawn
from the distribution of the vectors, where that model is least to be trusted and will be used most.

The file, big endian: int magic, UTF engine, UTF encoder, int voices, int axes, for each voice UTF id, axes shorts
(1/4096) and a short with its pitch (1/100 semitone above 1 Hz), int samples, int dimensions, for each sample a byte
text, axes shorts (1/4096), dimensions shorts (1/32767).
"""

import argparse
import pathlib
import re
import struct

import numpy as np
import onnxruntime
from kokoro_onnx.tokenizer import Tokenizer
from scipy.optimize import minimize
from scipy.signal import lfilter, resample_poly

RATE = 16_000
LOUDNESS = -27.0
LINEAR, TEXT, NOISE, LENGTH, PRICE = 0.3, 0.05, 0.2, 1.0, 0.02  # as in Kernel and Likeness


def session(path):
    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = 1
    options.log_severity_level = 3
    return onnxruntime.InferenceSession(str(path), options, providers=["CPUExecutionProvider"])


class Listener:
    """Silence away, BS.1770 loudness, mel bands, LSTM: the way of the bundle speaker, in short."""

    def __init__(self, path):
        self.session = session(path)
        self.window = 0.5 - 0.5 * np.cos(2 * np.pi * np.arange(400) / 400)
        self.bands = self.mel_bands()

    def vector(self, samples, rate):
        gcd = np.gcd(rate, RATE)
        speech = self.speech(resample_poly(samples.astype(float), RATE // gcd, rate // gcd))
        if len(speech) < 0.6 * RATE:
            return None
        speech = speech * 10 ** ((LOUDNESS - self.loudness(speech)) / 20)
        partials = self.session.run(["partials"], {"mels": self.partials(speech)})[0].mean(0)
        return partials / np.linalg.norm(partials)

    @staticmethod
    def speech(samples):
        frames = len(samples) // 480
        level = 10 * np.log10((samples[: frames * 480].reshape(frames, 480) ** 2).mean(1) + 1e-12)
        voiced = level > max(np.percentile(level, 95) - 32, -65)
        smooth = np.convolve(voiced, np.ones(8) / 8, "same") >= 0.5
        wide = np.convolve(smooth, np.ones(7), "same") > 0
        return samples[: frames * 480][np.repeat(wide, 480)]

    @staticmethod
    def loudness(samples):
        weighted = samples
        for frequency, gain, quality in ((1681.974450955533, 3.999843853973347, 0.7071752369554196),
                                         (38.13547087602444, None, 0.5003270373238773)):
            k = np.tan(np.pi * frequency / RATE)
            a0 = 1 + k / quality + k * k
            a = [1, 2 * (k * k - 1) / a0, (1 - k / quality + k * k) / a0]
            if gain is None:
                b = [1, -2, 1]
            else:
                high = 10 ** (gain / 20)
                band = high ** 0.4996667741545416
                b = [(high + band * k / quality + k * k) / a0, 2 * (k * k - high) / a0,
                     (high - band * k / quality + k * k) / a0]
            weighted = lfilter(b, a, weighted)
        sums = np.concatenate([[0], np.cumsum(weighted ** 2)])
        block, hop = int(0.4 * RATE), int(0.1 * RATE)
        power = (sums[block::hop] - sums[:-block:hop]) / block
        in_lufs = lambda p: -0.691 + 10 * np.log10(p + 1e-12)
        loud = power[in_lufs(power) > -70]
        return in_lufs(loud[in_lufs(loud) > in_lufs(loud.mean()) - 10].mean())

    @staticmethod
    def mel_bands():
        to_mel = lambda f: np.where(f < 1000, f * 3 / 200, 15 + np.log(np.maximum(f, 1) / 1000) * 27 / np.log(6.4))
        to_hertz = lambda m: np.where(m < 15, m * 200 / 3, 1000 * np.exp(np.log(6.4) / 27 * (m - 15)))
        edges = to_hertz(np.linspace(0, to_mel(np.array(RATE / 2.0)), 42))
        ramps = edges[:, None] - np.linspace(0, RATE / 2, 201)[None]
        widths = np.diff(edges)[:, None]
        rows = np.maximum(0, np.minimum(-ramps[:-2] / widths[:-1], ramps[2:] / widths[1:]))
        return rows * (2 / (edges[2:] - edges[:-2]))[:, None]

    def partials(self, speech):
        step, length = 77, 160
        frames = int(np.ceil((len(speech) + 1) / 160))
        starts = list(range(0, max(1, frames - length + step + 1), step))
        if len(starts) > 1 and (len(speech) - starts[-1] * 160) / (length * 160) < 0.75:
            starts.pop()
        padded = np.pad(speech, (200, 200 + max(0, (starts[-1] + length) * 160 - len(speech))))
        windows = np.lib.stride_tricks.sliding_window_view(padded, 400)[::160] * self.window
        mels = (np.abs(np.fft.rfft(windows, axis=1)) ** 2 @ self.bands.T).astype(np.float32)
        return np.stack([mels[s : s + length] for s in starts])


class Speaker:
    """Kokoro, given weights of its voices."""

    def __init__(self, model, folder):
        self.session = session(model)
        files = sorted(pathlib.Path(folder).glob("*.bin"))
        self.names = [file.stem for file in files]
        self.tables = np.stack([np.fromfile(file, "<f4").reshape(510, 256) for file in files])

    def coordinates(self):
        """Axes along which the voices' styles differ, both halves (timbre, prosody) equally loud; mean distance 1."""
        styles = self.tables.mean(1).astype(float)
        styles -= styles.mean(0)
        for half in (slice(0, 128), slice(128, 256)):
            styles[:, half] /= np.sqrt((styles[:, half] ** 2).sum(1).mean())
        styles /= np.sqrt((styles ** 2).sum(1).mean())
        u, s, _ = np.linalg.svd(styles, full_matrices=False)
        return (u * s)[:, : len(self.names) - 1]

    def say(self, tokens, weights):
        style = (weights @ self.tables[:, len(tokens) - 1])[None].astype(np.float32)
        inputs = {"tokens": np.array([[0, *tokens, 0]]), "style": style, "speed": np.ones(1, np.float32)}
        return self.session.run(None, inputs)[0].ravel()


class Model:
    """As SoundModel and Likeness."""

    def __init__(self, places, vectors, texts):
        self.places, self.mean = places, vectors.mean(0)
        k = self.kernel(places, places) + NOISE * np.eye(len(places)) + TEXT * (texts[:, None] == texts[None])
        self.weights = np.linalg.solve(k, vectors - self.mean)

    @staticmethod
    def fading(a, b):
        return np.exp(-((a ** 2).sum(-1)[:, None] + (b ** 2).sum(-1) - 2 * a @ b.T) / 2 / LENGTH ** 2)

    def kernel(self, a, b):
        return LINEAR * a @ b.T + self.fading(a, b)

    def best(self, target, start, coordinates):
        voices = len(coordinates)
        scale = 1 / np.sqrt(voices)

        def loss(point):
            place = point @ coordinates * scale
            fading = self.fading(place[None], self.places)[0]
            expected = self.mean + (fading + LINEAR * self.places @ place) @ self.weights
            norm = np.linalg.norm(expected)
            cosine = expected @ target / norm
            share = self.weights @ ((target - cosine * expected / norm) / norm)
            slope = (share * fading) @ (self.places - place) / LENGTH ** 2 + LINEAR * share @ self.places
            gradient = coordinates @ slope * scale
            return PRICE * point @ point / voices - cosine, 2 * PRICE * point / voices - gradient + gradient.mean()

        found = minimize(loss, (start - 1 / voices) / scale, jac=True, method="L-BFGS-B", options={"maxiter": 60})
        return 1 / voices + found.x * scale


def mixtures(count, samples, coordinates, random):
    """Weights to be spoken next, for ever more clever; ``samples`` grows meanwhile."""
    voices = len(coordinates)
    for i in range(3 * voices):
        yield np.eye(voices)[i % voices]
    while len(samples) < 0.7 * count:
        if random.random() < 0.5:
            gauss = random.standard_normal(voices)
            yield 1 / voices + random.uniform(0.5, 1.1) * (gauss - gauss.mean()) / np.sqrt(voices)
        else:
            few = random.integers(2, 6)
            weights = np.zeros(voices)
            weights[random.choice(voices, few, False)] = random.dirichlet(np.ones(few))
            yield 1 / voices + random.uniform(0.8, 1.5) * (weights - 1 / voices)
    while len(samples) < count:
        texts, places, vectors = (np.array(column) for column in zip(*samples))
        model = Model(places, vectors, texts)
        scales, axes = np.linalg.eigh(np.cov(vectors.T))
        axes = axes[:, -64:] * np.sqrt(np.maximum(scales[-64:], 0))
        for _ in range(12):
            target = np.maximum(0, model.mean + random.uniform(0.9, 1.5) * axes @ random.standard_normal(64))
            start = np.eye(voices)[random.integers(voices)]
            yield model.best(target / np.linalg.norm(target), start, coordinates)


def pitch(samples, rate):
    """The median fundamental frequency in Hz: YIN, as the bundle speaker has it."""
    gcd = np.gcd(rate, RATE)
    speech = Listener.speech(resample_poly(samples.astype(float), RATE // gcd, rate // gcd))
    smooth = np.convolve(speech, np.ones(8) / 8, "valid")
    window, longest, shortest = 512, RATE // 60, RATE // 500
    frames = np.lib.stride_tricks.sliding_window_view(smooth, window + longest)[:: window // 2]
    frames = frames[(frames[:, :window] ** 2).sum(1) > 0.01 * (smooth ** 2).mean() * window]
    apart = np.stack([((frames[:, :window] - frames[:, lag : lag + window]) ** 2).sum(1)
                      for lag in range(longest + 1)], 1)
    apart[:, 0] = 1
    apart[:, 1:] *= np.arange(1, longest + 1) / np.maximum(np.cumsum(apart[:, 1:], 1), 1e-12)
    before, at, after = apart[:, shortest - 1 : -2], apart[:, shortest:-1], apart[:, shortest + 1 :]
    dips = np.where((at < before) & (at <= after), at, np.inf)
    lowest = dips.min(1)
    voiced = np.flatnonzero(lowest < 0.4)
    first = (dips[voiced] <= lowest[voiced, None] + 0.05).argmax(1)
    before, at, after = before[voiced, first], at[voiced, first], after[voiced, first]
    return RATE / np.median(shortest + first + (before - after) / (2 * (before - 2 * at + after)))


def pitches(speaker, tokens):
    """Of each voice alone, over three texts, in semitones above 1 Hz."""
    said = lambda weights: np.concatenate([speaker.say(tokens[text], weights) for text in (0, 6, 16)])
    return [12 * np.log2(pitch(said(weights), 24_000)) for weights in np.eye(len(speaker.names))]


def write(path, names, coordinates, high, samples):
    shorts = lambda row, unit: np.clip(np.round(row * unit), -32_768, 32_767).astype(">i2").tobytes()
    utf = lambda text: struct.pack(">H", len(text)) + text.encode()
    with open(path, "wb") as file:
        file.write(b"MYNT" + utf("kokoro") + utf("resemblyzer-0.1.4") + struct.pack(">ii", *coordinates.shape))
        for name, row, semitones in zip(names, coordinates, high):
            file.write(utf(name) + shorts(row, 4096) + shorts(np.array([semitones]), 100))
        file.write(struct.pack(">ii", len(samples), len(samples[0][2])))
        for text, place, vector in samples:
            file.write(bytes([text]) + shorts(place, 4096) + shorts(vector, 32_767))


def main():
    parser = argparse.ArgumentParser(description="Speak mixtures of Kokoro's voices and listen.")
    for name in ("model", "voices", "encoder", "sentences", "out"):
        parser.add_argument(name, type=pathlib.Path)
    parser.add_argument("--count", type=int, default=1500)
    arguments = parser.parse_args()
    search = arguments.sentences.read_text().split("JUDGEMENT")[0]
    tokenizer = Tokenizer()
    tokens = [tokenizer.tokenize(tokenizer.phonemize(text, "en-us")) for text in re.findall(r'^ +"(.*)"', search, re.M)]
    speaker, listener = Speaker(arguments.model, arguments.voices), Listener(arguments.encoder)
    coordinates = speaker.coordinates()
    high = pitches(speaker, tokens)
    random = np.random.default_rng(7)
    samples = []
    for weights in mixtures(arguments.count, samples, coordinates, random):
        text = int(random.integers(len(tokens)))
        vector = listener.vector(speaker.say(tokens[text], weights), 24_000)
        if vector is not None and np.isfinite(vector).all():
            samples.append((text, weights @ coordinates, vector))
            if len(samples) % 50 == 0:
                print(len(samples), flush=True)
                write(arguments.out, speaker.names, coordinates, high, samples)
    write(arguments.out, speaker.names, coordinates, high, samples)


if __name__ == "__main__":
    main()
