"""Writes infinite-ntk.json: tangent kernels of infinitely wide ReLU networks (float64), for InfiniteNtkTests.

Run with NumPy and SciPy: python3 infinite-ntk.py. The expectations over pairs of normal variables are integrals over the
angle of their plane, by quadrature, not the closed form that the library uses.
"""
import json
import os

import numpy as np
from scipy.integrate import quad


def expectations(p, q, c):
    """E[relu(u)relu(v)] and E[relu'(u)relu'(v)] for variances p, q and covariance c: u = sqrt(p) r cos(t), v = sqrt(q) r cos(t - angle)."""
    angle = np.arccos(np.clip(c / np.sqrt(p * q), -1, 1))
    both_positive = (angle - np.pi / 2, np.pi / 2)
    radial = 2.0  # integral of r^3 exp(-r^2 / 2)
    product = quad(lambda t: np.cos(t) * np.cos(t - angle), *both_positive, epsabs=1e-14)[0]
    return np.sqrt(p * q) * radial * product / (2 * np.pi), (both_positive[1] - both_positive[0]) / (2 * np.pi)


def kernel(x, depth, weight_variance, bias_variance):
    covariance = weight_variance * x @ x.T / x.shape[1] + bias_variance
    tangent = covariance.copy()
    for _ in range(depth):
        after, slope = np.empty_like(covariance), np.empty_like(covariance)
        for i in range(len(x)):
            for j in range(len(x)):
                after[i, j], slope[i, j] = expectations(covariance[i, i], covariance[j, j], covariance[i, j])
        covariance = weight_variance * after + bias_variance
        tangent = covariance + tangent * weight_variance * slope
    return tangent


random = np.random.RandomState(1)
cases = []
for depth, weight_variance, bias_variance, inputs in [(1, 2.0, 0.0, 2), (3, 2.0, 0.1, 3), (8, 1.7, 1.0, 5)]:
    x = random.randn(6, inputs)
    x[5] = -2 * x[0]
    cases.append({
        "inputs": x.tolist(),
        "depth": depth,
        "weightVariance": weight_variance,
        "biasVariance": bias_variance,
        "kernel": kernel(x, depth, weight_variance, bias_variance).tolist(),
    })
with open(os.path.join(os.path.dirname(os.path.abspath(__file__)), "infinite-ntk.json"), "w") as file:
    json.dump(cases, file)
    file.write("\n")
