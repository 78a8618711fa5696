#!/usr/bin/env python3
"""Makes byte-products.onnx, a product of bytes that is as large as one can get. ByteProducts.java tells what it is for.

    python3 -m venv v && v/bin/pip install onnx==1.23.2 numpy
    v/bin/python byte_products.py ../resources/io/mynah/engine/onnx

It multiplies rows of 64 unsigned bytes by 127 in every place, in the operator that most of Kokoro's time goes into.
"""

import pathlib
import sys

import numpy as np
from onnx import TensorProto, helper, numpy_helper

INPUTS, OUTPUTS = 64, 32


def main():
    nodes = [
        # Known when the graph is loaded, so ONNX Runtime packs it as it packs a network's weights.
        helper.make_node(
            "ConstantOfShape", ["shape"], ["weights"], value=numpy_helper.from_array(np.array([127], np.int8))
        ),
        helper.make_node(
            "MatMulIntegerToFloat",
            ["bytes", "weights", "scale", "scale", "zero", "signed_zero"],
            ["sums"],
            domain="com.microsoft",
        ),
    ]
    constants = {
        "shape": np.array([INPUTS, OUTPUTS], np.int64),
        "scale": np.float32(1),
        "zero": np.uint8(0),
        "signed_zero": np.int8(0),
    }
    graph = helper.make_graph(
        nodes,
        "byte-products",
        [helper.make_tensor_value_info("bytes", TensorProto.UINT8, ["rows", INPUTS])],
        [helper.make_tensor_value_info("sums", TensorProto.FLOAT, ["rows", OUTPUTS])],
        [numpy_helper.from_array(np.asarray(value), name) for name, value in constants.items()],
    )
    opsets = [helper.make_opsetid("", 18), helper.make_opsetid("com.microsoft", 1)]
    model = helper.make_model(graph, opset_imports=opsets, ir_version=9)
    path = pathlib.Path(sys.argv[1]) / "byte-products.onnx"
    path.write_bytes(model.SerializeToString(deterministic=True))
    print(f"{path}: {path.stat().st_size} bytes")


if __name__ == "__main__":
    main()
