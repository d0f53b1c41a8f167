"""Writes lazy.json: lazy training and latent responses of the networks of ntk.json (float64), for LazyDynamicsTests and LatentResponsesTests.

Run with NumPy, after ntk.py: python3 lazy.py. The kernels are ntk.json's, by PyTorch's explicit Jacobians. The first four rows are trained
on with the loss mean over rows of 1/2 |f - onehot(label)|^2, step after step; the others are predicted. Latent responses are those of the second
network, of two outputs, by a singular value decomposition of label-signed features.
"""
import json
import os

import numpy as np

HERE = os.path.dirname(os.path.abspath(__file__))
TRAINED = 4


def logits(case):
    a, rest = np.array(case["inputs"]), np.array(case["parameters"])
    for layer in range(case["depth"] + 1):
        width = case["outputs"] if layer == case["depth"] else case["width"]
        weight, bias, rest = rest[:width * a.shape[1]], rest[width * a.shape[1]:width * (a.shape[1] + 1)], rest[width * (a.shape[1] + 1):]
        a = a @ weight.reshape(width, -1).T + bias
        if layer < case["depth"]:
            a = np.maximum(a, 0) if case["activation"] == "ReLU" else np.tanh(a)
    return a


def lazy(case, rate, steps):
    k, f = case["outputs"], logits(case)
    kernel = np.array(case["full"])[:, :TRAINED * k]
    labels = np.arange(TRAINED) % k
    target = np.eye(k)[labels]
    outputs = []
    for step in range(steps[-1] + 1):
        if step in steps:
            outputs.append(f.tolist())
        f = f - rate / TRAINED * (kernel @ (f[:TRAINED] - target).ravel()).reshape(f.shape)
    start = logits(case)
    weights = np.linalg.pinv(kernel[:TRAINED * k], rcond=1e-13) @ (target - start[:TRAINED]).ravel()
    return {"labels": labels.tolist(), "rate": rate, "steps": steps, "outputs": outputs,
            "limit": (start + (kernel @ weights).reshape(start.shape)).tolist()}


def latent(case):
    full, f = np.array(case["full"]), logits(case)
    labels = np.arange(len(f)) % 2
    y = 2 * labels - 1
    values, vectors = np.linalg.eigh(full)
    jacobian = vectors * np.sqrt(np.maximum(values, 0))  # up to a rotation of the parameters
    u, s, _ = np.linalg.svd(y[:, None] * (jacobian[1::2] - jacobian[::2]))
    u = u * np.sign(u.sum(0))
    return {"labels": labels.tolist(), "values": (s * s).tolist(), "responses": (u.T @ (y * (f[:, 1] - f[:, 0]))).tolist()}


with open(os.path.join(HERE, "ntk.json")) as file:
    cases = json.load(file)
with open(os.path.join(HERE, "lazy.json"), "w") as file:
    json.dump({"lazy": [lazy(case, 0.05, [0, 1, 10, 1000]) for case in cases], "latent": latent(cases[1])}, file)
    file.write("\n")
