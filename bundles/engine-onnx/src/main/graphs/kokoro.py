#!/usr/bin/env python3
"""Makes graph.onnx.gz out of Kokoro's int8 export. Run it again when the voice or ONNX Runtime changes:

    python3 -m venv v && v/bin/pip install onnx==1.23.2 numpy
    v/bin/python kokoro.py ~/.cache/mynah/models/kokoro/kokoro.onnx ../resources/io/mynah/engine/onnx/kokoro

What is computed stays the same, to rounding, at about half of the time:

1. Convolutions (nine tenths of all arithmetic) become products of matrices. ONNX Runtime's ConvInteger multiplies two
   unsigned matrices, neither of which it can pack beforehand; that takes twice to thrice as long as a convolution of
   floats. Its product of unsigned activations and signed, packed weights uses the processor's instructions for dot
   products of bytes, and beats floats by two to four. So: quantised activations, transposed to time by channels, padded
   with their zero point; one Gather that lays the rows under the kernel side by side; MatMulIntegerToFloat, which scales
   and adds the bias while it writes; transposed back. Weights and their zero point are shifted by 128 (unsigned to
   signed) and transposed while the graph is loaded.
   The bias is added as a float; the export rounds it down to a multiple of the product's scale.
2. Adaptive instance normalisation, nine operations over all values, becomes InstanceNormalization, one.
3. The periodic activation x + sin(ax)^2 / a is computed as (ax + sin(ax)^2) / a, where ax comes out of the normalisation
   before it, whose scale and shift take the factor: four passes over all values instead of five.
4. The short-time Fourier transform of the excitation (20 values, every 5) is a convolution with 22 sinusoids; ONNX
   Runtime's STFT takes 40 times as long.

The weights are not stored again: the graph refers to their byte ranges in kokoro.onnx, whose SHA-256 is in the graph's
metadata.
"""

import collections
import gzip
import pathlib
import sys

import numpy as np
import onnx
from onnx import TensorProto, helper, numpy_helper

import external

DATA = "kokoro.onnx"


class Graph:
    """A graph whose nodes are replaced in place: the new ones stand where the last of the old ones stood."""

    def __init__(self, model):
        self.graph = model.graph
        self.initializers = {i.name: i for i in self.graph.initializer}
        self.producer = {o: n for n in self.graph.node for o in n.output}
        self.consumers = collections.defaultdict(list)
        for node in self.graph.node:
            for name in node.input:
                self.consumers[name].append(node)
        self.replacements = {}

    def value(self, name):
        return numpy_helper.to_array(self.initializers[name])

    def constant(self, name, value):
        if name not in self.initializers:
            self.initializers[name] = numpy_helper.from_array(np.asarray(value), name)
        return name

    def next(self, name, kind):
        """The only node that reads a tensor."""
        (node,) = self.consumers[name]
        assert node.op_type == kind, f"{node.name} is {node.op_type}, not {kind}"
        return node

    def replace(self, node, *nodes):
        self.replacements[id(node)] = nodes

    def finish(self):
        """Puts the new nodes in and leaves out what nothing needs any more."""
        nodes = [new for old in self.graph.node for new in self.replacements.get(id(old), (old,))]
        producer = {o: n for n in nodes for o in n.output}
        needed, todo = set(), [o.name for o in self.graph.output]
        while todo:
            node = producer.get(todo.pop())
            if node is not None and id(node) not in needed:
                needed.add(id(node))
                todo += node.input
        nodes = [n for n in nodes if id(n) in needed]
        read = {name for n in nodes for name in n.input}
        initializers = [i for name, i in self.initializers.items() if name in read]
        del self.graph.node[:], self.graph.initializer[:], self.graph.value_info[:]
        self.graph.node.extend(nodes)
        self.graph.initializer.extend(initializers)


def attributes(node):
    return {a.name: helper.get_attribute_value(a) for a in node.attribute}


def other(node, name):
    (one,) = [i for i in node.input if i != name]
    return one


def convolutions(graph):
    transposed = set()
    for node in list(graph.graph.node):
        if node.op_type == "ConvInteger":
            convolution(graph, node, transposed)


def convolution(graph, node, transposed):
    quantised, weight, zero, weight_zero = node.input
    quantiser = graph.producer[quantised]
    values, scale = quantiser.input[0], quantiser.output[1]
    (following,) = graph.consumers[node.output[0]]
    bias = []
    if following.op_type == "Add":
        step = graph.producer[other(following, node.output[0])]
        while step.op_type != "Div":
            step = graph.producer[step.input[0]]
        bias = [step.input[0]]
        following = graph.next(following.output[0], "Cast")
    scaled = graph.next(following.output[0], "Mul")
    weight_scale = other(graph.producer[other(scaled, following.output[0])], scale)
    out = scaled.output[0]
    given = attributes(node)
    (stride,), (dilation,), (left, right) = given["strides"], given["dilations"], given["pads"]
    assert given["group"] == 1
    if stride != 1:
        graph.replace(scaled, *float_convolution(values, weight, weight_zero, weight_scale, bias, out, given))
        return
    nodes = []
    rows = quantised + "_rows"
    if rows not in transposed:
        transposed.add(rows)
        nodes.append(helper.make_node("Transpose", [quantised], [rows], perm=[0, 2, 1]))
    outputs, inputs, width = graph.initializers[weight].dims
    shape = graph.constant(f"shape_{width * inputs}_{outputs}", np.array([width * inputs, outputs], np.int64))
    sign = graph.constant("sign", np.uint8(128))
    nodes += [
        # The same bits as those of w - 128, without wider numbers that the memory would stay full of.
        helper.make_node("BitwiseXor", [weight, sign], [out + "_shifted"]),
        helper.make_node("Cast", [out + "_shifted"], [out + "_w8"], to=TensorProto.INT8),
        helper.make_node("Transpose", [out + "_w8"], [out + "_wt"], perm=[2, 1, 0]),
        helper.make_node("Reshape", [out + "_wt", shape], [out + "_w"]),
    ]
    if width > 1:
        pads = graph.constant(f"pads_{left}_{right}", np.array([0, left, 0, 0, right, 0], np.int64))
        taps = graph.constant(f"taps_{width}_{dilation}", np.arange(width, dtype=np.int64)[None] * dilation)
        wide = graph.constant(f"wide_{width * inputs}", np.array([1, -1, width * inputs], np.int64))
        assert left + right == (width - 1) * dilation, "as many values come out as go in"
        first = graph.constant("first", np.int64(0))
        one = graph.constant("one", np.int64(1))
        column = graph.constant("column", np.array([1], np.int64))
        nodes += [
            helper.make_node("Pad", [rows, pads, zero], [out + "_padded"]),
            helper.make_node("Shape", [rows], [out + "_shape"], start=1, end=2),
            helper.make_node("Squeeze", [out + "_shape"], [out + "_length"]),
            helper.make_node("Range", [first, out + "_length", one], [out + "_times"]),
            helper.make_node("Unsqueeze", [out + "_times", column], [out + "_starts"]),
            helper.make_node("Add", [out + "_starts", taps], [out + "_indices"]),
            helper.make_node("Gather", [out + "_padded", out + "_indices"], [out + "_windows"], axis=1),
            helper.make_node("Reshape", [out + "_windows", wide], [out + "_wide"]),
        ]
        rows = out + "_wide"
    signed_zero = graph.constant(out + "_zero", np.int8(int(graph.value(weight_zero)) - 128))
    nodes += [
        helper.make_node(
            "MatMulIntegerToFloat",
            [rows, out + "_w", scale, weight_scale, zero, signed_zero, *bias],
            [out + "_product"],
            domain="com.microsoft",
        ),
        helper.make_node("Transpose", [out + "_product"], [out], perm=[0, 2, 1]),
    ]
    graph.replace(scaled, *nodes)


def float_convolution(values, weight, weight_zero, weight_scale, bias, out, given):
    """For the one with a stride, which is small."""
    return [
        helper.make_node("Cast", [weight], [out + "_w32"], to=TensorProto.FLOAT),
        helper.make_node("Cast", [weight_zero], [out + "_z32"], to=TensorProto.FLOAT),
        helper.make_node("Sub", [out + "_w32", out + "_z32"], [out + "_shifted"]),
        helper.make_node("Mul", [out + "_shifted", weight_scale], [out + "_w"]),
        helper.make_node("Conv", [values, out + "_w", *bias], [out], **given),
    ]


def normalisations(graph):
    for node in list(graph.graph.node):
        if node.op_type != "Div":
            continue
        centred, root = (graph.producer.get(i) for i in node.input)
        if centred is None or root is None or centred.op_type != "Sub" or root.op_type != "Sqrt":
            continue
        mean = graph.producer[centred.input[1]]
        assert mean.op_type == "ReduceMean" and list(graph.value(mean.input[1])) == [2]
        epsilon = float(graph.value(graph.producer[root.input[0]].input[1]))
        # Several may share what they normalise, each with a scale and shift of its own.
        for product in graph.consumers[node.output[0]]:
            assert product.op_type == "Mul"
            normalisation(graph, centred.input[0], epsilon, product, node.output[0])


def normalisation(graph, values, epsilon, product, normalised):
    last = graph.next(product.output[0], "Add")
    scale, shift = other(product, normalised), other(last, product.output[0])
    out = last.output[0]
    flat = graph.constant("flat", np.array([-1], np.int64))
    alpha = activation(graph, out)
    nodes = []
    if alpha is not None:
        nodes += [
            helper.make_node("Mul", [scale, alpha], [out + "_scale"]),
            helper.make_node("Mul", [shift, alpha], [out + "_shift"]),
        ]
        scale, shift = out + "_scale", out + "_shift"
    nodes += [
        helper.make_node("Reshape", [scale, flat], [out + "_s"]),
        helper.make_node("Reshape", [shift, flat], [out + "_b"]),
        helper.make_node("InstanceNormalization", [values, out + "_s", out + "_b"], [out], epsilon=epsilon),
    ]
    graph.replace(last, *nodes)


def activation(graph, out):
    """Rewrites the periodic activation of a tensor, if there is one, for a times that tensor; returns a."""
    consumers = graph.consumers[out]
    if sorted(n.op_type for n in consumers) != ["Add", "Mul"]:
        return None
    product, last = sorted(consumers, key=lambda n: n.op_type, reverse=True)
    alpha = other(product, out)
    sine = graph.next(product.output[0], "Sin")
    square = graph.next(sine.output[0], "Pow")
    divided = graph.next(square.output[0], "Mul")
    assert graph.next(divided.output[0], "Add") is last
    inverse = other(divided, square.output[0])
    assert np.allclose(graph.value(alpha) * graph.value(inverse), 1, atol=1e-5)
    y = last.output[0]
    graph.replace(
        last,
        helper.make_node("Sin", [out], [y + "_sine"]),
        helper.make_node("Mul", [y + "_sine", y + "_sine"], [y + "_square"]),
        helper.make_node("Add", [out, y + "_square"], [y + "_sum"]),
        helper.make_node("Mul", [y + "_sum", inverse], [y]),
    )
    return alpha


def transform(graph):
    (node,) = [n for n in graph.graph.node if n.op_type == "STFT"]
    signal, step, window = node.input[:3]
    window, step = graph.value(window), int(graph.value(step))
    length = window.size
    bins = length // 2 + 1
    angle = 2 * np.pi * np.outer(np.arange(bins), np.arange(length)) / length
    sinusoids = np.concatenate([np.cos(angle), -np.sin(angle)]) * window
    # The first and last bin are real. The phase that follows must be pi where they are negative, as it was in training;
    # the graph makes it minus pi unless the imaginary part is above zero.
    sinusoids[[bins, 2 * bins - 1]] = -1e-7 * sinusoids[[0, bins - 1]]
    out = node.output[0]
    graph.replace(
        node,
        helper.make_node("Reshape", [signal, graph.constant("as_channel", np.array([1, 1, -1], np.int64))], [out + "_x"]),
        helper.make_node(
            "Conv",
            [out + "_x", graph.constant("sinusoids", sinusoids[:, None].astype(np.float32))],
            [out + "_rows"],
            kernel_shape=[length],
            strides=[step],
        ),
        helper.make_node(
            "Reshape", [out + "_rows", graph.constant("parts", np.array([1, 2, bins, -1], np.int64))], [out + "_parts"]
        ),
        helper.make_node("Transpose", [out + "_parts"], [out], perm=[0, 3, 2, 1]),
    )


def main():
    source, target = pathlib.Path(sys.argv[1]), pathlib.Path(sys.argv[2])
    data = source.read_bytes()
    model = onnx.load_from_string(data)
    graph = Graph(model)
    convolutions(graph)
    normalisations(graph)
    transform(graph)
    graph.finish()
    inside = external.refer(model, data, DATA)
    model.doc_string = "Derived from kokoro.onnx, the int8 export of Kokoro-82M (Apache-2.0), by kokoro.py"
    target.mkdir(parents=True, exist_ok=True)
    path = target / "graph.onnx.gz"
    plain = model.SerializeToString(deterministic=True)
    path.write_bytes(gzip.compress(plain, mtime=0))
    print(f"{path}: {path.stat().st_size} bytes packed, {len(plain)} plain, {inside} of them weights, "
          f"{len(model.graph.node)} nodes")


if __name__ == "__main__":
    main()
