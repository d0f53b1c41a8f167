"""Writes training.json: ten epochs of a seeded MLP in PyTorch (float32), for TrainerGoldenTests.

Run with any PyTorch: python3 training.py. The committed file was made with PyTorch 1.13.1.
Losses are means over all rows, after each epoch; weights are flat as parameters_to_vector gives them.
"""
import json
import os

import torch
import torch.nn as nn
import torch.nn.functional as F
from torch.nn.utils import parameters_to_vector, vector_to_parameters

ROWS, INPUTS, WIDTH, CLASSES, EPOCHS, BATCH = 20, 3, 7, 3, 10, 8
ACTIVATIONS = {"ReLU": nn.ReLU, "Tanh": nn.Tanh}

torch.manual_seed(1)
torch.set_num_threads(1)
x = torch.randn(ROWS, INPUTS)
y = torch.randint(0, CLASSES, (ROWS,))


def mlp(activation):
    f = ACTIVATIONS[activation]
    return nn.Sequential(nn.Linear(INPUTS, WIDTH), f(), nn.Linear(WIDTH, WIDTH), f(), nn.Linear(WIDTH, CLASSES))


def train(activation, start, batch, optimiser, milestones=()):
    net = mlp(activation)
    vector_to_parameters(start.clone(), net.parameters())
    opt = optimiser(net.parameters())
    decay = torch.optim.lr_scheduler.MultiStepLR(opt, milestones, gamma=0.1)
    losses = []
    for _ in range(EPOCHS):
        for a in range(0, ROWS, batch):
            opt.zero_grad()
            F.cross_entropy(net(x[a:a + batch]), y[a:a + batch]).backward()
            opt.step()
        decay.step()
        losses.append(F.cross_entropy(net(x), y).item())
    return {"losses": losses, "weights": parameters_to_vector(net.parameters()).tolist()}


start = parameters_to_vector(mlp("ReLU").parameters()).detach().clone()
result = {
    "inputs": x.tolist(),
    "labels": y.tolist(),
    "width": WIDTH,
    "classes": CLASSES,
    "batch": BATCH,
    "start": start.tolist(),
    "sgd": train("ReLU", start, ROWS, lambda p: torch.optim.SGD(p, lr=0.1, momentum=0.9, weight_decay=0.01)),
    "adam": train("Tanh", start, BATCH, lambda p: torch.optim.Adam(p, lr=0.01, weight_decay=0.001)),
    "decay": train("ReLU", start, BATCH, lambda p: torch.optim.SGD(p, lr=0.1, momentum=0.9), milestones=[4, 7]),
}
with open(os.path.join(os.path.dirname(os.path.abspath(__file__)), "training.json"), "w") as file:
    json.dump(result, file, indent=1)
    file.write("\n")
