"""Eigenvalues of a matrix of small fractions, exact in float32, by LAPACK in float64. Run: python3 eigen.py > eigen.json"""
import json

import numpy
import scipy
import scipy.linalg

ORDER, STEP = 2000, 40

i = numpy.arange(ORDER)
matrix = (numpy.outer(i, i) % 97 + numpy.add.outer(i, i) % 31) / 64 + numpy.diag(i * 37 % 1009) / 64
values = scipy.linalg.eigh(matrix, eigvals_only=True, driver="evd")[::-1]
print(json.dumps({"scipy": scipy.__version__, "order": ORDER, "step": STEP, "values": values[::STEP].tolist()}, indent=1))
