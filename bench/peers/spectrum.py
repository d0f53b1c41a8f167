"""All eigenvalues of a symmetric positive semidefinite matrix in float32."""
import scipy.linalg
import torch

from protocol import load, options, serve


def lapack(matrix):
    """ssyevd without vectors."""
    return scipy.linalg.eigh(matrix.numpy(), eigvals_only=True, check_finite=False, driver="evd")[::-1]


WAYS = {"lapack": lapack, "svd": lambda matrix: torch.svd(matrix)[1].numpy()}

parser = options()
parser.add_argument("--size", type=int, required=True)
parser.add_argument("--way", choices=WAYS, required=True)
given = parser.parse_args()
kernel = load(given.data, "kernel.f32", given.size, given.size)

serve(given, run=lambda _: WAYS[given.way](kernel), check=lambda values: values[:10])
