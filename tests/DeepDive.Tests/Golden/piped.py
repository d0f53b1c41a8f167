"""Writes piped.json: piped networks in PyTorch (float64), for PipedGoldenTests.

Run with PyTorch 1.13 and its functorch: python3 piped.py. The committed file was made with PyTorch 1.13.1.
Layers before the boundary are ordinary; the rest is its value at the initial weights plus its forward-mode derivative along
(weights - initial), at the boundary's output. Weights are flat as parameters_to_vector gives them; the gradient is that of the
mean cross-entropy by autograd through the forward-mode derivative. "product" is the Jacobian at the initial weights times
(weights - initial), [rows, outputs].
"""
import json
import os

import torch
import torch.nn as nn
import torch.nn.functional as F
from functorch import jvp

torch.manual_seed(1)
torch.set_default_dtype(torch.float64)
ACTIVATIONS = {"ReLU": torch.relu, "Tanh": torch.tanh, "Sigmoid": torch.sigmoid, "Quadratic": lambda z: z * z}


def layers(x, parameters, activation, first, count):
    for l in range(first, first + len(parameters) // 2):
        x = F.linear(x, parameters[2 * (l - first)], parameters[2 * (l - first) + 1])
        if l < count - 1:
            x = activation(x)
    return x


def case(name, boundary, inputs=3, widths=(5, 5, 5), outputs=3, rows=6):
    activation = ACTIVATIONS[name]
    sizes = [inputs, *widths, outputs]
    count = len(sizes) - 1
    initial = [p.detach() for a, b in zip(sizes, sizes[1:]) for p in nn.Linear(a, b).parameters()]
    weights = [(p + 0.3 * torch.randn_like(p)).requires_grad_() for p in initial]
    x, y = torch.randn(rows, inputs), torch.randint(0, outputs, (rows,))

    def linearised(h, first):
        start = tuple(initial[2 * first:])
        shift = tuple(w - s for w, s in zip(weights[2 * first:], start))
        return jvp(lambda *p: layers(h, p, activation, first, count), start, shift)

    h = layers(x, weights[:2 * boundary], activation, 0, count)
    logits = h if boundary == count else sum(linearised(h, boundary))
    F.cross_entropy(logits, y).backward()
    flat = lambda tensors: torch.cat([t.detach().flatten() for t in tensors]).tolist()
    return {
        "activation": name, "boundary": boundary, "depth": len(widths), "width": widths[0], "outputs": outputs,
        "inputs": x.tolist(), "labels": y.tolist(), "initial": flat(initial), "parameters": flat(weights),
        "logits": logits.tolist(), "gradient": flat([w.grad for w in weights]),
        "product": linearised(x, 0)[1].tolist(),
    }


cases = [case("ReLU", 0), case("ReLU", 2), case("Tanh", 1), case("Tanh", 4), case("Sigmoid", 2), case("Sigmoid", 3), case("Quadratic", 1)]
with open(os.path.join(os.path.dirname(os.path.abspath(__file__)), "piped.json"), "w") as file:
    json.dump(cases, file)
    file.write("\n")
