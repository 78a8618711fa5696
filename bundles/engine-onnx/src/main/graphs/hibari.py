#!/usr/bin/env python3
"""Makes body.onnx and head.onnx out of the voice's hibari.onnx. Run it again when the voice or ONNX Runtime changes:

    python3 -m venv v && v/bin/pip install onnx==1.23.2 onnxruntime==1.28.0
    v/bin/python hibari.py ~/.cache/mynah/models/hibari/hibari.onnx ../../../../engine-base/src/main/resources/io/mynah/engine/base/hibari

What is computed stays the same, to the rounding of single operations:

1. LayerNormalization is a scalar loop in ONNX Runtime 1.28 and 1.29 and takes a quarter of the session's time.
   SkipLayerNormalization(x, y), which normalises x + y, is vectorised. Normalising 2x with four times the epsilon is
   normalising x, and doubling is exact: so SkipLayerNormalization(x, x) with 4 epsilon.
2. The last layer (256 values to 5 x 601 for each frame) becomes a graph of its own, so that the engine can run it over
   a few frames at a time: what it makes stays in the processor's cache and is never copied, and a long sentence needs
   no more memory than a short one. The body hands over the quantised input of that layer, with its scale and zero
   point, hence the same numbers.
3. Depthwise convolutions over time become two-dimensional ones of height 1, which ONNX Runtime computes on blocks of
   channels where the processor has the instructions, together with the transposition that follows: half the time.
4. The graphs are stored as ONNX Runtime's portable optimisations leave them, which halves the time to load.

The weights are not stored again: the graphs refer to their byte ranges in hibari.onnx, whose SHA-256 is in the
graphs' metadata.
"""

import pathlib
import sys
import tempfile

import numpy as np
import onnx
import onnxruntime
from onnx import TensorProto, helper, numpy_helper

import external

DATA = "hibari.onnx"
RENAMED = {
    "/dec_norm/LayerNormalization_output_0_quantized": "frames",
    "/dec_norm/LayerNormalization_output_0_scale": "scale",
    "/dec_norm/LayerNormalization_output_0_zero_point": "zero",
    "/Transpose_58_output_0": "spectra",
}


def attribute(node, name):
    return next(helper.get_attribute_value(a) for a in node.attribute if a.name == name)


def faster_normalisation(model):
    for node in model.graph.node:
        if node.op_type == "LayerNormalization":
            assert attribute(node, "axis") == -1
            epsilon = attribute(node, "epsilon")
            value, scale, bias = node.input
            node.CopyFrom(
                helper.make_node(
                    "SkipLayerNormalization",
                    [value, value, scale, bias],
                    node.output,
                    name=node.name,
                    domain="com.microsoft",
                    epsilon=4 * epsilon,
                )
            )
    if not any(o.domain == "com.microsoft" for o in model.opset_import):
        model.opset_import.append(helper.make_opsetid("com.microsoft", 1))


def faster_convolution(model):
    graph = model.graph
    weights = {i.name: i for i in graph.initializer}
    consumers = {}
    for node in graph.node:
        for name in node.input:
            consumers.setdefault(name, []).append(node)
    for name, axis in (("axis_1", 1), ("axis_2", 2)):
        graph.initializer.append(numpy_helper.from_array(np.array([axis], np.int64), name))
    nodes, done = [], set()
    for node in graph.node:
        if id(node) in done:
            continue
        depthwise = node.op_type == "Conv" and attribute(node, "group") > 1
        if not depthwise:
            nodes.append(node)
            continue
        weight = weights[node.input[1]]
        channels, one, width = weight.dims
        assert one == 1 and attribute(node, "group") == channels
        weight.dims[:] = [channels, 1, 1, width]
        left, right = attribute(node, "pads")
        output = node.output[0]
        nodes.append(helper.make_node("Unsqueeze", [node.input[0], "axis_2"], [output + "_in"]))
        nodes.append(
            helper.make_node(
                "Conv",
                [output + "_in", *node.input[1:]],
                [output + "_out"],
                name=node.name,
                group=channels,
                kernel_shape=[1, width],
                pads=[0, left, 0, right],
                dilations=[1, attribute(node, "dilations")[0]],
            )
        )
        following = consumers[output]
        if len(following) == 1 and following[0].op_type == "Transpose":
            transposed = following[0].output[0]
            done.add(id(following[0]))
            nodes.append(helper.make_node("Transpose", [output + "_out"], [output + "_t"], perm=[0, 2, 3, 1]))
            nodes.append(helper.make_node("Squeeze", [output + "_t", "axis_1"], [transposed]))
        else:
            nodes.append(helper.make_node("Squeeze", [output + "_out", "axis_2"], [output]))
    del graph.node[:]
    graph.node.extend(nodes)


def rename(model):
    for node in model.graph.node:
        for names in (node.input, node.output):
            for i, name in enumerate(names):
                names[i] = RENAMED.get(name, name)


def part(model, inputs, outputs):
    """The part of the graph that computes outputs from inputs."""
    producer = {name: node for node in model.graph.node for name in node.output}
    initializers = {i.name: i for i in model.graph.initializer}
    given = {i.name for i in inputs}
    nodes, weights, todo = set(), {}, [o.name for o in outputs]
    while todo:
        name = todo.pop()
        if name in given or not name:
            continue
        if name in initializers:
            weights[name] = initializers[name]
        else:
            node = producer[name]
            if id(node) not in nodes:
                nodes.add(id(node))
                todo += node.input
    graph = helper.make_graph(
        [n for n in model.graph.node if id(n) in nodes],
        "hibari",
        inputs,
        outputs,
        list(weights.values()),
    )
    return helper.make_model(graph, opset_imports=model.opset_import, ir_version=model.ir_version)


def optimised(model):
    with tempfile.TemporaryDirectory() as folder:
        path = pathlib.Path(folder) / "optimised.onnx"
        options = onnxruntime.SessionOptions()
        options.graph_optimization_level = onnxruntime.GraphOptimizationLevel.ORT_ENABLE_EXTENDED
        options.optimized_model_filepath = str(path)
        onnxruntime.InferenceSession(model.SerializeToString(), options, providers=["CPUExecutionProvider"])
        return onnx.load(str(path))


def main():
    source, target = pathlib.Path(sys.argv[1]), pathlib.Path(sys.argv[2])
    data = source.read_bytes()
    model = onnx.load_from_string(data)
    faster_normalisation(model)
    faster_convolution(model)
    rename(model)
    given = {v.name: v for v in list(model.graph.input) + list(model.graph.output)}
    frames = helper.make_tensor_value_info("frames", TensorProto.UINT8, [1, "F", 256])
    scale = helper.make_tensor_value_info("scale", TensorProto.FLOAT, [])
    zero = helper.make_tensor_value_info("zero", TensorProto.UINT8, [])
    spectra = helper.make_tensor_value_info("spectra", TensorProto.FLOAT, [1, 3005, "F"])
    body = part(model, [given["ids"], given["speed"]], [frames, scale, zero, given["f0"]])
    head = part(model, [frames, scale, zero], [spectra])
    target.mkdir(parents=True, exist_ok=True)
    for name, graph in (("body", body), ("head", head)):
        result = optimised(graph)
        inside = external.refer(result, data, DATA)
        result.doc_string = "Derived from hibari.onnx of hibari-tts (Apache-2.0) by hibari.py"
        path = target / f"{name}.onnx"
        path.write_bytes(result.SerializeToString(deterministic=True))
        print(f"{path}: {path.stat().st_size} bytes, {inside} of them weights, {len(result.graph.node)} nodes")


if __name__ == "__main__":
    main()
