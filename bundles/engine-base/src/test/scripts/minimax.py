#!/usr/bin/env python3
"""Computes the coefficients in Elementary.java: polynomials of least largest error, by Lawson's iteration (least squares
with weights that follow the error). Needs numpy."""

import numpy as np
from numpy.polynomial import chebyshev, polynomial


def minimax(function, low, high, degree, weight=None, iterations=60):
    x = np.cos(np.pi * (np.arange(4001) + 0.5) / 4001)
    t = (low + high) / 2 + (high - low) / 2 * x
    y, relative = function(t), np.ones_like(t) if weight is None else weight(t)
    basis, weights = chebyshev.chebvander(x, degree), np.ones_like(t)
    for _ in range(iterations):
        root = np.sqrt(weights) * relative
        coefficients = np.linalg.lstsq(basis * root[:, None], y * root, rcond=None)[0]
        error = np.abs((basis @ coefficients - y) * relative)
        weights *= error / error.max() + 1e-9
        weights /= weights.mean()
    line = np.array([-(low + high) / (high - low), 2 / (high - low)])
    result, power = np.zeros(1), np.ones(1)
    for c in chebyshev.cheb2poly(coefficients):
        result, power = polynomial.polyadd(result, c * power), polynomial.polymul(power, line)
    return [float(np.float32(c)) for c in result], error.max()


half_pi = np.pi / 2
print("exp", *minimax(np.exp, -0.4, 0.29, 5, lambda t: np.exp(-t)))
print("sin", *minimax(lambda u: np.sin(half_pi * np.sqrt(u)) / np.sqrt(u), 1e-9, 1, 4))
print("cos", *minimax(lambda u: np.cos(half_pi * np.sqrt(u)), 0, 1, 5))
