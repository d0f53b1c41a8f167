"""Writes class-variance.json: variance within and between classes by NumPy's own covariances, for ClassVarianceTests.

Run with NumPy: python3 class-variance.py. Class 2 of four has no row.
"""
import itertools
import json
import pathlib

import numpy as np

random = np.random.RandomState(5)
labels = random.choice([0, 1, 3], 30)
x = random.randn(30, 4) * [1, 2, 0.5, 1] + 3 * random.randn(4, 4)[labels]
groups = [x[labels == c] for c in (0, 1, 3)]
within = sum(len(g) * np.trace(np.cov(g.T, bias=True)) for g in groups) / len(x)
means = np.array([g.mean(0) for g in groups])
between = np.trace(np.cov(means.T, bias=True, fweights=[len(g) for g in groups]))
distance = np.mean([np.linalg.norm(a - b) for a, b in itertools.combinations(means, 2)])
result = {"x": x.tolist(), "labels": labels.tolist(), "within": within, "between": between, "meanDistance": distance}
(pathlib.Path(__file__).parent / "class-variance.json").write_text(json.dumps(result) + "\n")
