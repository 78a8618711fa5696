#!/usr/bin/env python3
"""Makes probe.onnx, the least that a device can be asked to compute: a product of two matrices, which takes CUDA's own library
as networks do.

    python3 -m venv v && v/bin/pip install onnx==1.23.2
    v/bin/python probe.py ../resources/io/mynah/engine/onnx/device
"""

import pathlib
import sys

from onnx import TensorProto, helper


def main():
    square = [2, 2]
    graph = helper.make_graph(
        [helper.make_node("MatMul", ["x", "x"], ["y"])],
        "probe",
        [helper.make_tensor_value_info("x", TensorProto.FLOAT, square)],
        [helper.make_tensor_value_info("y", TensorProto.FLOAT, square)],
    )
    model = helper.make_model(graph, opset_imports=[helper.make_opsetid("", 18)], ir_version=9)
    path = pathlib.Path(sys.argv[1]) / "probe.onnx"
    path.write_bytes(model.SerializeToString(deterministic=True))
    print(f"{path}: {path.stat().st_size} bytes")


if __name__ == "__main__":
    main()
