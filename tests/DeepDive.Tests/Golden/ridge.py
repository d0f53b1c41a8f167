"""Writes ridge.json: predictions of scikit-learn's Ridge and LogisticRegression and its R² scores, for RidgeProbeTests and LinearProbeTests.

Run with scikit-learn: python3 ridge.py. The committed file was made with scikit-learn 1.2.1 and NumPy 1.24.2.
Strength is λ of mean ½ squared error (or mean cross-entropy) + λ/2 ‖W‖², so that Ridge's alpha is n·λ and LogisticRegression's C is 1/(n·λ).
"""
import json
import os

import numpy as np
from sklearn.linear_model import LogisticRegression, Ridge
from sklearn.metrics import r2_score
from sklearn.preprocessing import StandardScaler

CLASSES, TEST = 3, 12
random = np.random.RandomState(11)


def draw(rows, features):
    latents = random.randn(rows, 3)
    x = np.maximum(0, latents @ random.randn(3, features) + 0.3 * random.randn(rows, features)) * np.linspace(0.1, 20, features) + 5
    y = np.stack([latents[:, 0] + 0.1 * random.randn(rows), 100 + 3 * latents[:, 1] ** 2, random.randn(rows)], 1)
    labels = np.argmax(latents + 0.5 * random.randn(rows, 3), 1)
    return x, y, labels


def scaled(x, standardise):
    return StandardScaler().fit(x[:-TEST]).transform(x) if standardise else x


def ridge(x, y, strength, standardise):
    z = scaled(x, standardise)
    model = Ridge(alpha=strength * (len(x) - TEST), solver="cholesky").fit(z[:-TEST], y[:-TEST])
    predictions = model.predict(z[-TEST:])
    return {
        "strength": strength, "standardise": standardise, "predictions": predictions.tolist(),
        "scores": r2_score(y[-TEST:], predictions, multioutput="raw_values").tolist(),
        "pooled": r2_score(y[-TEST:], predictions, multioutput="variance_weighted"),
    }


def logistic(x, labels, strength, standardise):
    z = scaled(x, standardise)
    model = LogisticRegression(C=1 / (strength * (len(x) - TEST)), tol=1e-6, max_iter=100000, solver="newton-cg")
    return {"strength": strength, "standardise": standardise, "probabilities": model.fit(z[:-TEST], labels[:-TEST]).predict_proba(z[-TEST:]).tolist()}


result = {"test": TEST, "cases": []}
for rows, features in [(52, 6), (32, 30)]:  # 40 rows of 6 features, and 20 rows of 30
    x, y, labels = draw(rows, features)
    result["cases"].append({
        "x": x.round(6).tolist(), "y": y.round(6).tolist(), "labels": labels.tolist(),
        "ridge": [ridge(x.round(6), y.round(6), *case) for case in [(1e-3, True), (1.0, True), (1e-2, False)]],
        "logistic": [logistic(x.round(6), labels, *case) for case in [(1e-2, True), (1.0, True)]],
    })
with open(os.path.join(os.path.dirname(os.path.abspath(__file__)), "ridge.json"), "w") as file:
    json.dump(result, file)
    file.write("\n")
