#!/usr/bin/env python3
"""Makes embed_tokens.onnx and language_model.onnx beside this file: what a token step of the real model moves about, and
next to nothing to compute.

    python3 -m venv v && v/bin/pip install onnx
    v/bin/python steps.py

Inputs, outputs and their sizes are those of the real graphs: 24 layers, 16 heads, 64 values each, 6,563 scores. Keys and
values are the embedding times a number, laid behind those that were there. The scores are a hash of their number and of what
the oldest and the latest key say, spread as those of a network are; a cache that is mixed up would change them.
"""

from pathlib import Path

from onnx import TensorProto, checker, helper, save

LAYERS, HEADS, WIDTH, TOKENS = 24, 16, 64, 6563
SIZE = HEADS * WIDTH
FLOAT, INT64 = TensorProto.FLOAT, TensorProto.INT64


def node(kind, inputs, output, **attributes):
    return helper.make_node(kind, inputs, [output], name=output, **attributes)


def floats(name, values, *shape):
    return helper.make_tensor(name, FLOAT, shape or [len(values)], values)


def longs(name, *values):
    return helper.make_tensor(name, INT64, [len(values)], values)


def write(name, nodes, inputs, outputs, weights):
    graph = helper.make_graph(nodes, name, inputs, outputs, weights)
    model = helper.make_model(graph, opset_imports=[helper.make_opsetid("", 21)], ir_version=10)
    checker.check_model(model)
    save(model, Path(__file__).with_name(f"{name}.onnx"))


def value(name, kind, *shape):
    return helper.make_tensor_value_info(name, kind, shape)


def embed_tokens():
    nodes = [
        node("Cast", ["input_ids"], "ids", to=FLOAT),
        node("Unsqueeze", ["ids", "last"], "column"),
        node("Mul", ["column", "steps"], "angles"),
        node("Sin", ["angles"], "inputs_embeds"),
    ]
    weights = [longs("last", 2), floats("steps", [0.37 + 0.01 * i for i in range(SIZE)])]
    write(
        "embed_tokens",
        nodes,
        [value("input_ids", INT64, "batch", "length")],
        [value("inputs_embeds", FLOAT, "batch", "length", SIZE)],
        weights,
    )


def language_model():
    inputs = [
        value("inputs_embeds", FLOAT, "batch", "length", SIZE),
        value("attention_mask", INT64, "batch", "total"),
        value("position_ids", INT64, "batch", "length"),
    ]
    outputs = [value("logits", FLOAT, "batch", "length", TOKENS)]
    weights = [
        longs("heads", 0, 0, HEADS, WIDTH),
        longs("first", 0),
        longs("second", 1),
        longs("end", -1),
        longs("beyond", 2**62),
        longs("lengthways", 2),
        longs("crossways", 2, 3),
        floats("spread", [3.2]),
        floats("hash", [(i * i * 7919 % 65521) / 65521 * 6.2831853 for i in range(TOKENS)]),
    ]
    nodes = [
        node("Reshape", ["inputs_embeds", "heads"], "split"),
        node("Transpose", ["split"], "rows", perm=[0, 2, 1, 3]),
    ]
    for layer in range(LAYERS):
        for what in ("key", "value"):
            past, present = f"past_key_values.{layer}.{what}", f"present.{layer}.{what}"
            inputs.append(value(past, FLOAT, "batch", HEADS, "past", WIDTH))
            outputs.append(value(present, FLOAT, "batch", HEADS, "total", WIDTH))
            weights.append(floats(f"scale.{present}", [1 + layer + (what == "value") / 2]))
            nodes.append(node("Mul", ["rows", f"scale.{present}"], f"new.{present}"))
            nodes.append(node("Concat", [past, f"new.{present}"], present, axis=2))
    last = f"present.{LAYERS - 1}.value"
    nodes += [
        node("Cast", ["attention_mask"], "seen", to=FLOAT),
        node("ReduceSum", ["seen", "second"], "count", keepdims=1),
        node("Slice", [last, "first", "second", "lengthways"], "oldest"),
        node("Slice", [last, "end", "beyond", "lengthways"], "latest"),
        node("Add", ["oldest", "latest"], "both"),
        node("ReduceSum", ["both", "crossways"], "told", keepdims=0),
        node("ReduceMean", ["told", "second"], "one", keepdims=1),
        node("Add", ["one", "count"], "cache"),
        node("ReduceMean", ["inputs_embeds", "lengthways"], "here", keepdims=1),
        node("Cast", ["position_ids"], "places", to=FLOAT),
        node("Unsqueeze", ["places", "end"], "place"),
        node("Add", ["here", "place"], "where"),
        node("Unsqueeze", ["cache", "second"], "all"),
        node("Add", ["where", "all"], "told.here"),
        node("Add", ["told.here", "hash"], "angles"),
        node("Sin", ["angles"], "waves"),
        node("Mul", ["waves", "spread"], "logits"),
    ]
    write("language_model", nodes, inputs, outputs, weights)


embed_tokens()
language_model()
