#!/usr/bin/env python3
"""Makes a multilingual relative of the tiny Chatterbox, and records what it says:

    python3 -m venv v && v/bin/pip install onnx onnxruntime
    v/bin/python chatterbox_relatives.py ../resources/chatterbox-tiny ../resources/chatterbox-multilingual

Its graphs are those of the tiny set with the inputs of onnx-community's exports: embed_tokens also wants position_ids and
exaggeration, the language model counts positions by itself. A second language model, called fp16, takes embeddings and gives
scores as 16-bit floats, which no export known does and none is kept from doing. They share the tiny set's weights, which the test lays beside
them; the other graphs are those of the tiny set. The tokenizer is one of characters with a tag for each language, and adds
two starts of speech, as the tiny table of speech is for the last two ids. What it says is computed here, with code of its own.
"""

import json
import shutil
import sys
import tempfile
import wave
from pathlib import Path

import numpy as np
import onnx
import onnxruntime
from onnx import TensorProto, helper

START, STOP = 6561, 6562
EXAGGERATION = 0.5
STEPS = 30
TAGS = ["[en]", "[de]", "[fr]", "[ko]", "[zh]", "[ja]", "[he]"]
LETTERS = " abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZäöüß.,!?-'\u1112\u1161\u11ab"
CASES = [("English", "en", "Hello there."), ("German", "de", "Schöne Grüße."), ("Korean", "ko", "한.")]


def embed_tokens(tiny):
    model = onnx.load(tiny / "embed_tokens.onnx", load_external_data=False)
    graph = model.graph
    graph.node[-1].output[0] = "plain"
    graph.input.append(helper.make_tensor_value_info("position_ids", TensorProto.INT64, ["batch_size", "sequence_length"]))
    graph.input.append(helper.make_tensor_value_info("exaggeration", TensorProto.FLOAT, ["batch_size"]))
    graph.initializer.append(helper.make_tensor("behind", TensorProto.INT64, [1], [2]))
    graph.initializer.append(helper.make_tensor("around", TensorProto.INT64, [2], [1, 2]))
    graph.initializer.append(helper.make_tensor("a.little", TensorProto.FLOAT, [], [0.01]))
    graph.node.extend(
        [
            helper.make_node("Cast", ["position_ids"], ["places"], to=TensorProto.FLOAT),
            helper.make_node("Mul", ["places", "a.little"], ["small"]),
            helper.make_node("Unsqueeze", ["small", "behind"], ["place"]),
            helper.make_node("Unsqueeze", ["exaggeration", "around"], ["mood"]),
            helper.make_node("Add", ["plain", "place"], ["placed"]),
            helper.make_node("Add", ["placed", "mood"], ["inputs_embeds"]),
        ]
    )
    return model


def language_model(tiny):
    model = onnx.load(tiny / "language_model.onnx", load_external_data=False)
    graph = model.graph
    (positions,) = [each for each in graph.input if each.name == "position_ids"]
    graph.input.remove(positions)
    for name, values, shape in (("one.place", [1], []), ("one.row", [0], [1])):
        graph.initializer.append(helper.make_tensor(name, TensorProto.INT64, shape, values))
    counted = [
        helper.make_node("Shape", ["attention_mask"], ["mask.shape"]),
        helper.make_node("Gather", ["mask.shape", "one.place"], ["all.places"]),
        helper.make_node("Shape", ["inputs_embeds"], ["embeds.shape"]),
        helper.make_node("Gather", ["embeds.shape", "one.place"], ["new.places"]),
        helper.make_node("Sub", ["all.places", "new.places"], ["old.places"]),
        helper.make_node("Range", ["old.places", "all.places", "one.place"], ["a.row"]),
        helper.make_node("Unsqueeze", ["a.row", "one.row"], ["position_ids"]),
    ]
    nodes = [*counted, *graph.node]
    del graph.node[:]
    graph.node.extend(nodes)
    return model


def halved(model):
    """The same with 16-bit floats outside, but for keys and values."""
    graph = model.graph
    (embeds,) = [each for each in graph.input if each.name == "inputs_embeds"]
    (logits,) = [each for each in graph.output if each.name == "logits"]
    for node in graph.node:
        names = {"inputs_embeds": "wide.embeds", "logits": "wide.logits"}
        node.input[:] = [names.get(each, each) for each in node.input]
        node.output[:] = [names.get(each, each) for each in node.output]
    for each in (embeds, logits):
        each.type.tensor_type.elem_type = TensorProto.FLOAT16
    graph.node.insert(0, helper.make_node("Cast", ["inputs_embeds"], ["wide.embeds"], to=TensorProto.FLOAT))
    graph.node.append(helper.make_node("Cast", ["wide.logits"], ["logits"], to=TensorProto.FLOAT16))
    return model


def tokenizer():
    vocabulary = {"[UNK]": 0, "[SPACE]": 1}
    for each in [*TAGS, *LETTERS[1:]]:
        vocabulary[each] = len(vocabulary)
    added = ["[UNK]", "[SPACE]", *TAGS]
    template = {
        "type": "TemplateProcessing",
        "single": [{"Sequence": {"id": "A", "type_id": 0}}, {"SpecialToken": {"id": "[START]", "type_id": 0}}],
        "pair": [{"Sequence": {"id": "A", "type_id": 0}}, {"Sequence": {"id": "B", "type_id": 1}}],
        "special_tokens": {"[START]": {"id": "[START]", "ids": [START, START], "tokens": ["[START]", "[START]"]}},
    }
    content = {
        "version": "1.0",
        "added_tokens": [
            {"id": vocabulary[each], "content": each, "special": True, "normalized": True}
            | {"single_word": False, "lstrip": False, "rstrip": False}
            for each in added
        ],
        "normalizer": {"type": "Replace", "pattern": {"String": " "}, "content": "[SPACE]"},
        "pre_tokenizer": None,
        "post_processor": {"type": "Sequence", "processors": [template]},
        "decoder": None,
        "model": {"type": "BPE", "unk_token": "[UNK]", "vocab": vocabulary, "merges": []},
    }
    return content, vocabulary


def ids_of(vocabulary, tag, text):
    text = text.replace("한", "\u1112\u1161\u11ab")
    letters = ["[SPACE]" if letter == " " else letter for letter in text]
    return [vocabulary[f"[{tag}]"], *(vocabulary[letter] for letter in letters), START, START]


class Peer:
    def __init__(self, folder, language_model):
        def session(name):
            return onnxruntime.InferenceSession(folder / f"{name}.onnx", providers=["CPUExecutionProvider"])

        self.encoder, self.embeddings = session("speech_encoder"), session("embed_tokens")
        self.language, self.decoder = session(language_model), session("conditional_decoder")
        self.halves = self.language.get_inputs()[0].type == "tensor(float16)"

    def embed(self, ids, places):
        given = {"input_ids": np.array([ids]), "position_ids": np.array([places])}
        given["exaggeration"] = np.array([EXAGGERATION], dtype=np.float32)
        return self.embeddings.run(["inputs_embeds"], given)[0]

    def say(self, clip, ids):
        features, heard, speaker, mel = self.encoder.run(
            ["audio_features", "audio_tokens", "speaker_embeddings", "speaker_features"], {"audio_values": clip[None]}
        )
        places = [0 if each >= START else index - 1 for index, each in enumerate(ids)]
        rows = np.concatenate([features, self.embed(ids, places)], axis=1)
        caches = [each for each in self.language.get_inputs() if each.name.startswith("past_key_values")]
        past = {each.name: np.zeros((1, each.shape[1], 0, each.shape[3]), np.float32) for each in caches}
        names = [each.name for each in self.language.get_outputs()]
        tokens, seen = [], 0
        for step in range(STEPS):
            seen += rows.shape[1]
            rows = rows.astype(np.float16 if self.halves else np.float32)
            given = {"inputs_embeds": rows, "attention_mask": np.ones((1, seen), np.int64), **past}
            results = dict(zip(names, self.language.run(names, given)))
            token = int(results["logits"][0, -1].argmax())
            if token == STOP:
                break
            tokens.append(token)
            past = {each: results[each.replace("past_key_values", "present")] for each in past}
            rows = self.embed([token], [step + 1])
        sounds = [each for each in tokens if each < START]
        all_tokens = np.concatenate([heard, np.array([sounds], np.int64)], axis=1)
        given = {"speech_tokens": all_tokens, "speaker_embeddings": speaker, "speaker_features": mel}
        audio = self.decoder.run(["waveform"], given)[0].ravel()
        return tokens, audio


def main(tiny, out):
    with wave.open(str(tiny / "ref/voice.wav")) as file:
        clip = np.frombuffer(file.readframes(6 * 24000), np.int16).astype(np.float32) / 32768
    (out / "onnx").mkdir(parents=True, exist_ok=True)
    onnx.save(embed_tokens(tiny / "model/onnx"), out / "onnx/embed_tokens.onnx")
    onnx.save(language_model(tiny / "model/onnx"), out / "onnx/language_model.onnx")
    onnx.save(halved(language_model(tiny / "model/onnx")), out / "onnx/language_model_fp16.onnx")
    content, vocabulary = tokenizer()
    (out / "tokenizer.json").write_text(json.dumps(content, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
    with tempfile.TemporaryDirectory() as folder:
        shutil.copytree(tiny / "model/onnx", folder, dirs_exist_ok=True)
        shutil.copytree(out / "onnx", folder, dirs_exist_ok=True)
        cases = []
        for dtype, name in (("fp32", "language_model"), ("fp16", "language_model_fp16")):
            peer = Peer(Path(folder), name)
            for language, tag, text in CASES:
                ids = ids_of(vocabulary, tag, text)
                tokens, audio = peer.say(clip, ids)
                facts = {"samples": len(audio), "sum_abs": float(np.abs(audio.astype(np.float64)).sum())}
                case = {"language_model": dtype, "language": language, "text": text, "ids": ids, "tokens": tokens}
                cases.append({**case, **facts})
    (out / "recorded.json").write_text(json.dumps(cases, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")


main(Path(sys.argv[1]), Path(sys.argv[2]))
