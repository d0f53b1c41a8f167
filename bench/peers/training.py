"""Full-batch training of a ReLU MLP with momentum, scored on three splits after every epoch, in two ways."""
import torch
import torch.nn.functional as F
from torch import nn

from protocol import load

RATE, MOMENTUM = 0.02, 0.9
CHECKED_EPOCHS = (1, 10)


class Problem:
    """Rows in the order training, validation, test; the network that training starts from."""

    def __init__(self, folder, train, validation, test, width, depth):
        rows = train + validation + test
        self.train, self.bounds = train, ((0, train), (train, train + validation), (train + validation, rows))
        self.width, self.depth = width, depth
        self.inputs = load(folder, "inputs.f32", rows, 2)
        self.labels = load(folder, "labels.i32", rows, dtype="<i4").long()
        self.start = load(folder, f"start-{depth}.f32", -1)

    def sizes(self):
        return [2] + [self.width] * self.depth + [2]

    def network(self):
        return network(self.start, self.sizes())


def network(start, sizes):
    """A ReLU MLP with the parameters of the flat vector `start`: W and b of each layer in turn."""
    layers, offset = [], 0
    for inputs, outputs in zip(sizes, sizes[1:]):
        linear = nn.Linear(inputs, outputs)
        with torch.no_grad():
            for parameter in (linear.weight, linear.bias):
                parameter.copy_(start[offset:offset + parameter.numel()].view(parameter.shape))
                offset += parameter.numel()
        layers += [linear, nn.ReLU()]
    return nn.Sequential(*layers[:-1])


class Reference:
    """The loop as it is usually written: a shuffled batch, autograd, then a forward pass for each score."""

    def __init__(self, problem):
        self.problem = problem
        self.network = problem.network()
        self.optimiser = torch.optim.SGD(self.network.parameters(), lr=RATE, momentum=MOMENTUM)

    def train(self, epochs):
        return [self.epoch() for _ in range(epochs)]

    def epoch(self):
        problem, network = self.problem, self.network
        order = torch.randperm(problem.train)
        loss = F.cross_entropy(network(problem.inputs[order]), problem.labels[order])
        self.optimiser.zero_grad()
        loss.backward()
        self.optimiser.step()
        scores = []
        with torch.no_grad():
            F.cross_entropy(network(problem.inputs[:problem.train]), problem.labels[:problem.train]).item()
            for first, last in problem.bounds:
                logits, labels = network(problem.inputs[first:last]), problem.labels[first:last]
                error = (logits.argmax(1) != labels).float().mean()
                scores += [F.cross_entropy(logits, labels).item(), error.item()]
        return scores


class HandTuned:
    """Backpropagation by hand into flat buffers; the forward pass that scores an epoch serves the next step too."""

    def __init__(self, problem):
        self.problem, sizes = problem, problem.sizes()
        rows, train = len(problem.labels), problem.train
        self.parameters = problem.start.clone()
        self.gradient, self.velocity = torch.zeros_like(self.parameters), torch.zeros_like(self.parameters)
        self.weights, self.biases = self.views(self.parameters)
        self.weight_gradients, self.bias_gradients = self.views(self.gradient)
        self.transposed = [weight.t() for weight in self.weights]
        self.outputs = [torch.empty(rows, size) for size in sizes[1:]]
        self.fitted = [problem.inputs[:train]] + [output[:train] for output in self.outputs]
        self.deltas = [torch.empty(train, problem.width) for _ in range(2)]
        self.targets = F.one_hot(problem.labels[:train], 2).float() / train

    def views(self, flat):
        weights, biases, offset, sizes = [], [], 0, self.problem.sizes()
        for inputs, outputs in zip(sizes, sizes[1:]):
            weights.append(flat[offset:offset + inputs * outputs].view(outputs, inputs))
            offset += inputs * outputs
            biases.append(flat[offset:offset + outputs])
            offset += outputs
        return weights, biases

    def train(self, epochs):
        history = []
        with torch.no_grad():
            logits = self.forward()
            for _ in range(epochs):
                self.step(logits)
                logits = self.forward()
                history.append(self.scores(logits))
            return torch.stack(history).tolist()

    def forward(self):
        values = self.problem.inputs
        for layer, output in enumerate(self.outputs):
            torch.addmm(self.biases[layer], values, self.transposed[layer], out=output)
            if layer < self.problem.depth:
                output.relu_()
            values = output
        return values

    def step(self, logits):
        train = self.problem.train
        delta = torch.softmax(logits[:train], 1).div_(train).sub_(self.targets)
        for layer in range(self.problem.depth, -1, -1):
            torch.mm(delta.t(), self.fitted[layer], out=self.weight_gradients[layer])
            torch.sum(delta, 0, out=self.bias_gradients[layer])
            if layer:
                before = self.deltas[layer % 2]
                torch.mm(delta, self.weights[layer], out=before)
                torch.ops.aten.threshold_backward(before, self.fitted[layer], 0, grad_input=before)
                delta = before
        self.velocity.mul_(MOMENTUM).add_(self.gradient)
        self.parameters.add_(self.velocity, alpha=-RATE)

    def scores(self, logits):
        losses = F.cross_entropy(logits, self.problem.labels, reduction="none")
        errors = (logits.argmax(1) != self.problem.labels).float()
        both = torch.stack((losses, errors))
        return torch.cat([both[:, first:last].mean(1) for first, last in self.problem.bounds])


WAYS = {"hand-tuned": HandTuned, "reference": Reference}


def checked(history):
    """Losses of the three splits after the checked epochs."""
    return [history[epoch - 1][2 * split] for epoch in CHECKED_EPOCHS for split in range(3)]


def add_options(parser):
    parser.add_argument("--train", type=int, required=True)
    parser.add_argument("--validation", type=int, required=True)
    parser.add_argument("--test", type=int, required=True)
    parser.add_argument("--width", type=int, required=True)
    parser.add_argument("--way", choices=WAYS, required=True)


def problem(given, depth):
    return Problem(given.data, given.train, given.validation, given.test, given.width, depth)
