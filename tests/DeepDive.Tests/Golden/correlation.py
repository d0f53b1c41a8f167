"""Writes correlation.json: Pearson's and Spearman's correlation with two-sided p-values by SciPy, for CorrelationTests.

Run with SciPy: python3 correlation.py. The committed file was made with SciPy 1.10.1.
"""
import json
import os

import numpy as np
from scipy.stats import pearsonr, spearmanr

random = np.random.RandomState(3)


def case(name, x, y):
    pearson, spearman = pearsonr(x, y), spearmanr(x, y)
    return {
        "name": name, "x": x.tolist(), "y": y.tolist(),
        "pearson": pearson[0], "pearsonP": pearson[1], "spearman": spearman[0], "spearmanP": spearman[1],
    }


x = random.randn(40)
ties = random.randint(1, 5, 24).astype(float)
result = [
    case("weak", x, 0.2 * x + random.randn(40)),
    case("strong", x, -3 * x + 0.05 * random.randn(40) + 1e4),
    case("ties", ties, ties + random.randint(-2, 3, 24)),
    case("three", np.array([1.0, 2.0, 4.0]), np.array([1.0, 3.0, 2.0])),
    case("monotone", np.arange(8.0), np.exp(np.arange(8.0))),
]
with open(os.path.join(os.path.dirname(os.path.abspath(__file__)), "correlation.json"), "w") as file:
    json.dump(result, file)
    file.write("\n")
