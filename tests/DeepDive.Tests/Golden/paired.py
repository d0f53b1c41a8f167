"""Writes paired.json: Wilcoxon's signed-rank test and Cliff's delta (from the Mann-Whitney U) by SciPy.

Run with SciPy: python3 paired.py. The committed file was made with SciPy 1.10.1.
"""
import json
import pathlib

import numpy as np
from scipy.stats import mannwhitneyu, wilcoxon

random = np.random.RandomState(9)


def case(name, x, y, mode):
    test = wilcoxon(x, y, mode=mode, correction=False)
    u = mannwhitneyu(x, y).statistic
    return {
        "name": name, "x": x.tolist(), "y": y.tolist(), "statistic": test.statistic, "pValue": test.pvalue,
        "delta": 2 * u / (len(x) * len(y)) - 1,
    }


x, many = random.randn(20), random.randn(80)
whole = random.randint(0, 6, 90).astype(float)
result = [
    case("five", x[:5], x[:5] - np.arange(1.0, 6.0), "exact"),
    case("twenty", x, x + random.randn(20) + 0.4, "exact"),
    case("fifty", many[:50], random.randn(50), "exact"),
    case("eighty", many, many + random.randn(80) + 0.2, "approx"),
    case("ties", whole, whole + random.randint(-2, 4, 90), "approx"),
]
(pathlib.Path(__file__).parent / "paired.json").write_text(json.dumps(result) + "\n")
