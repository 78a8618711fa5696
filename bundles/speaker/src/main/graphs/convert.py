#!/usr/bin/env python3
"""Makes encoder.onnx of Resemblyzer's pretrained weights.

    python3 -m pip download --no-deps Resemblyzer==0.1.4
    convert.py Resemblyzer-0.1.4-py3-none-any.whl ../resources/io/mynah/speaker/encoder.onnx

Needs numpy and onnx, not PyTorch: the weights are in PyTorch's old format, a few pickles followed by raw storages, which
is read here with an unpickler that builds nothing but arrays.

The network: three LSTM layers of 256 over 160 frames of 40 mel bands; the last layer's last state, a linear layer, ReLU,
length 1. What comes before, the mel spectrogram, and after, the mean of all vectors of a clip, is Java's.

    mels     f32[partials, 160, 40]
    partials f32[partials, 256]

fp16 would halve the file, but misses the original by up to 3e-4, and int8 breaks it (cosine 0.5).
"""

import argparse
import collections
import hashlib
import io
import pathlib
import pickle
import zipfile

import numpy as np
import onnx
from onnx import TensorProto, helper, numpy_helper

SHA256 = "8f12eb2f1a9982d32e8db7856de754709b59c93a77bcf0ff536584b619a9dd1f"
HIDDEN = 256
LAYERS = 3
BANDS = 40
FRAMES = 160


class Storage:
    """Numbers that tensors are views of; they stand behind the pickles."""

    def __init__(self, length):
        self.length = length
        self.values = None


class Unpickler(pickle.Unpickler):
    """Knows tensors and dictionaries, and refuses to build anything else."""

    def __init__(self, file, storages):
        super().__init__(file)
        self.storages = storages

    def find_class(self, module, name):
        known = {
            ("collections", "OrderedDict"): collections.OrderedDict,
            ("torch._utils", "_rebuild_tensor_v2"): lambda storage, offset, size, stride, *_:
                (storage, offset, size, stride),
            ("torch", "FloatStorage"): "FloatStorage",
        }
        if (module, name) not in known:
            raise pickle.UnpicklingError(f"{module}.{name} has no place in a file of weights")
        return known[module, name]

    def persistent_load(self, identity):
        kind, storage_type, key, _location, length, view = identity
        if kind != "storage" or storage_type != "FloatStorage" or view is not None:
            raise pickle.UnpicklingError(f"unknown storage {identity}")
        return self.storages.setdefault(key, Storage(length))


def read_weights(file):
    """The state of the model as a dictionary of arrays."""
    storages = {}
    load = lambda: Unpickler(file, storages).load()
    magic, protocol, system = load(), load(), load()
    if magic != 0x1950A86A20F9469CFC6C or protocol != 1001 or not system["little_endian"]:
        raise SystemExit("not a PyTorch file of the old format")
    state = load()["model_state"]
    for key in load():
        storage = storages[key]
        if int.from_bytes(file.read(8), "little") != storage.length:
            raise SystemExit(f"storage {key} has another length than its tensors say")
        storage.values = np.frombuffer(file.read(4 * storage.length), "<f4")
    return {name: array(*tensor) for name, tensor in state.items() if isinstance(tensor, tuple)}


def array(storage, offset, size, stride):
    return np.lib.stride_tricks.as_strided(storage.values[offset:], size, [4 * s for s in stride]).copy()


def gates(rows):
    """From PyTorch's order of gates (input, forget, cell, output) to ONNX's (input, output, forget, cell)."""
    i, f, c, o = np.split(rows, 4)
    return np.concatenate([i, o, f, c])


def build(weights):
    constants = [
        numpy_helper.from_array(np.array([0], np.int64), "zero"),
        numpy_helper.from_array(np.array([1], np.int64), "one"),
        numpy_helper.from_array(weights["linear.weight"].T.copy(), "linear.weight"),
        numpy_helper.from_array(weights["linear.bias"], "linear.bias"),
    ]
    nodes = [helper.make_node("Transpose", ["mels"], ["sequence0"], perm=[1, 0, 2])]
    for layer in range(LAYERS):
        names = {
            "W": gates(weights[f"lstm.weight_ih_l{layer}"])[None],
            "R": gates(weights[f"lstm.weight_hh_l{layer}"])[None],
            "B": np.concatenate([gates(weights[f"lstm.bias_{side}_l{layer}"]) for side in ("ih", "hh")])[None],
        }
        constants += [numpy_helper.from_array(values, f"{name}{layer}") for name, values in names.items()]
        inputs = [f"sequence{layer}", f"W{layer}", f"R{layer}", f"B{layer}"]
        if layer < LAYERS - 1:
            # All states: [frames, directions, partials, hidden], without the one direction.
            nodes.append(helper.make_node("LSTM", inputs, [f"states{layer}"], hidden_size=HIDDEN))
            nodes.append(helper.make_node("Squeeze", [f"states{layer}", "one"], [f"sequence{layer + 1}"]))
        else:
            nodes.append(helper.make_node("LSTM", inputs, ["", "last"], hidden_size=HIDDEN))
    nodes += [
        helper.make_node("Squeeze", ["last", "zero"], ["state"]),
        helper.make_node("Gemm", ["state", "linear.weight", "linear.bias"], ["linear"]),
        helper.make_node("Relu", ["linear"], ["positive"]),
        helper.make_node("LpNormalization", ["positive"], ["partials"], axis=1, p=2),
    ]
    tensor = helper.make_tensor_value_info
    graph = helper.make_graph(
        nodes, "speaker encoder",
        [tensor("mels", TensorProto.FLOAT, ["partials", FRAMES, BANDS])],
        [tensor("partials", TensorProto.FLOAT, ["partials", HIDDEN])],
        constants)
    model = helper.make_model(
        graph, opset_imports=[helper.make_opsetid("", 17)], ir_version=8, producer_name="convert.py",
        doc_string="Resemblyzer 0.1.4 by Resemble AI and Corentin Jemine, Apache-2.0")
    helper.set_model_props(model, {"id": "resemblyzer-0.1.4", "sha256": SHA256})
    onnx.checker.check_model(model, full_check=True)
    return model


def main():
    parser = argparse.ArgumentParser(description="Convert Resemblyzer's weights to ONNX.")
    parser.add_argument("wheel", type=pathlib.Path)
    parser.add_argument("onnx", type=pathlib.Path)
    arguments = parser.parse_args()
    found = hashlib.sha256(arguments.wheel.read_bytes()).hexdigest()
    if found != SHA256:
        raise SystemExit(f"{arguments.wheel}: SHA-256 is {found}, expected {SHA256}")
    with zipfile.ZipFile(arguments.wheel) as archive:
        weights = read_weights(io.BytesIO(archive.read("resemblyzer/pretrained.pt")))
    arguments.onnx.parent.mkdir(parents=True, exist_ok=True)
    arguments.onnx.write_bytes(build(weights).SerializeToString(deterministic=True))


if __name__ == "__main__":
    main()
