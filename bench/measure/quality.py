"""Whether both voices can be understood and sound as they should: each beside the Python package that speaks with it."""

from concurrent.futures import ThreadPoolExecutor
from statistics import fmean

from . import listen, peer, texts
from .table import Figure

# Women and men, American and British; they take turns.
_VOICES = "af_heart bm_george am_michael bf_emma af_bella bm_fable am_fenrir bf_isabella".split()
_MARGIN = 0.005
_LIKENESS_BAR = 0.95


def measure(bench):
    sentences = texts.LISTEN_50
    voices = [_VOICES[index % len(_VOICES)] for index in range(len(sentences))]
    with bench.probed_server() as (server, probe):
        folders = {side: server.home / "quality" / side for side in ("hibari", "hibari-tts", "Kokoro", "kokoro-onnx")}
        for folder in folders.values():
            folder.mkdir(parents=True)
        with ThreadPoolExecutor(2) as speakers:  # they do not disturb each other's quality
            ours = speakers.submit(_speak_ours, server, sentences, voices, folders)
            theirs = speakers.submit(_speak_theirs, bench, sentences, voices, folders)
            ours.result()
            theirs.result()
        likeness = _likeness(probe, folders["Kokoro"], folders["kokoro-onnx"], voices)
        written = listen.written_down(folders.values())
    rates = {}
    for (side, folder), heard in zip(folders.items(), written):
        listened = listen.Heard(folder, heard)
        listened.tell(bench, sentences)
        rates[side] = listened.rate(sentences)
    for own, other in (("hibari", "hibari-tts"), ("Kokoro", "kokoro-onnx")):
        measured = f"{100 * rates[own]:.2f} % of words wrong, {other} {100 * rates[other]:.2f} %"
        reached = rates[own] <= rates[other] + _MARGIN
        yield Figure(f"Word error rate, {own}, {len(sentences)} sentences", "≤ peer + 0.5 %", measured, None, reached)
    for voice, cosine in likeness.items():
        bench.detail(f"Likeness, {voice}: {cosine:.3f}")
    mean = fmean(likeness.values())
    measured = f"{mean:.3f} (least {min(likeness.values()):.3f})"
    name = f"Likeness of {len(likeness)} Kokoro voices to themselves in kokoro-onnx"
    yield Figure(name, f"≥ {_LIKENESS_BAR}", measured, mean / _LIKENESS_BAR, mean >= _LIKENESS_BAR)


def _speak_ours(server, sentences, voices, folders):
    with server.connect() as connection:
        for index, (text, voice) in enumerate(zip(sentences, voices)):
            for side, speaker in (("hibari", "heart"), ("Kokoro", voice)):
                (folders[side] / f"{index:02}.wav").write_bytes(listen.spoken(connection, text, speaker))


def _speak_theirs(bench, sentences, voices, folders):
    with bench.peer() as hibari, peer.KokoroPeer(bench.distribution) as kokoro:
        bench.introduce(kokoro)
        for index, (text, voice) in enumerate(zip(sentences, voices)):
            hibari.wav(text, folders["hibari-tts"] / f"{index:02}.wav")
            kokoro.speak("kokoro-onnx", 1, text, voice, folders["kokoro-onnx"] / f"{index:02}.wav")


def _likeness(probe, ours, theirs, voices):
    """By voice, the mean cosine of two speaker vectors of the same sentence."""
    cosines = {}
    for index, voice in enumerate(voices):
        one, other = (probe.vector(folder / f"{index:02}.wav") for folder in (ours, theirs))
        cosines.setdefault(voice, []).append(sum(a * b for a, b in zip(one, other)))
    return {voice: fmean(each) for voice, each in cosines.items()}
