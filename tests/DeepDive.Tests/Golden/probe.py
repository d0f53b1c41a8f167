"""Writes probe.json: optima of multinomial logistic regression by SciPy (float64), for LinearProbeTests.

Run with SciPy: python3 probe.py. The committed file was made with SciPy 1.10.1.
The objective is mean cross-entropy + strength/2 ‖W‖², biases free; Newton's method with the exact Hessian, to a gradient of
1e-12. Standardised cases use the mean and deviation (over n) of the rows; their last feature is constant and is left out.
"""
import json
import os

import numpy as np
from scipy.optimize import minimize
from scipy.special import log_softmax

ROWS, FEATURES, CLASSES = 60, 4, 3
random = np.random.RandomState(7)
labels = random.randint(0, CLASSES, ROWS)
inputs = random.randn(ROWS, FEATURES) + random.randn(CLASSES, FEATURES)[labels]
inputs[:, 1] = 0.95 * inputs[:, 0] + 0.1 * inputs[:, 1]
inputs = inputs * [1, 1, 30, 0.1] + [0, 5, -100, 0]


def optimum(x, strength):
    x1 = np.hstack([x, np.ones((ROWS, 1))])
    penalty = np.append(np.full(x.shape[1], strength), 0)
    onehot = np.eye(CLASSES)[labels]

    def objective(flat):
        w = flat.reshape(CLASSES, -1)
        logp = log_softmax(x1 @ w.T, 1)
        gradient = (np.exp(logp) - onehot).T @ x1 / ROWS + w * penalty
        return -(logp * onehot).sum() / ROWS + 0.5 * (w * w * penalty).sum(), gradient.ravel()

    def hessian(flat):
        p = np.exp(log_softmax(x1 @ flat.reshape(CLASSES, -1).T, 1))
        weights = p[:, :, None] * np.eye(CLASSES) - p[:, :, None] * p[:, None, :]
        h = np.einsum("ncd,ni,nj->cidj", weights, x1, x1) / ROWS
        return h.reshape(flat.size, flat.size) + np.diag(np.tile(penalty, CLASSES))

    flat = minimize(objective, np.zeros(CLASSES * x1.shape[1]), jac=True, hess=hessian, method="trust-exact", options={"gtol": 1e-9}).x
    for _ in range(3):  # Newton's last steps; the Hessian is singular along a shift of all biases
        flat = flat - np.linalg.lstsq(hessian(flat), objective(flat)[1], rcond=1e-12)[0]
    loss, gradient = objective(flat)
    assert np.abs(gradient).max() < 1e-12, gradient
    probabilities = np.exp(log_softmax(x1 @ flat.reshape(CLASSES, -1).T, 1))
    return {"strength": strength, "loss": loss, "probabilities": probabilities.tolist()}


scaled = (inputs - inputs.mean(0)) / inputs.std(0)
result = {
    "inputs": np.hstack([inputs, np.full((ROWS, 1), 0.1)]).tolist(),
    "labels": labels.tolist(),
    "standardised": [optimum(scaled, strength) for strength in (1e-3, 0.1)],
    "plain": [optimum(np.hstack([inputs, np.full((ROWS, 1), 0.1)]), strength) for strength in (1e-2, 1.0)],
}
with open(os.path.join(os.path.dirname(os.path.abspath(__file__)), "probe.json"), "w") as file:
    json.dump(result, file)
    file.write("\n")
