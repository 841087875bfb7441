"""Linear algebra: NumPy's `numpy.linalg`. Matrices are the last two axes; the axes before them are stacks.

The decompositions are generalised ufuncs of the runtime; checks, dtypes and what follows from them are written here.
"""

from .. import _docs
from .._docs import linalg as _texts
from .._overrides import publish
from . import _arguments, _decompositions, _norms, _products, _systems
from ._arguments import LinAlgError
from ._decompositions import (EighResult, EigResult, QRResult, SVDResult, eig, eigh, eigvals, eigvalsh, qr, svd, svdvals)
from ._norms import cond, matrix_norm, matrix_rank, norm, vector_norm
from ._products import (cross, diagonal, matmul, matrix_power, matrix_transpose, multi_dot, outer, tensordot, trace, vecdot)
from ._systems import SlogdetResult, cholesky, det, inv, lstsq, pinv, slogdet, solve, tensorinv, tensorsolve

__all__ = ['matrix_power', 'solve', 'tensorsolve', 'tensorinv', 'inv', 'cholesky', 'eigvals', 'eigvalsh', 'pinv', 'slogdet', 'det',
           'svd', 'svdvals', 'eig', 'eigh', 'lstsq', 'norm', 'qr', 'cond', 'matrix_rank', 'LinAlgError', 'multi_dot', 'trace',
           'diagonal', 'cross', 'outer', 'tensordot', 'matmul', 'matrix_transpose', 'matrix_norm', 'vector_norm', 'vecdot']

_docs.describe_all(globals(), _texts.DOCS)
publish(globals())
