"""Centred kernel alignment between all pairs of layers, each kernel computed once. The kernel's width is that of
`Cka.Matrix`: half the root of the median of all n² squared distances."""
import numpy as np
import torch

from protocol import load, options, serve

BANDWIDTH = 0.5


def rbf(layers):
    rows = len(layers[0])
    kernels = torch.empty(len(layers), rows * rows)
    rank = (rows * rows - 1) // 2  # The diagonal's zeros sort first, as they should.
    for kernel, layer in zip(kernels.view(-1, rows, rows), layers):
        squares = (layer * layer).sum(1)
        torch.addmm(squares[None, :] + squares[:, None], layer, layer.t(), alpha=-2, out=kernel)
        kernel.fill_diagonal_(0)
        median = float(np.partition(kernel.view(-1).numpy(), rank)[rank])
        kernel.mul_(-0.5 / (BANDWIDTH * BANDWIDTH * median)).exp_()
        means = kernel.mean(0)
        kernel.sub_(means[None, :]).sub_(means[:, None]).add_(means.mean())
    return cosines(kernels @ kernels.t())


def linear(layers):
    """‖XᵀY‖² of every pair from one product of all features."""
    count, features = len(layers), layers[0].shape[1]
    all_features = torch.cat([layer - layer.mean(0) for layer in layers], 1)
    products = (all_features.t() @ all_features).view(count, features, count, features)
    return cosines(products.square().sum((1, 3)))


def cosines(products):
    norms = products.diagonal().sqrt()
    return products / torch.outer(norms, norms)


WAYS = {"rbf": rbf, "linear": linear}

parser = options()
parser.add_argument("--layers", type=int, required=True)
parser.add_argument("--rows", type=int, required=True)
parser.add_argument("--features", type=int, required=True)
parser.add_argument("--kind", choices=WAYS, required=True)
given = parser.parse_args()
layers = list(load(given.data, "layers.f32", given.layers, given.rows, given.features))


def run(_):
    for _ in range(given.units):
        result = WAYS[given.kind](layers)
    return result


with torch.no_grad():
    serve(given, run, check=lambda similarities: similarities.flatten())
