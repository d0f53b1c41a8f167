"""Writes l1-distance.json: the relative L1 distance by NumPy, and of magnitudes as twice SciPy's Bray-Curtis dissimilarity, for L1DistanceTests.

Run with NumPy and SciPy: python3 l1-distance.py.
"""
import json
import pathlib

import numpy as np
from scipy.spatial.distance import braycurtis

rng = np.random.default_rng(7)
cases = []
for rows, columns in [(1, 1), (5, 3), (9, 17), (4, 33)]:
    a, b = rng.standard_normal((2, rows, columns))
    positive = np.abs(a), np.abs(b) * 3
    cases.append({
        "a": a.tolist(),
        "b": b.tolist(),
        "relative": float(np.abs(a - b).sum() / ((np.abs(a).sum() + np.abs(b).sum()) / 2)),
        "ofMagnitudes": 2 * float(braycurtis(positive[0].ravel(), positive[1].ravel())),
    })
(pathlib.Path(__file__).parent / "l1-distance.json").write_text(json.dumps(cases) + "\n")
