"""C = A·B in float32."""
import torch

from protocol import load, options, serve

parser = options()
parser.add_argument("--rows", type=int, required=True)
parser.add_argument("--inner", type=int, required=True)
parser.add_argument("--columns", type=int, required=True)
given = parser.parse_args()

a = load(given.data, "a.f32", given.rows, given.inner)
b = load(given.data, "b.f32", given.inner, given.columns)
c = torch.empty(given.rows, given.columns)


def run(_):
    for _ in range(given.units):
        torch.mm(a, b, out=c)
    return c


def check(product):
    return product.double().norm(), product[0, 0], product[-1, -1]


serve(given, run, check)
