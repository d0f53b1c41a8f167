"""The empirical neural tangent kernel of output 0 of a ReLU MLP."""
import torch
from functorch import jacrev, make_functional, vmap

import training
from protocol import load, options, serve

TILE = 400


class Tiled:
    """Σ over layers of (δδᵀ) ∘ (aaᵀ + 1), by tiles of the lower triangle that stay in cache."""

    def __init__(self, network, inputs):
        self.linear, self.inputs = [layer for layer in network if hasattr(layer, "weight")], inputs
        self.kernel = torch.empty(len(inputs), len(inputs))
        self.tiles = [torch.empty(TILE * TILE) for _ in range(3)]
        self.one = torch.ones(1)

    def __call__(self):
        with torch.no_grad():
            activations, deltas = self.pass_through()
            starts = range(0, len(self.inputs), TILE)
            for row in starts:
                for column in range(0, row + 1, TILE):
                    self.fill(slice(row, row + TILE), slice(column, column + TILE), activations, deltas)
            return self.kernel

    def pass_through(self):
        activations = [self.inputs]
        for layer in self.linear[:-1]:
            activations.append(torch.addmm(layer.bias, activations[-1], layer.weight.t()).relu_())
        deltas = [self.linear[-1].weight[0].expand(len(self.inputs), -1) * (activations[-1] > 0)]
        for layer, activation in zip(self.linear[-2:0:-1], activations[-2:0:-1]):
            deltas.insert(0, torch.mm(deltas[0], layer.weight).mul_(activation > 0))
        return activations, deltas

    def fill(self, rows, columns, activations, deltas):
        shape = self.kernel[rows, columns].shape
        total, a, d = (tile[:shape[0] * shape[1]].view(shape) for tile in self.tiles)
        torch.addmm(self.one, activations[-1][rows], activations[-1][columns].t(), out=total)
        for activation, delta in zip(activations, deltas):
            torch.addmm(self.one, activation[rows], activation[columns].t(), out=a)
            torch.mm(delta[rows], delta[columns].t(), out=d)
            total.addcmul_(a, d)
        self.kernel[rows, columns] = total
        if rows != columns:
            self.kernel[columns, rows] = total.t()


class Jacobian:
    """J·Jᵀ, J by reverse mode over every row: the way of most tutorials."""

    def __init__(self, network, inputs):
        self.function, self.parameters = make_functional(network)
        self.inputs = inputs

    def __call__(self):
        jacobians = vmap(jacrev(self.function), (None, 0))(self.parameters, self.inputs)
        rows = torch.cat([jacobian.detach().flatten(2) for jacobian in jacobians], 2)[:, 0]
        return rows @ rows.t()


WAYS = {"hand-tuned": Tiled, "jacobian": Jacobian}

parser = options()
parser.add_argument("--rows", type=int, required=True)
parser.add_argument("--width", type=int, required=True)
parser.add_argument("--depth", type=int, required=True)
parser.add_argument("--way", choices=WAYS, required=True)
given = parser.parse_args()
start = load(given.data, f"start-{given.depth}.f32", -1)
network = training.network(start, [2] + [given.width] * given.depth + [2])
kernel = WAYS[given.way](network, load(given.data, "inputs.f32", given.rows, 2))


def check(values):
    return values.double().norm(), values[0, 0], values[0, -1], values[-1, 0]


serve(given, run=lambda _: kernel(), check=check)
