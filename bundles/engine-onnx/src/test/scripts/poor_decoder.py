#!/usr/bin/env python3
"""Makes poor-decoder.onnx: a decoder with the real inputs and output that runs out of memory, for real, when it is given more
than MOST speech tokens. DevicesOfChatterboxTest puts it in the place of the tiny set's decoder.

    python3 -m venv v && v/bin/pip install onnx==1.23.2 numpy
    v/bin/python poor_decoder.py ../resources/io/mynah/engine/onnx/chatterbox
"""

import pathlib
import sys

import numpy as np
from onnx import TensorProto, helper, numpy_helper

MOST = 300
#: Bytes that nobody has, for each token too many; the sum stays below what a signed 64-bit number holds.
SPOIL = 1 << 48


def main():
    nodes = [
        helper.make_node("Shape", ["speech_tokens"], ["tokens"], start=1, end=2),
        helper.make_node("Sub", ["tokens", "most"], ["beyond"]),
        helper.make_node("Max", ["beyond", "zero"], ["excess"]),
        helper.make_node("Mul", ["excess", "spoil"], ["waste"]),
        helper.make_node("Add", ["waste", "tokens"], ["length"]),
        helper.make_node("Concat", ["one", "length"], ["shape"], axis=0),
        helper.make_node("ConstantOfShape", ["shape"], ["waveform"]),
    ]
    constants = {"most": MOST, "zero": 0, "spoil": SPOIL, "one": 1}
    graph = helper.make_graph(
        nodes,
        "poor-decoder",
        [
            helper.make_tensor_value_info("speech_tokens", TensorProto.INT64, [1, "T"]),
            helper.make_tensor_value_info("speaker_embeddings", TensorProto.FLOAT, [1, "E"]),
            helper.make_tensor_value_info("speaker_features", TensorProto.FLOAT, [1, "F", "B"]),
        ],
        [helper.make_tensor_value_info("waveform", TensorProto.FLOAT, [1, "N"])],
        [numpy_helper.from_array(np.array([value], np.int64), name) for name, value in constants.items()],
    )
    model = helper.make_model(graph, opset_imports=[helper.make_opsetid("", 18)], ir_version=9)
    path = pathlib.Path(sys.argv[1]) / "poor-decoder.onnx"
    path.write_bytes(model.SerializeToString(deterministic=True))
    print(f"{path}: {path.stat().st_size} bytes")


if __name__ == "__main__":
    main()
