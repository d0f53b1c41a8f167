"""Writes ntk.json: tangent kernels of two small networks by explicit Jacobians (float64), for NtkTests.

Run with PyTorch 1.13 and its functorch: python3 ntk.py. The committed file was made with PyTorch 1.13.1.
Weights are flat as parameters_to_vector gives them; the full kernel's rows are n·k + o for output o of row n; the
layer-wise kernels are those of output 0 by a layer's weight and bias.
"""
import json
import os

import torch
import torch.nn as nn
from functorch import jacrev, make_functional, vmap
from torch.nn.utils import parameters_to_vector

torch.manual_seed(1)
torch.set_default_dtype(torch.float64)


def case(inputs, widths, outputs, activation, rows):
    sizes = [inputs, *widths]
    layers = [module for a, b in zip(sizes, sizes[1:]) for module in (nn.Linear(a, b), activation())]
    network = nn.Sequential(*layers, nn.Linear(sizes[-1], outputs))
    x = torch.randn(rows, inputs)
    function, parameters = make_functional(network)
    jacobians = [j.detach().flatten(2) for j in vmap(jacrev(function), (None, 0))(parameters, x)]
    whole = torch.cat(jacobians, 2).flatten(0, 1)
    by_layer = [torch.cat(pair, 2)[:, 0] for pair in zip(jacobians[::2], jacobians[1::2])]
    return {
        "inputs": x.tolist(),
        "depth": len(widths),
        "width": widths[0],
        "outputs": outputs,
        "activation": activation.__name__,
        "parameters": parameters_to_vector(network.parameters()).tolist(),
        "full": (whole @ whole.t()).tolist(),
        "layerwise": [(j @ j.t()).tolist() for j in by_layer],
    }


cases = [case(2, [5, 5, 5], 3, nn.ReLU, 6), case(3, [4, 4], 2, nn.Tanh, 7)]
with open(os.path.join(os.path.dirname(os.path.abspath(__file__)), "ntk.json"), "w") as file:
    json.dump(cases, file)
    file.write("\n")
