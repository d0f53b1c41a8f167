"""Writes analysis.json: spectra, ranks, CKA and effective weights, each from its definition, in float64.

Run: python3 analysis.py (numpy, scipy). Kernels are n × n and centred with H; unbiased HSIC is Song et al.'s sum.
"""
import json
import pathlib

import numpy as np
from scipy.spatial.distance import cdist
from scipy.stats import entropy, t as student


def gram(x):
    return x @ x.T


def rbf(x, bandwidth, non_zero):
    d2 = cdist(x, x, "sqeuclidean")
    median = np.median(d2[d2 > 0] if non_zero else d2)
    return np.exp(-d2 / (2 * bandwidth**2 * median))


def biased_hsic(k, l):
    n = len(k)
    h = np.eye(n) - 1 / n
    return np.trace(k @ h @ l @ h)


def unbiased_hsic(k, l):
    n = len(k)
    k, l = k - np.diag(np.diag(k)), l - np.diag(np.diag(l))
    one = np.ones(n)
    first = np.trace(k @ l) + one @ k @ one * (one @ l @ one) / ((n - 1) * (n - 2)) - 2 / (n - 2) * (one @ k @ l @ one)
    return first / (n * (n - 3))


def cka(hsic, k, l):
    return hsic(k, l) / np.sqrt(hsic(k, k) * hsic(l, l))


def cka_case(name, x, y):
    kernels = lambda t, non_zero: (rbf(x, t, non_zero), rbf(y, t, non_zero))
    return {
        "name": name, "x": x.tolist(), "y": y.tolist(),
        "linear": cka(biased_hsic, gram(x), gram(y)),
        "debiasedLinear": cka(unbiased_hsic, gram(x), gram(y)),
        "rbf": cka(biased_hsic, *kernels(0.5, False)),
        "rbfWide": cka(biased_hsic, *kernels(1.5, False)),
        "rbfNonZero": cka(biased_hsic, *kernels(0.5, True)),
        "debiasedRbf": cka(unbiased_hsic, *kernels(0.5, False)),
    }


def minibatch(x, y, size):
    parts = [(gram(x[i:i + size]), gram(y[i:i + size])) for i in range(0, len(x), size)]
    total = lambda a, b: sum(unbiased_hsic(part[a], part[b]) for part in parts)
    return total(0, 1) / np.sqrt(total(0, 0) * total(1, 1))


def rank_case(name, matrix):
    sigma = np.linalg.svd(matrix, compute_uv=False)
    centred = np.linalg.svd(matrix - matrix.mean(0), compute_uv=False)
    lam = centred**2 / (len(matrix) - 1)
    me = sigma / sigma.sum() + 1e-7
    return {
        "name": name, "matrix": matrix.tolist(), "sigma": sigma.tolist(), "lambda": lam.tolist(),
        "softOfLambda": float(np.exp(entropy(lam))), "softOfSigma": float(np.exp(entropy(sigma))),
        "numerical": int((lam > 1e-3 * lam[0]).sum()),
        "stable": float(np.linalg.norm(matrix, "fro")**2 / np.linalg.norm(matrix, 2)**2),
        "participation": float(lam.sum()**2 / (lam**2).sum()),
        "rankMe": float(np.exp(-(me * np.log(me)).sum())),
    }


def jacobian_case(random):
    weights = [random.randn(5, 3), random.randn(4, 5), random.randn(2, 4)]
    z, derivatives, jacobians = random.randn(7, 3), [], []
    for weight in weights[:-1]:
        z = np.tanh(z @ weight.T)
        derivatives.append(1 - z**2)
    for layer in range(len(weights)):
        rows = []
        for i in range(len(z)):
            j = np.eye(3)
            for l in range(layer + 1):
                j = weights[l] @ j
                if l < len(derivatives):
                    j = np.diag(derivatives[l][i]) @ j
            rows.append(j)
        jacobians.append(np.mean(rows, 0))
    as_lists = lambda arrays: [a.tolist() for a in arrays]
    linear = [weights[0], weights[1] @ weights[0], weights[2] @ weights[1] @ weights[0]]
    return {"weights": as_lists(weights), "derivatives": as_lists(derivatives), "linear": as_lists(linear), "jacobians": as_lists(jacobians)}


random = np.random.RandomState(1337)
x = random.randn(100, 10)
y = random.randn(100, 10) + x
tall = random.randn(30, 4)
wide = random.randn(15, 40) + 3
repeated = np.vstack([tall[:6], tall[:6], tall[:3]])
values = [0.91, 0.94, 0.86, 0.9, 0.95]
half = student.ppf(0.975, 4) * np.std(values, ddof=1) / np.sqrt(5)

golden = {
    "cka": [
        cka_case("RandomState(1337)", x, y),
        cka_case("wide and wide, odd rows", wide, np.tanh(wide[:, :20]) + 0.5 * random.randn(15, 20)),
        cka_case("wide and narrow", wide, wide[:, :3] ** 2),
        cka_case("repeated rows", repeated, repeated[:, :2] + 0.3 * random.randn(15, 2)),
    ],
    "minibatch25": minibatch(x, y, 25),
    "ranks": [
        rank_case("tall", tall * [3, 1, 0.1, 0.01]),
        rank_case("wide", wide),
        rank_case("rank 2", random.randn(12, 2) @ random.randn(2, 6)),
    ],
    "effective": jacobian_case(random),
    "seeds": {"values": values, "mean": np.mean(values), "deviation": np.std(values, ddof=1), "low": np.mean(values) - half, "high": np.mean(values) + half},
}
pathlib.Path(__file__).with_suffix(".json").write_text(json.dumps(golden, indent=None).replace("}, {", "},\n{") + "\n")
print({name: golden["cka"][0][name] for name in ("linear", "rbf", "debiasedLinear")})
