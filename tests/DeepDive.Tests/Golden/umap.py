"""Writes umap.json: neighbours, fuzzy graph, curve, principal components and trustworthiness by scikit-learn and SciPy.

Run with scikit-learn: python3 umap.py. The graph is the plain definition of McInnes, Healy and Melville (2018), with k neighbours of which the
row itself is the first, as in their program; scipy.optimize solves for sigma, and curve_fit for a and b.
"""
import json
import pathlib

import numpy as np
from scipy.optimize import brentq, curve_fit
from sklearn.decomposition import PCA
from sklearn.manifold import trustworthiness
from sklearn.neighbors import NearestNeighbors

random = np.random.RandomState(11)
x = (random.randn(60, 5) + 4 * random.randn(3, 5)[random.randint(3, size=60)]).round(4)
k = 8
distances, indices = NearestNeighbors(n_neighbors=k, algorithm="brute").fit(x).kneighbors(x)
directed = np.zeros((60, 60))
sigmas = []
for i in range(60):
    assert indices[i, 0] == i
    d = distances[i, 1:] - distances[i, 1]
    sigma = brentq(lambda s: np.exp(-d / s).sum() - np.log2(k), 1e-6, 1e3, xtol=1e-14, rtol=1e-14)
    sigma = max(sigma, 1e-3 * distances[i].mean())
    sigmas.append(sigma)
    directed[i, indices[i, 1:]] = np.exp(-d / sigma)
graph = directed + directed.T - directed * directed.T


def curve(least, spread):
    grid = np.linspace(0, 3 * spread, 300)
    target = np.where(grid < least, 1, np.exp(-(grid - least) / spread))
    return curve_fit(lambda d, a, b: 1 / (1 + a * d ** (2 * b)), grid, target, xtol=1e-14, ftol=1e-14)[0].tolist()


pca = PCA(2).fit(x)
picture = x[:, :2] + random.randn(60, 2).round(4)
result = {
    "x": x.tolist(),
    "indices": indices[:, 1:].tolist(),
    "distances": distances[:, 1:].tolist(),
    "sigmas": sigmas,
    "graph": graph.tolist(),
    "curves": [{"least": least, "spread": spread, "ab": curve(least, spread)} for least, spread in [(0.1, 1), (0, 1), (0.5, 1), (0.1, 2)]],
    "scores": np.abs(pca.transform(x)).tolist(),
    "variances": pca.explained_variance_.tolist(),
    "share": float(pca.explained_variance_ratio_.sum()),
    "picture": picture.tolist(),
    "trustworthiness": [trustworthiness(x, picture, n_neighbors=n) for n in (1, 5, 15, 29)],
}
(pathlib.Path(__file__).parent / "umap.json").write_text(json.dumps(result) + "\n")
