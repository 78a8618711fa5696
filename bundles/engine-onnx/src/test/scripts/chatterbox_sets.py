#!/usr/bin/env python3
"""Makes sets of recorded results for models that are unlike the tiny one, in the same format:

    python3 -m venv v && v/bin/pip install onnx==1.23.2 onnxruntime==1.32.0 tokenizers==0.23.3 pyloudnorm==0.2.0
    v/bin/python chatterbox_sets.py ../resources/chatterbox-sets

Graphs are written node by node, weights are squares by a prime, so that a set is some hundred kilobytes, most of it
results. What differs from set to set stands in SETS. What the models say is computed here from the specification, with code of
its own: ONNX Runtime in Python, numpy, Hugging Face's tokenizers, pyloudnorm. The sets are kept as zip archives; with
--folders they are left as folders, for `bin/mynah check --goldens`.
"""

import argparse
import json
import shutil
import string
import tempfile
import wave
import zipfile
from dataclasses import dataclass, field, replace
from pathlib import Path

import numpy as np
import onnx
import onnxruntime
import pyloudnorm
from onnx import TensorProto, helper, numpy_helper
from tokenizers import Tokenizer

F32, F16, BF16, I64, I32, BOOL = (
    TensorProto.FLOAT,
    TensorProto.FLOAT16,
    TensorProto.BFLOAT16,
    TensorProto.INT64,
    TensorProto.INT32,
    TensorProto.BOOL,
)
MICROSOFT = "com.microsoft"
RATE = 24_000
END_OF_TEXT = 50256
SILENCE = 4299


@dataclass
class Shape:
    """What one set is like."""

    seed: int
    layers: int = 3
    heads: int = 4
    kv_heads: int = 4
    width: int = 8
    hidden: int = 24
    vocabulary: int = 6563
    start: int = 6561
    stop: int = 6562
    attention: object = "plain"  # plain, gqa, mha, onnx, masked_mha, masked_onnx; in all precisions or in each
    rotary: bool = False
    rms: bool = False
    positions: bool = True
    cache_axis: int = 2
    batch: object = "batch_size"
    reverse: bool = False
    last_logits_only: bool = False
    integers: int = I64
    mask_type: object = I64  # in all precisions or in each
    hop: int = 480
    external: bool = False
    channel: bool = False  # waveform [B, 1, n]
    multilingual: bool = False
    tokenizer: str = "template"
    outside: dict = field(default_factory=dict)  # tensor name -> type, in all precisions
    cache: dict = field(default_factory=lambda: {"fp32": F32, "fp16": F16})
    extra_output: bool = False
    scores: object = None  # what the last dimension of the logits is called, if it has no size
    precisions: tuple = ("fp32", "fp16")


SUFFIXES = {"fp32": "", "fp16": "_fp16", "q8": "_quantized", "q4": "_q4", "q4f16": "_q4f16"}
BITS = {"q8": 8, "q4": 4, "q4f16": 4}
NAMES = ("speech_encoder", "embed_tokens", "language_model", "conditional_decoder")


SETS = {
    # The other attention operator of exports, as many layers as Llama's small ones, positions counted inside.
    "grouped": Shape(
        seed=31, layers=30, heads=6, kv_heads=2, width=16, hidden=40, attention="gqa", rotary=True, rms=True,
        positions=False, tokenizer="sequence", external=True,
    ),
    # Everything outside the graphs is of another type than usual, and stands elsewhere.
    "narrow": Shape(
        seed=32, layers=2, heads=3, width=10, kv_heads=3, hidden=20, cache_axis=1, batch=1, reverse=True, integers=I32,
        mask_type=I32, vocabulary=8194, start=7001, stop=7002, hop=320, channel=True, tokenizer="bare",
        last_logits_only=True, cache={"fp32": F32, "fp16": BF16},
        outside={"logits": F16, "inputs_embeds": F16, "language.inputs_embeds": BF16, "audio_values": F16,
                 "audio_features": F16, "speaker_embeddings": F16, "speaker_features": F16, "waveform": F16},
    ),
    # Nano: the same contract, other sizes; attention as a fused operator with heads side by side.
    "nano": Shape(
        seed=33, layers=12, heads=12, kv_heads=12, width=8, hidden=96, attention="mha", tokenizer="split",
        cache={"fp32": F16, "fp16": F32}, extra_output=True,
    ),
    # ONNX's own attention operator, which came with opset 23: heads that share keys, no mask from outside.
    "standard": Shape(
        seed=35, layers=5, heads=6, kv_heads=3, width=12, hidden=36, attention="onnx", hop=240,
        cache={"fp32": F32, "fp16": F32}, tokenizer="sequence", vocabulary=7000,
    ),
    # Weights in blocks of 4 and 8 bits, with and without zero points, and what goes with them in real exports.
    "blocks": Shape(
        seed=36, layers=4, heads=8, kv_heads=2, width=16, hidden=64, attention="gqa", rotary=True, vocabulary=4320,
        start=4310, stop=4311, tokenizer="split", external=True, precisions=("q8", "q4", "q4f16"),
        cache={"q8": F32, "q4": F32, "q4f16": F16},
    ),
    # The mask comes from outside and is more than a length; how many scores there are, only a run tells.
    "masked": Shape(
        seed=37, layers=3, heads=4, kv_heads=4, width=12, hidden=32, hop=160, tokenizer="bare", scores="vocabulary",
        attention={"fp32": "masked_onnx", "fp16": "masked_mha"}, mask_type={"fp32": BOOL, "fp16": F32}, rms=True,
    ),
    # What came before Turbo.
    "multilingual": Shape(
        seed=34, layers=30, heads=4, kv_heads=4, width=16, hidden=24, rotary=True, rms=True, positions=False,
        multilingual=True, vocabulary=8194, tokenizer="characters", attention="plain",
    ),
}


class Graph:
    """Nodes, with a name for each result."""

    def __init__(self, name, seed, precision="fp32", block=32):
        self.name = name
        self.bits, self.half, self.block = BITS.get(precision), precision == "q4f16", block
        self.nodes, self.constants, self.inputs, self.outputs = [], [], [], []
        self.random = np.random.default_rng(seed)
        self.count = 0

    def fresh(self):
        self.count += 1
        return f"v{self.count}"

    def op(self, kind, *inputs, outputs=None, domain="", **attributes):
        outputs = outputs or [self.fresh()]
        self.nodes.append(helper.make_node(kind, list(inputs), outputs, domain=domain, **attributes))
        return outputs[0] if len(outputs) == 1 else outputs

    def const(self, value, dtype=None):
        name = f"c{len(self.constants)}"
        self.constants.append(numpy_helper.from_array(np.asarray(value, dtype=dtype), name))
        return name

    def number(self, value):
        return self.const(np.float32(value))

    def ints(self, *values):
        return self.const(np.array(values, np.int64))

    def weights(self, shape, scale):
        """Squares of running numbers by a prime, which look like noise and are the same everywhere."""
        zero, one = self.const(0, np.int64), self.const(1, np.int64)
        numbers = self.op("Range", zero, self.const(int(np.prod(shape)), np.int64), one)
        shift = self.const(int(self.random.integers(1, 8190)), np.int64)
        squares = self.op("Mod", self.op("Mul", numbers, self.op("Add", numbers, shift)), self.const(8191, np.int64))
        spread = self.op("Sub", self.op("Div", self.cast(squares, F32), self.number(4095)), self.number(1))
        return self.op("Reshape", self.op("Mul", spread, self.number(scale)), self.ints(*shape))

    def blocks(self, rows, columns, scale):
        """Running whole numbers of few bits, their scales, and zero points when there are 4 bits: rows as an operator wants
        them that multiplies by each."""
        count = -(-columns // self.block)
        numbers = np.arange(rows * count * self.block, dtype=np.int64)
        noise = numbers * (numbers + int(self.random.integers(1, 8190))) % 8191
        middle = 1 << (self.bits - 1)
        values = (noise % (2 * middle)).astype(np.uint8).reshape(rows, count, self.block)
        scales = (scale / middle * self.random.uniform(0.8, 1.2, (rows, count))).astype(np.float32)
        zeros_ = None
        if self.bits == 4:
            values = values[..., ::2] | values[..., 1::2] << 4
            points = np.full((rows, count + count % 2), 8, np.uint8)
            points[:, ::2] = 7
            zeros_ = points[:, ::2] | points[:, 1::2] << 4
        return values, scales.astype(np.float16) if self.half else scales, zeros_

    def linear(self, x, shape, scale):
        """A product with weights, of few bits if the graph is of such."""
        if self.bits is None:
            return self.op("MatMul", x, self.weights(shape, scale))
        inner, outer = shape
        values, scales, points = self.blocks(outer, inner, scale)
        rest = [] if points is None else [self.const(points.ravel())]
        x = self.cast(x, F16) if self.half else x
        result = self.op("MatMulNBits", x, self.const(values), self.const(scales.ravel()), *rest, domain=MICROSOFT,
                         K=inner, N=outer, bits=self.bits, block_size=self.block)
        return self.cast(result, F32) if self.half else result

    def rows_of_blocks(self, ids, rows, columns):
        """Rows of a table of few bits."""
        values, scales, points = self.blocks(rows, columns, 1)
        rest = [] if points is None else [self.const(points)]
        result = self.op("GatherBlockQuantized", self.const(values.reshape(rows, -1)), ids, self.const(scales), *rest,
                         domain=MICROSOFT, bits=self.bits, block_size=self.block, gather_axis=0, quantize_axis=1)
        return self.cast(result, F32) if self.half else result

    def cast(self, what, dtype):
        return self.op("Cast", what, to=dtype)

    def input(self, name, dtype, shape, inside=F32):
        self.inputs.append(helper.make_tensor_value_info(name, dtype, shape))
        return name if dtype == inside else self.cast(name, inside)

    def output(self, name, what, dtype, shape, inside=F32):
        self.outputs.append(helper.make_tensor_value_info(name, dtype, shape))
        if dtype == inside:
            self.op("Identity", what, outputs=[name])
        else:
            self.op("Cast", what, outputs=[name], to=dtype)

    def save(self, file, reverse=False, external=False):
        if reverse:
            self.inputs.reverse()
            self.outputs.reverse()
        graph = helper.make_graph(self.nodes, self.name, self.inputs, self.outputs, self.constants)
        opsets = [helper.make_opsetid("", 23 if any(n.op_type == "Attention" for n in self.nodes) else 21)]
        opsets.append(helper.make_opsetid(MICROSOFT, 1))
        model = helper.make_model(graph, opset_imports=opsets)
        model.ir_version = 10
        if external:
            onnx.save(model, file, save_as_external_data=True, location=file.name + "_data", size_threshold=100)
        else:
            onnx.save(model, file)


def encoder(shape, dtype):
    g = Graph("speech_encoder", shape.seed * 10, dtype, block=16)
    n = "num_samples"
    audio = g.input("audio_values", shape.outside.get("audio_values", F32), [shape.batch, n])
    length = g.op("Shape", audio, start=1, end=2)

    def frames(size):
        """Whole frames of so many samples, every 40th of them."""
        count = g.op("Div", length, g.ints(size))
        whole = g.op("Slice", audio, g.ints(0), g.op("Mul", count, g.ints(size)), g.ints(1))
        cut = g.op("Reshape", whole, g.op("Concat", g.ints(1), count, g.ints(size), axis=0))
        return g.op("Slice", cut, g.ints(0), g.ints(size), g.ints(2), g.ints(40))

    long, short = frames(960), frames(480)
    first = g.op("Slice", long, g.ints(0), g.ints(1), g.ints(2))
    loud = g.op("Floor", g.op("Mul", g.op("Abs", first), g.number(20_000)))
    tokens = g.op("Mod", g.cast(g.op("Squeeze", loud, g.ints(2)), I64), g.ints(min(6561, shape.start)))
    rows = g.op("Tanh", g.linear(long, [24, shape.hidden], 2))
    speaker = g.op("ReduceMean", long, g.ints(1), keepdims=0)
    head = g.op("Tanh", g.linear(speaker, [24, shape.hidden], 20))
    features = g.op("Concat", g.op("Unsqueeze", head, g.ints(1)), rows, axis=1)
    mel = g.op("Tanh", g.linear(short, [12, 80], 2))
    embedding = g.op("Tanh", g.linear(speaker, [24, 192], 20))

    def give(name, what, dims):
        g.output(name, what, shape.outside.get(name, F32), dims)

    give("audio_features", features, [shape.batch, "sequence_length", shape.hidden])
    g.output("audio_tokens", tokens, shape.integers, [shape.batch, "audio_sequence_length"], inside=I64)
    give("speaker_embeddings", embedding, [shape.batch, 192])
    give("speaker_features", mel, [shape.batch, "feature_dim", 80])
    return g


def embeddings(shape, dtype):
    g = Graph("embed_tokens", shape.seed * 10 + 1, dtype)
    ids = g.input("input_ids", shape.integers, [shape.batch, "sequence_length"], inside=I64)
    length = g.op("Squeeze", g.op("Shape", ids, start=1, end=2), g.ints(0))
    begin = g.op("Where", g.op("Equal", ids, g.ints(END_OF_TEXT)), g.ints(shape.start), ids)

    def table(numbers, modulus):
        if g.bits:
            return g.rows_of_blocks(g.op("Mod", numbers, g.ints(modulus // 16)), modulus // 16, shape.hidden)
        small = g.cast(g.op("Mod", numbers, g.ints(modulus)), F32)
        pitch = g.const(g.random.uniform(0.3, 2.9, shape.hidden), np.float32)
        return g.op("Sin", g.op("Mul", g.op("Unsqueeze", small, g.ints(2)), pitch))

    zero, one = g.const(0, np.int64), g.const(1, np.int64)
    places = g.op("Range", zero, length, one)
    late = g.op("GreaterOrEqual", places, g.op("Sub", length, g.const(2, np.int64)))
    if shape.multilingual:
        late = g.op("GreaterOrEqual", ids, g.ints(shape.start))
    else:
        late = g.op("Unsqueeze", late, g.ints(0))
    result = g.op("Where", g.op("Unsqueeze", late, g.ints(2)), table(begin, 6577), table(ids, 5501))
    if shape.multilingual:
        given = g.input("position_ids", shape.integers, [shape.batch, "sequence_length"], inside=I64)
        mood = g.input("exaggeration", F32, [shape.batch])
        where = g.op("Mul", g.op("Unsqueeze", g.cast(given, F32), g.ints(2)), g.number(0.02))
        shown = g.op("Equal", ids, g.ints(6563))
        mood = g.op("Mul", g.op("Unsqueeze", g.cast(shown, F32), g.ints(2)), g.op("Unsqueeze", mood, g.ints(1, 2)))
        result = g.op("Add", g.op("Add", result, where), mood)
    dims = [shape.batch, "sequence_length", shape.hidden]
    g.output("inputs_embeds", result, shape.outside.get("inputs_embeds", F32), dims)
    return g


class Language:
    """The language model, with the attention that is asked for."""

    def __init__(self, shape, dtype):
        self.shape = s = shape
        self.g = g = Graph("language_model", s.seed * 10 + 2, dtype)
        g.half = False  # but for the caches: at 16 bits versions of ONNX Runtime differ by 0.01 in scores of 10
        self.cache = s.cache[dtype]
        self.attention = s.attention[dtype] if isinstance(s.attention, dict) else s.attention
        mask_type = s.mask_type[dtype] if isinstance(s.mask_type, dict) else s.mask_type
        outside = s.outside.get("language.inputs_embeds", F32)
        x = g.input("inputs_embeds", outside, [s.batch, "sequence_length", s.hidden])
        length = g.op("Shape", x, start=1, end=2)
        mask = g.input("attention_mask", mask_type, [s.batch, "total_sequence_length"], inside=I64)
        self.total = g.op("Shape", mask, start=1, end=2)
        self.mask = mask
        if s.positions:
            positions = g.input("position_ids", s.integers, [s.batch, "sequence_length"], inside=I64)
        else:
            first = g.op("Squeeze", g.op("Sub", self.total, length), g.ints(0))
            last = g.op("Squeeze", self.total, g.ints(0))
            positions = g.op("Unsqueeze", g.op("Range", first, last, g.const(1, np.int64)), g.ints(0))
        self.positions = positions
        self.places = g.op("Unsqueeze", g.cast(positions, F32), g.ints(2))
        if not s.rotary:
            pitch = g.const(g.random.uniform(0.01, 0.9, s.hidden), np.float32)
            x = g.op("Add", x, g.op("Mul", g.op("Sin", g.op("Mul", self.places, pitch)), g.number(0.5)))
        self.speeds = np.float32(100.0 ** (-np.arange(s.width // 2) / (s.width // 2)))
        for layer in range(s.layers):
            x = g.op("Add", x, self.attend(layer, self.norm(x)))
            inner = g.linear(self.norm(x), [s.hidden, 2 * s.hidden], 0.3)
            inner = g.op("Mul", inner, g.op("Sigmoid", inner))
            x = g.op("Add", x, g.linear(inner, [2 * s.hidden, s.hidden], 0.1))
        x = self.norm(x)
        if s.last_logits_only:
            x = g.op("Slice", x, g.ints(-1), g.ints(1 << 40), g.ints(1))
        logits = g.linear(x, [s.hidden, s.vocabulary], 4 * s.hidden**-0.5)
        # The end of speech becomes likelier with each token that is seen.
        slope, base = self.ending()
        end = g.op("Mul", g.op("Sub", g.cast(self.total, F32), g.number(base)), g.number(slope))
        is_stop = np.arange(s.vocabulary) == s.stop
        stop = np.nonzero(is_stop)[0]
        spread = g.op("ScatterElements", g.op("ConstantOfShape", g.ints(s.vocabulary), value=zeros()), g.ints(*stop), end)
        logits = g.op("Add", logits, spread)
        g.output("logits", logits, s.outside.get("logits", F32), [s.batch, "sequence_length", s.scores or s.vocabulary])
        if s.extra_output:
            g.output("last_hidden_state", x, F32, [s.batch, "sequence_length", s.hidden])

    def ending(self):
        return 0.4, 245.0 if self.shape.multilingual else 195.0

    def norm(self, x):
        g, s = self.g, self.shape
        scale = g.const(g.random.uniform(0.7, 1.3, s.hidden), np.float32)
        if s.rms:
            return g.op("SimplifiedLayerNormalization", x, scale, axis=-1, epsilon=1e-5)
        shift = g.const(g.random.uniform(-0.1, 0.1, s.hidden), np.float32)
        return g.op("LayerNormalization", x, scale, shift, axis=-1, epsilon=1e-5)

    def past(self, layer, kind):
        s = self.shape
        dims = [s.batch, s.kv_heads, "past_sequence_length", s.width]
        if s.cache_axis == 1:
            dims = [s.batch, "past_sequence_length", s.kv_heads, s.width]
        inside = self.cache if self.attention == "gqa" else F32
        name = self.g.input(f"past_key_values.{layer}.{kind}", self.cache, dims, inside=inside)
        return self.g.op("Transpose", name, perm=[0, 2, 1, 3]) if s.cache_axis == 1 else name

    def present(self, layer, kind, what):
        s = self.shape
        dims = [s.batch, s.kv_heads, "total_sequence_length", s.width]
        if s.cache_axis == 1:
            dims = [s.batch, "total_sequence_length", s.kv_heads, s.width]
            what = self.g.op("Transpose", what, perm=[0, 2, 1, 3])
        inside = self.cache if self.attention == "gqa" else F32
        self.g.output(f"present.{layer}.{kind}", what, self.cache, dims, inside=inside)

    def attend(self, layer, x):
        g, s = self.g, self.shape
        query = g.linear(x, [s.hidden, s.heads * s.width], 0.4)
        key = g.linear(x, [s.hidden, s.kv_heads * s.width], 0.4)
        value = g.linear(x, [s.hidden, s.kv_heads * s.width], 0.4)
        past_key, past_value = self.past(layer, "key"), self.past(layer, "value")
        out, keys, values = getattr(self, self.attention)(query, key, value, past_key, past_value)
        self.present(layer, "key", keys)
        self.present(layer, "value", values)
        return g.linear(out, [s.heads * s.width, s.hidden], 0.1)

    def apart(self, x, heads):
        g = self.g
        return g.op("Transpose", g.op("Reshape", x, g.ints(1, -1, heads, self.shape.width)), perm=[0, 2, 1, 3])

    def turned(self, x):
        g, half = self.g, self.shape.width // 2
        angles = g.op("Unsqueeze", g.op("Mul", self.places, g.const(self.speeds)), g.ints(1))
        cos, sin = g.op("Cos", angles), g.op("Sin", angles)
        a = g.op("Slice", x, g.ints(0), g.ints(half), g.ints(3))
        b = g.op("Slice", x, g.ints(half), g.ints(2 * half), g.ints(3))
        left = g.op("Sub", g.op("Mul", a, cos), g.op("Mul", b, sin))
        return g.op("Concat", left, g.op("Add", g.op("Mul", b, cos), g.op("Mul", a, sin)), axis=3)

    def plain(self, query, key, value, past_key, past_value):
        g, s = self.g, self.shape
        query, key, value = self.apart(query, s.heads), self.apart(key, s.kv_heads), self.apart(value, s.kv_heads)
        if s.rotary:
            query, key = self.turned(query), self.turned(key)
        keys, values = g.op("Concat", past_key, key, axis=2), g.op("Concat", past_value, value, axis=2)
        many = g.ints(*np.arange(s.heads) // (s.heads // s.kv_heads))
        all_keys = keys if s.heads == s.kv_heads else g.op("Gather", keys, many, axis=1)
        all_values = values if s.heads == s.kv_heads else g.op("Gather", values, many, axis=1)
        scores = g.op("MatMul", query, g.op("Transpose", all_keys, perm=[0, 1, 3, 2]))
        scores = g.op("Mul", scores, g.number(s.width**-0.5))
        wall = g.op("Where", self.wall(), g.number(0), g.number(-1e9))
        scores = g.op("Softmax", g.op("Add", scores, wall), axis=-1)
        out = g.op("Transpose", g.op("MatMul", scores, all_values), perm=[0, 2, 1, 3])
        return g.op("Reshape", out, g.ints(1, -1, s.heads * s.width)), keys, values

    def gqa(self, query, key, value, past_key, past_value):
        g, s = self.g, self.shape
        angles = np.arange(2048, dtype=np.float32)[:, None] * self.speeds
        if not hasattr(self, "lengths"):
            counted = g.op("ReduceSum", self.mask, g.ints(1), keepdims=0)
            self.lengths = g.cast(g.op("Sub", counted, g.ints(1)), I32)
            self.whole = g.cast(g.op("Squeeze", self.total, g.ints(0)), I32)
            rows = g.op("Range", g.number(0), g.number(2048), g.number(1))
            turns = g.op("Mul", g.op("Unsqueeze", rows, g.ints(1)), g.const(self.speeds))
            self.tables = [g.cast(g.op(kind, turns), self.cache) for kind in ("Cos", "Sin")]
        rotation = self.tables if s.rotary else []
        query, key, value = (each if self.cache == F32 else g.cast(each, self.cache) for each in (query, key, value))
        out, keys, values = g.op(
            "GroupQueryAttention", query, key, value, past_key, past_value, self.lengths, self.whole, *rotation,
            outputs=[g.fresh(), g.fresh(), g.fresh()], domain=MICROSOFT, num_heads=s.heads, kv_num_heads=s.kv_heads,
            do_rotary=int(s.rotary),
        )
        return (out if self.cache == F32 else g.cast(out, F32)), keys, values

    def mha(self, query, key, value, past_key, past_value):
        g, s = self.g, self.shape
        out, keys, values = g.op(
            "MultiHeadAttention", query, key, value, "", "", "", past_key, past_value,
            outputs=[g.fresh(), g.fresh(), g.fresh()], domain=MICROSOFT, num_heads=s.heads, unidirectional=1,
        )
        return out, keys, values

    def onnx(self, query, key, value, past_key, past_value):
        g, s = self.g, self.shape
        out, keys, values = g.op(
            "Attention", query, key, value, "", past_key, past_value, outputs=[g.fresh(), g.fresh(), g.fresh()],
            q_num_heads=s.heads, kv_num_heads=s.kv_heads, is_causal=1,
        )
        return out, keys, values

    def wall(self):
        """Which positions (rows) see which (columns): those before them that the mask has."""
        g = self.g
        total = g.op("Squeeze", self.total, g.ints(0))
        columns = g.op("Range", g.const(0, np.int64), total, g.const(1, np.int64))
        seen = g.op("LessOrEqual", g.op("Unsqueeze", columns, g.ints(0, 1)), g.op("Unsqueeze", self.positions, g.ints(2)))
        real = g.op("Unsqueeze", g.op("Equal", self.mask, g.ints(1)), g.ints(1))
        return g.op("Unsqueeze", g.op("And", seen, real), g.ints(1))

    def masked_onnx(self, query, key, value, past_key, past_value):
        g, s = self.g, self.shape
        out, keys, values = g.op(
            "Attention", query, key, value, self.wall(), past_key, past_value, outputs=[g.fresh(), g.fresh(), g.fresh()],
            q_num_heads=s.heads, kv_num_heads=s.kv_heads,
        )
        return out, keys, values

    def masked_mha(self, query, key, value, past_key, past_value):
        g, s = self.g, self.shape
        bias = g.op("Where", self.wall(), g.number(0), g.number(-1e9))
        out, keys, values = g.op(
            "MultiHeadAttention", query, key, value, "", "", bias, past_key, past_value,
            outputs=[g.fresh(), g.fresh(), g.fresh()], domain=MICROSOFT, num_heads=s.heads,
        )
        return out, keys, values


def zeros():
    return numpy_helper.from_array(np.zeros(1, np.float32))


def decoder(shape, dtype):
    g = Graph("conditional_decoder", shape.seed * 10 + 3, dtype, block=128)
    tokens = g.input("speech_tokens", shape.integers, [shape.batch, "num_speech_tokens"], inside=I64)
    outside = shape.outside
    speaker = g.input("speaker_embeddings", outside.get("speaker_embeddings", F32), [shape.batch, 192])
    mel = g.input("speaker_features", outside.get("speaker_features", F32), [shape.batch, "feature_dim", 80])
    table = g.weights([shape.start, 4], 1)  # an id that is no sound is an error here
    rows = g.op("Gather", table, tokens)
    twice = g.op("Reshape", g.op("Concat", rows, rows, axis=2), g.ints(1, -1, 4))
    frames = g.op("Shape", mel, start=1, end=2)
    fresh = g.op("Slice", twice, frames, g.ints(1 << 40), g.ints(1))
    voice = g.linear(speaker, [192, 4], 0.05)
    tone = g.linear(g.op("ReduceMean", mel, g.ints(1), keepdims=0), [80, 4], 0.2)
    fresh = g.op("Add", fresh, g.op("Unsqueeze", g.op("Add", voice, tone), g.ints(1)))
    sound = g.op("Mul", g.op("Tanh", g.linear(fresh, [4, shape.hop], 0.5)), g.number(0.5))
    dims = [shape.batch, 1, "num_samples"] if shape.channel else [shape.batch, "num_samples"]
    flat = g.op("Reshape", sound, g.ints(*([1, 1, -1] if shape.channel else [1, -1])))
    g.output("waveform", flat, outside.get("waveform", F32), dims)
    return g


TAGS = (
    "[angry] [fear] [surprised] [whispering] [advertisement] [dramatic] [narration] [crying] [happy] [sarcastic] "
    "[clear throat] [sigh] [shush] [cough] [groan] [sniff] [gasp] [chuckle] [laugh]"
).replace("[clear throat]", "[clear_throat]").split()
TAGS[10] = "[clear throat]"
LANGUAGES = ["[en]", "[de]", "[fr]", "[ko]"]
LETTERS = string.ascii_letters + "äöüßéèç.,!?-'\"0123456789\u1112\u1161\u11ab"
WORDS = "the and there then other that this thing nothing sing singing ring bring morning evening walk talk said sad".split()
GPT2 = r"'s|'t|'re|'ve|'m|'ll|'d| ?\p{L}+| ?\p{N}+| ?[^\s\p{L}\p{N}]+|\s+(?!\S)|\s+"


def bytes_as_letters():
    printable = [*range(33, 127), *range(161, 173), *range(174, 256)]
    others = iter(range(256, 512))
    return {each: chr(each if each in printable else next(others)) for each in range(256)}


def merged(limit):
    """Merges of the most frequent pairs, as byte-level BPE is trained."""
    words = [["Ġ", *word] for word in WORDS] + [list(word) for word in WORDS]
    merges = []
    while len(merges) < limit:
        pairs = {}
        for word in words:
            for pair in zip(word, word[1:]):
                pairs[pair] = pairs.get(pair, 0) + 1
        if not pairs:
            break
        best = max(sorted(pairs), key=pairs.get)
        merges.append(best)
        for word in words:
            at = 0
            while at < len(word) - 1:
                if (word[at], word[at + 1]) == best:
                    word[at : at + 2] = ["".join(best)]
                at += 1
    return merges


def template(piece, ids):
    return {
        "type": "TemplateProcessing",
        "single": [{"Sequence": {"id": "A", "type_id": 0}}, *[{"SpecialToken": {"id": piece, "type_id": 0}}] * len(ids)],
        "pair": [{"Sequence": {"id": "A", "type_id": 0}}, {"Sequence": {"id": "B", "type_id": 1}}],
        "special_tokens": {piece: {"id": piece, "ids": ids[:1], "tokens": [piece]}},
    }


def added(vocabulary, names, normalized=False):
    flags = {"single_word": False, "lstrip": False, "rstrip": False, "normalized": normalized, "special": True}
    return [{"id": vocabulary[each], "content": each, **flags} for each in names]


def tokenizer_json(shape):
    kind = shape.tokenizer
    if kind == "characters":
        vocabulary = {"[STOP]": 0, "[UNK]": 1, "[SPACE]": 2, "[START]": 255}
        for each in [*LANGUAGES, *LETTERS]:
            vocabulary[each] = len(vocabulary) + 4
        vocabulary["[EXAGGERATION]"] = 6563
        vocabulary["[SPEECH]"] = shape.start
        names = ["[STOP]", "[UNK]", "[SPACE]", "[START]", *LANGUAGES, "[EXAGGERATION]", "[SPEECH]"]
        processor = template("[SPEECH]", [shape.start])
        sequence = [{"SpecialToken": {"id": each, "type_id": 0}} for each in ("[EXAGGERATION]", "[START]")]
        sequence.append({"Sequence": {"id": "A", "type_id": 0}})
        sequence += [{"SpecialToken": {"id": each, "type_id": 0}} for each in ("[STOP]", "[SPEECH]", "[SPEECH]")]
        processor["single"] = sequence
        processor["special_tokens"] = {
            each: {"id": each, "ids": [vocabulary[each]], "tokens": [each]}
            for each in ("[EXAGGERATION]", "[START]", "[STOP]", "[SPEECH]")
        }
        return {
            "version": "1.0", "truncation": None, "padding": None, "added_tokens": added(vocabulary, names),
            "normalizer": {"type": "Replace", "pattern": {"String": " "}, "content": "[SPACE]"},
            "pre_tokenizer": {"type": "Whitespace"}, "post_processor": processor, "decoder": None,
            "model": {"type": "BPE", "unk_token": "[UNK]", "vocab": vocabulary, "merges": []},
        }
    merges = merged({"sequence": 90, "bare": 40, "split": 60, "template": 20}[kind])
    letters = [*bytes_as_letters().values()]
    if kind == "bare":
        letters.reverse()
    vocabulary = {}
    for each in [*letters, *map("".join, merges)]:
        vocabulary.setdefault(each, len(vocabulary))
    names = ["<|endoftext|>", *TAGS]
    for number, each in enumerate(names):
        vocabulary[each] = END_OF_TEXT + number
    ends = template("<|endoftext|>", [END_OF_TEXT] * 2)
    levels = {"type": "ByteLevel", "add_prefix_space": False, "trim_offsets": True, "use_regex": True}
    split = {"type": "Split", "pattern": {"Regex": GPT2}, "behavior": "Isolated", "invert": False}
    content = {
        "version": "1.0", "truncation": None, "padding": None, "added_tokens": added(vocabulary, names),
        "normalizer": None, "pre_tokenizer": levels, "post_processor": ends, "decoder": levels,
        "model": {"type": "BPE", "vocab": vocabulary, "merges": [list(each) for each in merges]},
    }
    if kind == "sequence":
        content["post_processor"] = {"type": "Sequence", "processors": [{**levels, "trim_offsets": False}, ends]}
        content["model"]["merges"] = [" ".join(each) for each in merges]
        content["added_tokens"] = added(vocabulary, names[1:]) + added(vocabulary, names[:1], normalized=True)
        content["added_tokens"].sort(key=lambda token: token["id"])
    if kind == "bare":  # nobody adds the two starts of speech
        content["post_processor"] = None
        content["normalizer"] = {"type": "Sequence", "normalizers": [{"type": "NFC"}]}
    if kind == "split":
        content["pre_tokenizer"] = {"type": "Sequence", "pretokenizers": [split, {**levels, "use_regex": False}]}
        content["model"] |= {"ignore_merges": True, "unk_token": "<|endoftext|>", "byte_fallback": False}
    return content


def voice():
    """Tones that come and go, so that a measure of loudness has something to leave out."""
    time = np.arange(int(11.3 * RATE)) / RATE
    tone = sum(np.sin(2 * np.pi * 171 * k * time + k) / k for k in range(1, 9))
    envelope = np.clip(np.sin(2 * np.pi * 0.35 * time), 0, 1) * (0.4 + 0.6 * (time < 7))
    wave_ = 0.12 * tone * envelope + 0.002 * np.sin(2 * np.pi * 2750 * time)
    return np.round(np.clip(wave_, -1, 1) * 32767).astype(np.int16)


def punc_norm(text):
    if len(text) == 0:
        return "You need to add some text for me to talk."
    if text[0].islower():
        text = text[0].upper() + text[1:]
    text = " ".join(text.split())
    for old, new in [("…", ", "), (":", ","), ("—", "-"), ("–", "-"), (" ,", ","), ("“", '"'), ("”", '"'), ("‘", "'"),
                     ("’", "'")]:
        text = text.replace(old, new)
    text = text.rstrip(" ")
    return text if text.endswith((".", "!", "?", "-", ",")) else text + "."


class Chosen:
    """One draw by the rules of the specification, with lists and sorts instead of arrays."""

    def __init__(self, logits, history, params, u):
        scores = [float(np.float64(each)) for each in logits]
        r, t, k = params["repetition_penalty"], params["temperature"], params["top_k"]
        self.kept, self.lo, self.hi, self.p = None, None, None, None
        if not params["do_sample"] or t <= 0:
            self.penalise(scores, history, r)
            best = max(scores)
            self.token, self.scores, self.probs = scores.index(best), scores, None
            rest = sorted(scores)[-2] if len(scores) > 1 else -np.inf
            self.margin = best - rest
            return
        if params["order"] == "hf":
            self.penalise(scores, history, r)
        scores = [each / t for each in scores]
        self.top_k(scores, k)
        self.top_p(scores, params["top_p"])
        self.min_p(scores, params["min_p"])
        if params["order"] == "turbo":
            self.penalise(scores, history, r)
        order = self.order(scores)
        probs = self.softmax(scores)
        self.kept, self.scores, self.probs = len(order), scores, probs
        total, self.token = 0.0, order[-1]
        for each in order:
            if u < total + probs[each]:
                self.token = each
                break
            total += probs[each]
        self.lo = sum(probs[each] for each in order[: order.index(self.token)])
        self.p = probs[self.token]
        self.hi = self.lo + self.p
        self.margin = min(u - self.lo, self.hi - u)

    @staticmethod
    def penalise(scores, history, r):
        for each in set(history):
            if scores[each] > -np.inf:
                scores[each] = scores[each] * r if scores[each] < 0 else scores[each] / r

    @staticmethod
    def order(scores):
        return sorted((i for i, each in enumerate(scores) if each > -np.inf), key=lambda i: (-scores[i], i))

    @staticmethod
    def softmax(scores):
        top = max(scores)
        powers = [np.exp(each - top) for each in scores]
        total = sum(powers)
        return [float(each / total) for each in powers]

    def top_k(self, scores, k):
        finite = sorted((each for each in scores if each > -np.inf), reverse=True)
        if 0 < k < len(finite):
            for i, each in enumerate(scores):
                if each < finite[k - 1]:
                    scores[i] = -np.inf

    def top_p(self, scores, p):
        if p < 1:
            probs, total = self.softmax(scores), 0.0
            for each in self.order(scores)[:0:-1]:
                total += probs[each]
                if total > 1 - p:
                    break
                scores[each] = -np.inf

    def min_p(self, scores, m):
        if m > 0:
            probs = self.softmax(scores)
            for each in self.order(scores)[1:]:
                if probs[each] < m * max(probs):
                    scores[each] = -np.inf


class Peer:
    """The pipeline of the specification, for one precision."""

    def __init__(self, shape, folder, dtype):
        self.shape = shape
        self.encoder, self.embed, self.language, self.decoder = (
            onnxruntime.InferenceSession(folder / f"{each}{SUFFIXES[dtype]}.onnx", providers=["CPUExecutionProvider"])
            for each in NAMES
        )

    @staticmethod
    def run(session, given):
        """Values of whatever type, in the types that the graph wants; brain floats by way of OrtValue."""
        bound = session.io_binding()
        keep = []
        for each in session.get_inputs():
            value = given[each.name]
            if each.type == "tensor(bfloat16)":
                bits = np.ascontiguousarray(value, np.float32).view(np.uint32)
                rounded = ((bits + 0x7FFF + ((bits >> 16) & 1)) >> 16).astype(np.uint16)
                ort = onnxruntime.OrtValue.ortvalue_from_numpy_with_onnx_type(rounded, TensorProto.BFLOAT16)
            else:
                kinds = {"float": np.float32, "float16": np.float16, "int64": np.int64, "int32": np.int32,
                         "bool": np.bool_}
                ort = onnxruntime.OrtValue.ortvalue_from_numpy(
                    np.ascontiguousarray(value, kinds[each.type[7:-1]]))
            keep.append(ort)
            bound.bind_ortvalue_input(each.name, ort)
        for each in session.get_outputs():
            bound.bind_output(each.name)
        session.run_with_iobinding(bound)
        results = {}
        for each, value in zip(session.get_outputs(), bound.get_outputs()):
            if each.type == "tensor(bfloat16)":
                # A tensor of bytes of the same memory has no name in numpy: widen by a graph.
                results[each.name] = widened(value)
            else:
                got = value.numpy()
                results[each.name] = got.astype(np.float32) if got.dtype == np.float16 else got
        return results

    def listen(self, clip):
        return self.run(self.encoder, {"audio_values": clip[None]})

    def rows(self, ids, places):
        given = {"input_ids": np.array([ids])}
        if self.shape.multilingual:
            given |= {"position_ids": np.array([places]), "exaggeration": np.array([0.5])}
        return self.run(self.embed, given)["inputs_embeds"]

    def say(self, heard, ids, params, uniforms):
        s = self.shape
        places = [0 if each >= 6561 else index - 1 for index, each in enumerate(ids)]
        rows = np.concatenate([heard["audio_features"], self.rows(ids, places)], axis=1)
        past = {}
        for each in self.language.get_inputs():
            if each.name.startswith("past"):
                dims = [1, s.kv_heads, 0, s.width] if s.cache_axis == 2 else [1, 0, s.kv_heads, s.width]
                past[each.name] = np.zeros(dims, np.float32)
        seen, tokens, history, steps, every = 0, [], [s.start], [], []
        reason = "length"
        for step in range(params["max_new_tokens"]):
            given = {"inputs_embeds": rows, "attention_mask": np.ones((1, seen + rows.shape[1])), **past}
            given["position_ids"] = np.arange(seen, seen + rows.shape[1])[None]
            results = self.run(self.language, given)
            seen += rows.shape[1]
            logits = results["logits"][0, -1]
            u = uniforms[step] if uniforms is not None else None
            chosen = Chosen(logits, history, params, u)
            if uniforms is not None:  # away from the borders, for other versions of ONNX Runtime
                u = uniforms[step] = chosen.lo + (0.1 + 0.8 * (u % 0.999)) * (chosen.hi - chosen.lo)
                assert Chosen(logits, history, params, u).token == chosen.token
            elif chosen.margin < 0.004:  # no clear winner: other versions might choose otherwise
                assert tokens, "another seed, please"
                params["max_new_tokens"] = len(tokens)
                break
            every.append(logits[:100])
            steps.append({"token": chosen.token, "u": u, "kept": chosen.kept, "p": chosen.p, "lo": chosen.lo,
                          "hi": chosen.hi, "max_logit": float(logits.max()), "stop_logit": float(logits[s.stop])})
            if chosen.token == s.stop:
                reason = "stop"
                break
            if params["do_sample"] and params["order"] == "turbo" and not tokens:
                history = []
            tokens.append(chosen.token)
            history.append(chosen.token)
            past = {each: results[each.replace("past_key_values", "present")] for each in past}
            rows = self.rows([chosen.token], [step + 1])
        sounds = [each for each in tokens if each < s.start]
        end = [] if s.multilingual else [SILENCE] * 3
        decoded = np.array([[*heard["audio_tokens"][0], *sounds, *end]])
        given = {"speech_tokens": decoded, "speaker_embeddings": heard["speaker_embeddings"],
                 "speaker_features": heard["speaker_features"]}
        audio = self.run(self.decoder, given)["waveform"].ravel()
        return tokens, reason, steps, np.array(every, np.float32), decoded[0].tolist(), audio


def widened(value):
    """A bfloat16 tensor as floats."""
    shape = value.shape()
    g = Graph("widen", 0)
    g.inputs.append(helper.make_tensor_value_info("x", BF16, shape))
    g.outputs.append(helper.make_tensor_value_info("y", F32, shape))
    g.nodes.append(helper.make_node("Cast", ["x"], ["y"], to=F32))
    graph = helper.make_graph(g.nodes, "widen", g.inputs, g.outputs)
    model = helper.make_model(graph, opset_imports=[helper.make_opsetid("", 21)])
    model.ir_version = 10
    session = onnxruntime.InferenceSession(model.SerializeToString(), providers=["CPUExecutionProvider"])
    bound = session.io_binding()
    bound.bind_ortvalue_input("x", value)
    bound.bind_output("y")
    session.run_with_iobinding(bound)
    return bound.get_outputs()[0].numpy()


TEXTS = {
    "greedy-short": "nothing is sad.",
    "greedy-tags": "Oh [laugh] that thing… [clear throat] the morning: “sing”",
    "greedy-other": "Ünïcode — naïve 😀 你好, and 12 more",
    "greedy-empty": "",
}
PLAIN = {"do_sample": False, "temperature": 0.0, "top_k": 1000, "top_p": 0.95, "min_p": 0.0, "repetition_penalty": 1.2,
         "order": "hf", "max_new_tokens": 1024}
WARM = {**PLAIN, "do_sample": True, "temperature": 0.8}
CASES = [
    ("greedy-short", "fp32", "six", False, PLAIN),
    ("greedy-tags", "fp32", "odd", False, PLAIN),
    ("greedy-other", "fp32", "six", True, {**PLAIN, "repetition_penalty": 1.0, "max_new_tokens": 12}),
    ("greedy-empty", "fp16", "six", False, {**PLAIN, "max_new_tokens": 20}),
    ("sample-turbo", "fp32", "odd", True, {**WARM, "order": "turbo", "top_k": 300, "max_new_tokens": 30}),
    ("sample-hf", "fp32", "six", False, {**WARM, "min_p": 0.01}),
    ("sample-half", "fp16", "six", False, {**WARM, "top_k": 4, "order": "turbo", "max_new_tokens": 15}),
]
PARTS = {"six": (2000, 144_000), "odd": (31, 127_951), "all": (0, 250_001)}


def params_of(random):
    return {
        "do_sample": bool(random.random() < 0.9), "temperature": float(random.choice([0.0, 0.05, 0.5, 0.8, 1.0, 2.0])),
        "top_k": int(random.choice([0, 1, 2, 5, 1000])), "top_p": float(random.choice([0.0, 0.3, 0.8, 0.95, 1.0])),
        "min_p": float(random.choice([0.0, 0.0, 0.05, 0.5, 1.0])),
        "repetition_penalty": float(random.choice([1.0, 1.2, 2.0])), "order": str(random.choice(["hf", "turbo"])),
    }


def sampler_vectors(seed, count):
    random = np.random.default_rng(seed)
    vectors = []
    while len(vectors) < count:
        n = int(random.integers(2, 40))
        # Halves make ties, and some are out of question from the beginning.
        logits = np.float32(np.round(random.normal(0, 3, n) * 2) / 2 if random.random() < 0.5 else random.normal(0, 3, n))
        gone = random.random(n) < 0.1
        logits[gone] = -np.inf
        if gone.all():
            continue
        params = params_of(random)
        history = [int(each) for each in random.integers(0, n, int(random.integers(0, 6)))]
        u = float(random.random())
        chosen = Chosen(logits, history, params, u)
        if chosen.kept is not None and chosen.margin < 1e-6:
            continue
        finite = lambda values: [float(each) if np.isfinite(each) else None for each in values]
        vectors.append({
            "name": f"drawn {len(vectors)}", "logits": finite(logits), "history": history,
            "u": u if chosen.kept is not None else None, "params": params, "scores": finite(chosen.scores),
            "probs": chosen.probs, "token": chosen.token, "kept": chosen.kept,
        })
    return vectors


STRINGS = ["", " ", "a", "nothing", "  two  spaces", "Don't SING, it's 12.5%!", "x[laugh]y [sigh][clear throat]", "é",
           "e\u0301", "a\u00a0b\tc\n\n", "你好 😀👍🏽", "<|endoftext|>", "[Laugh] [laugh ]", "morning-evening", "한"]
TIDY = ["", " ", "\n", "a", "ǆ x", "ŉ", "ﬃ", "a…", "…", "one :two , three", "end—", "‘q’ “r”", "x\u2003y\u200bz\u1680w\x85v\x1fu",
        "wait,", "why?!", " [sigh] hm", "ß", "ᾳ", "ⓐ circled", "ª", "𐐨 deseret", "end\u3002", "\u180emongol", "a  ,b"]


def build(name, shape, root, samples):
    model, golden = root / "model", root / "golden"
    for folder in (model / "onnx", golden / "cases", golden / "uniforms", root / "ref"):
        folder.mkdir(parents=True)
    for dtype in shape.precisions:
        graphs = (encoder(shape, dtype), embeddings(shape, dtype), Language(shape, dtype).g, decoder(shape, dtype))
        for each, graph in zip(NAMES, graphs):
            graph.save(model / "onnx" / f"{each}{SUFFIXES[dtype]}.onnx", shape.reverse, shape.external)
    write(model / "generation_config.json", {"bos_token_id": shape.start, "eos_token_id": shape.stop})
    write(model / "tokenizer.json", tokenizer_json(shape))
    tokenizer = Tokenizer.from_file(str(model / "tokenizer.json"))
    with wave.open(str(root / "ref/voice.wav"), "wb") as file:
        file.setnchannels(1), file.setsampwidth(2), file.setframerate(RATE)
        file.writeframes(samples.tobytes())
    clip = samples.astype(np.float32) / 32768
    gains = {}
    loudness = []
    for part, (at, length) in PARTS.items():
        piece = clip[at : at + length]
        lufs = pyloudnorm.Meter(RATE).integrated_loudness(piece.astype(np.float64))
        gains[part] = 10 ** ((-27 - lufs) / 20)
        first = (piece[:64].astype(np.float64) * gains[part]).astype(np.float32)
        loudness.append({"ref": part, "offset": at, "length": length, "lufs": lufs, "gain": gains[part],
                         "first64": [float(each) for each in first]})
    loudness.append({"ref": "silence 6 s", "lufs": None, "gain": 1.0, "first64": None})

    def heard_by(peer, part, level):
        at, length = PARTS[part]
        piece = clip[at : at + length]
        return peer.listen((piece.astype(np.float64) * gains[part]).astype(np.float32) if level else piece)

    def ids(text, special):
        found = tokenizer.encode(text, add_special_tokens=special).ids
        return found + [END_OF_TEXT] * 2 if special and shape.tokenizer == "bare" else found

    peers = {dtype: Peer(shape, model / "onnx", dtype) for dtype in shape.precisions}
    *wide_ones, narrow = shape.precisions

    def stored(dtype, number):
        """Which of the set's precisions stands for one of 16 or of 32 bits: with three, the others take turns."""
        return narrow if dtype == "fp16" else wide_ones[number % len(wide_ones)]

    index, random = [], np.random.default_rng(shape.seed)
    for number, (case, width, part, level, usual) in enumerate(CASES):
        dtype, params = stored(width, number), dict(usual)
        text = TEXTS.get(case, "There, and then: nothing…")
        if shape.multilingual:
            text = "[de]" + text.replace("[clear throat]", "").replace("[laugh]", "")
        plain = punc_norm(text)
        uniforms = list(random.random(params["max_new_tokens"])) if params["do_sample"] else None
        heard = heard_by(peers[dtype], part, level)
        tokens, reason, steps, logits, decoded, audio = peers[dtype].say(heard, ids(plain, True), params, uniforms)
        logits.tofile(golden / f"cases/{case}.logits100.f32")
        audio[::32].tofile(golden / f"cases/{case}.audio32.f32")
        if uniforms:
            lines = "".join(f"{each:.17g}\n" for each in uniforms[: len(steps) + 1])
            (golden / f"uniforms/{case}.txt").write_text(lines)
        assert len(audio), "nothing was said"
        wide = audio.astype(np.float64)
        at, length = PARTS[part]
        write(golden / f"cases/{case}.json", {
            "id": case, "text": text, "normalized": plain, "input_ids": ids(plain, True), "dtype": dtype,
            "ref": {"file": "ref/voice.wav", "offset": at, "length": length, "norm_loudness": level}, "params": params,
            "uniforms": f"uniforms/{case}.txt" if uniforms else None, "stop_reason": reason, "lm_steps": len(steps),
            "speech_tokens": tokens, "decoder_tokens": decoded, "steps": steps,
            "logits100": {"file": f"cases/{case}.logits100.f32", "shape": list(logits.shape)},
            "audio": {"samples": len(audio), "sum": float(wide.sum()), "sum_abs": float(np.abs(wide).sum()),
                      "rms": float(np.sqrt((wide**2).mean())), "peak": float(np.abs(wide).max()),
                      "ramp": float((wide * (np.arange(len(wide)) % 97 + 1)).sum()),
                      "every32": f"cases/{case}.audio32.f32", "full": None},
        })
        index.append({"id": case, "dtype": dtype, "steps": len(steps), "reason": reason, "samples": len(audio)})
        print(f"{name}: {case} {len(steps)} steps, {reason}, {len(set(tokens))} distinct, {len(audio)} samples")
    voices = []
    parts = (("fp32", "odd", True), ("fp16", "six", False), ("fp32", "all", False))
    for number, (width, part, level) in enumerate(parts):
        dtype = stored(width, number + 1)
        heard = heard_by(peers[dtype], part, level)
        values = np.concatenate([heard["speaker_embeddings"][0].ravel(), heard["audio_features"][0, :2].ravel(),
                                 heard["speaker_features"][0, :2].ravel()]).astype(np.float32)
        file = f"cases/voice-{dtype}-{part}{'-loud' if level else ''}.f32"
        values.tofile(golden / file)
        at, length = PARTS[part]
        voices.append({"dtype": dtype, "ref": part, "offset": at, "length": length, "norm_loudness": level,
                       "audio_tokens": heard["audio_tokens"][0].tolist(), "values": file,
                       "shapes": {each: list(value.shape) for each, value in heard.items()}})
    write(golden / "index.json", {"seed": shape.seed, "onnxruntime": onnxruntime.__version__, "cases": index})
    write(golden / "voices.json", voices)
    write(golden / "loudness.json", loudness)
    write(golden / "normalize.json", [{"input": each, "output": punc_norm(each)} for each in TIDY])
    write(golden / "sampler.json", sampler_vectors(shape.seed, VECTORS))
    write(golden / "tokenize.json", [
        {"input": each, "ids": ids(each, True), "ids_without_specials": ids(each, False)} for each in STRINGS])


VECTORS = 12


def write(file, content):
    file.write_text(json.dumps(content, ensure_ascii=False) + "\n", encoding="utf-8")


def pack(folder, file):
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED, compresslevel=9) as archive:
        for each in sorted(folder.rglob("*")):
            if each.is_file() and each.suffix != ".wav":
                entry = zipfile.ZipInfo(str(each.relative_to(folder)))
                entry.compress_type = zipfile.ZIP_DEFLATED
                archive.writestr(entry, each.read_bytes(), compresslevel=9)


def main():
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("out", type=Path)
    parser.add_argument("--folders", action="store_true", help="do not pack them")
    parser.add_argument("--only", nargs="*", default=sorted(SETS))
    arguments = parser.parse_args()
    onnxruntime.set_default_logger_severity(3)
    samples = voice()
    if not arguments.folders:  # the tests lay the tiny set's clip beside them
        with wave.open(str(Path(__file__).parent.parent / "resources/chatterbox-tiny/ref/voice.wav")) as file:
            samples = np.frombuffer(file.readframes(file.getnframes()), np.int16)
    for name in arguments.only:
        with tempfile.TemporaryDirectory() as scratch:
            root = Path(scratch) / name
            for attempt in range(60):
                shutil.rmtree(root, ignore_errors=True)
                try:
                    build(name, replace(SETS[name], seed=SETS[name].seed + 100 * attempt), root, samples)
                    break
                except AssertionError as e:
                    print(f"{name}: {e}")
            arguments.out.mkdir(parents=True, exist_ok=True)
            if arguments.folders:
                shutil.rmtree(arguments.out / name, ignore_errors=True)
                shutil.copytree(root, arguments.out / name)
            else:
                pack(root, arguments.out / f"{name}.zip")


if __name__ == "__main__":
    main()
