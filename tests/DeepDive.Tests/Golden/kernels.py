"""Writes kernels.json: kernel-target alignment, Cholesky factor, eigenvalues and kernel ridge regression by NumPy and SciPy (float64).

Run with SciPy: python3 kernels.py. The committed file was made with SciPy 1.10.1. The kernel is exp(−d²/2) of random points
on an offset; alignment is that of C·K·C, the centring matrix written out.
"""
import json
import os

import numpy as np
import scipy.linalg

ROWS, NEW = 24, 3
random = np.random.RandomState(11)
points, others = random.randn(ROWS, 2), random.randn(NEW, 2)
two, three = random.randint(0, 2, ROWS), random.randint(0, 3, ROWS)
targets = np.stack([np.sin(points[:, 0]), points[:, 1] ** 2], 1)


def kernel(x, y):
    return 3 + np.exp(-((x[:, None] - y[None]) ** 2).sum(2) / 2)


def alignment(k, y):
    centring = np.eye(ROWS) - np.ones((ROWS, ROWS)) / ROWS
    centred = centring @ k @ centring
    return np.sum(centred * (y @ y.T)) / np.linalg.norm(centred) / np.linalg.norm(y @ y.T)


def ridge(strength):
    coefficients = scipy.linalg.solve(k + strength * np.eye(ROWS), targets, assume_a="pos")
    return {"ridge": strength, "coefficients": coefficients.tolist(), "predictions": (kernel(others, points) @ coefficients).tolist()}


k = kernel(points, points)
result = {
    "kernel": k.tolist(),
    "between": kernel(others, points).tolist(),
    "two": two.tolist(),
    "three": three.tolist(),
    "targets": targets.tolist(),
    "alignmentTwo": alignment(k, 2.0 * two[:, None] - 1),
    "alignmentThree": alignment(k, np.eye(3)[three]),
    "alignmentVector": alignment(k, targets[:, :1]),
    "alignmentTargets": alignment(k, targets),
    "cholesky": scipy.linalg.cholesky(k + 0.1 * np.eye(ROWS), lower=True).tolist(),
    "eigenvalues": np.linalg.eigvalsh(k)[::-1].tolist(),
    "ridges": [ridge(strength) for strength in (0.01, 1.0)],
}
with open(os.path.join(os.path.dirname(os.path.abspath(__file__)), "kernels.json"), "w") as file:
    json.dump(result, file)
    file.write("\n")
