"""Multinomial logistic regression to convergence: mean cross-entropy + penalty/2 ‖W‖², by L-BFGS with the gradient
by hand. The check is the loss, and the largest element of the gradient, both in float64, so that ours can be asked
for the same accuracy."""
import torch
import torch.nn.functional as F

from protocol import load, options, serve

parser = options()
parser.add_argument("--rows", type=int, required=True)
parser.add_argument("--features", type=int, required=True)
parser.add_argument("--classes", type=int, required=True)
parser.add_argument("--penalty", type=float, required=True)
parser.add_argument("--tolerance", type=float, required=True)
given = parser.parse_args()

inputs = load(given.data, "inputs.f32", given.rows, given.features)
targets = F.one_hot(load(given.data, "labels.i32", given.rows, dtype="<i4").long(), given.classes).float()


def objective(inputs, targets, weights, gradient):
    """The loss at weights [features + 1, classes], whose last row is the bias; writes the gradient."""
    linear, bias = weights[:-1], weights[-1]
    log_probabilities = torch.log_softmax(torch.addmm(bias, inputs, linear), 1)
    loss = -(log_probabilities * targets).sum() / given.rows + 0.5 * given.penalty * linear.square().sum()
    delta = log_probabilities.exp_().sub_(targets).div_(given.rows)
    torch.mm(inputs.t(), delta, out=gradient[:-1])
    gradient[:-1].add_(linear, alpha=given.penalty)
    torch.sum(delta, 0, out=gradient[-1])
    return loss


def fit(_):
    weights = torch.zeros(given.features + 1, given.classes)
    weights.grad = torch.zeros_like(weights)
    optimiser = torch.optim.LBFGS(
        [weights], lr=1, max_iter=1000, max_eval=3000, history_size=10,
        tolerance_grad=given.tolerance, tolerance_change=0, line_search_fn="strong_wolfe")
    optimiser.step(lambda: objective(inputs, targets, weights, weights.grad))
    return weights


def check(weights):
    gradient = torch.empty(weights.shape, dtype=torch.float64)
    loss = objective(inputs.double(), targets.double(), weights.double(), gradient)
    return loss, gradient.abs().max()


with torch.no_grad():
    serve(given, run=fit, check=check)
