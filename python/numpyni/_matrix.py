"""`matrix`: arrays that stay two-dimensional and multiply as matrices."""

import sys
import warnings

from . import _convert as convert
from . import _host as host
from . import _logic as logic
from . import _manipulation as manipulation

ndarray = host.ndarray


def _from_text(text):
    """The rows of '1 2; 3 4'."""
    from ast import literal_eval
    for char in '[]':
        text = text.replace(char, '')
    rows = []
    for k, row in enumerate(text.split(';')):
        values = []
        for piece in row.split(','):
            values.extend(map(literal_eval, piece.split()))
        if k and len(values) != len(rows[0]):
            raise ValueError('Rows not the same size.')
        rows.append(values)
    return rows


def asmatrix(data, dtype=None):
    """The data as a matrix, without a copy where it is an array already."""
    return matrix(data, dtype=dtype, copy=False)


class matrix(ndarray):
    """A two-dimensional array whose `*` is the matrix product and whose `**` the matrix power; from an array or text '1 2; 3 4'."""

    __module__ = 'numpyni'
    __array_priority__ = 10.0

    def __new__(subtype, data, dtype=None, copy=True):
        warnings.warn('the matrix subclass is not the recommended way to represent matrices or deal with linear algebra (see '
                      'https://docs.scipy.org/doc/numpy/user/numpy-for-matlab-users.html). Please adjust your code to use regular '
                      'ndarray.', PendingDeprecationWarning, stacklevel=2)
        if isinstance(data, matrix) and (dtype is None or data.dtype == dtype):
            return data.copy() if copy else data
        if isinstance(data, ndarray):
            data = data if dtype is None else data.astype(dtype, copy=False)
            new = data.view(subtype)
            return new.copy() if copy else new
        if isinstance(data, str):
            data = _from_text(data)
        a = convert.array(data, dtype=dtype, copy=True if copy else None)
        if a.ndim > 2:
            raise ValueError('matrix must be 2-dimensional')
        shape = (1, 1) if a.ndim == 0 else (1,) + a.shape if a.ndim == 1 else a.shape
        order = 'F' if a.ndim == 2 and a.flags.fortran else 'C'
        a = a.reshape(shape)
        return (a if a.flags.c_contiguous or order == 'F' else a.copy()).view(subtype)

    def __array_finalize__(self, obj):
        if self.ndim == 2:
            return
        if isinstance(obj, matrix) and getattr(obj, '_getitem', False):
            return
        if self.ndim > 2:
            shape = tuple([n for n in self.shape if n > 1])
            if len(shape) > 2:
                raise ValueError('shape too large to be a matrix.')
            if len(shape) == 2:
                self._reshape_in_place(shape)
                return
        else:
            shape = self.shape
        self._reshape_in_place((1, 1) if len(shape) == 0 else (1, shape[0]))

    def __getitem__(self, index):
        self._getitem = True
        try:
            out = ndarray.__getitem__(self, index)
        finally:
            self._getitem = False
        if not isinstance(out, ndarray):
            return out
        if out.ndim == 0:
            return out[()]
        if out.ndim == 1:
            n = out.shape[0]
            column = False
            if isinstance(index, tuple) and len(index) > 1 and logic.isscalar(index[1]):
                column = True
            out._reshape_in_place((n, 1) if column else (1, n))
        return out

    def __mul__(self, other):
        if isinstance(other, (ndarray, list, tuple)):
            from ._products import dot
            return dot(self, asmatrix(other))
        if logic.isscalar(other) or not hasattr(other, '__rmul__'):
            from ._products import dot
            return dot(self, other)
        return NotImplemented

    def __rmul__(self, other):
        from ._products import dot
        return dot(other, self)

    def __imul__(self, other):
        self[:] = self * other
        return self

    def __pow__(self, other):
        from . import linalg
        return linalg.matrix_power(self, other)

    def __ipow__(self, other):
        self[:] = self ** other
        return self

    def __rpow__(self, other):
        return NotImplemented

    def _align(self, axis):
        """The result of a reduction as a matrix that lies along the axis that stayed."""
        if axis is None:
            return self[0, 0]
        if axis in (0, -2):
            return self
        if axis in (1, -1):
            return self.transpose()
        raise ValueError('unsupported axis')

    def _collapse(self, axis):
        return self[0, 0] if axis is None else self

    def tolist(self):
        """The rows as lists."""
        return self.__array__().tolist()

    def __array__(self, dtype=None, *, copy=None):
        result = self.view(ndarray)
        return result if dtype is None and not copy else convert.array(result, dtype, copy=copy)

    def squeeze(self, axis=None):
        """A matrix; a column becomes a row."""
        return ndarray.squeeze(self, axis=axis)

    def flatten(self, order='C'):
        """All elements in one row: a copy."""
        return ndarray.flatten(self, order=order)

    def ravel(self, order='C'):
        """All elements in one row."""
        return ndarray.ravel(self, order=order)

    def sum(self, axis=None, dtype=None, out=None):
        """The sum along an axis."""
        return ndarray.sum(self, axis, dtype, out, keepdims=True)._collapse(axis)

    def prod(self, axis=None, dtype=None, out=None):
        """The product along an axis."""
        return ndarray.prod(self, axis, dtype, out, keepdims=True)._collapse(axis)

    def mean(self, axis=None, dtype=None, out=None):
        """The mean along an axis."""
        return ndarray.mean(self, axis, dtype, out, keepdims=True)._collapse(axis)

    def std(self, axis=None, dtype=None, out=None, ddof=0):
        """The standard deviation along an axis."""
        return ndarray.std(self, axis, dtype, out, ddof, keepdims=True)._collapse(axis)

    def var(self, axis=None, dtype=None, out=None, ddof=0):
        """The variance along an axis."""
        return ndarray.var(self, axis, dtype, out, ddof, keepdims=True)._collapse(axis)

    def any(self, axis=None, out=None):
        """Whether some element along an axis is true."""
        return ndarray.any(self, axis, out, keepdims=True)._collapse(axis)

    def all(self, axis=None, out=None):
        """Whether every element along an axis is true."""
        return ndarray.all(self, axis, out, keepdims=True)._collapse(axis)

    def max(self, axis=None, out=None):
        """The maximum along an axis."""
        return ndarray.max(self, axis, out, keepdims=True)._collapse(axis)

    def min(self, axis=None, out=None):
        """The minimum along an axis."""
        return ndarray.min(self, axis, out, keepdims=True)._collapse(axis)

    def argmax(self, axis=None, out=None):
        """The index of the maximum along an axis."""
        return _aligned(ndarray.argmax(self, axis, out), axis)

    def argmin(self, axis=None, out=None):
        """The index of the minimum along an axis."""
        return _aligned(ndarray.argmin(self, axis, out), axis)

    def ptp(self, axis=None, out=None):
        """The maximum minus the minimum along an axis."""
        from ._reductions import max, min
        return _aligned(max(self.A, axis) - min(self.A, axis), axis)

    @property
    def I(self):
        """The inverse; of a matrix that is not square the pseudo-inverse."""
        from . import linalg
        rows, columns = self.shape
        return asmatrix((linalg.inv if rows == columns else linalg.pinv)(self))

    @property
    def A(self):
        """The matrix as an array."""
        return self.__array__()

    @property
    def A1(self):
        """The elements as a 1-D array."""
        return self.__array__().ravel()

    @property
    def T(self):
        """The transpose."""
        return self.transpose()

    @property
    def H(self):
        """The conjugate transpose."""
        return self.transpose().conjugate() if self.dtype.kind == 'c' else self.transpose()

    getT, getA, getA1, getH, getI = T.fget, A.fget, A1.fget, H.fget, I.fget


def _aligned(result, axis):
    if axis is None:
        return result if not isinstance(result, ndarray) else result.ravel()[0] if result.ndim else result[()]
    return asmatrix(result)._align(axis) if not isinstance(result, matrix) else result._align(axis)


def bmat(obj, ldict=None, gdict=None):
    """A matrix from blocks: nested lists, or text of names such as 'A, B; C, D'."""
    if isinstance(obj, str):
        frame = sys._getframe().f_back
        if gdict is None:
            names, outer = frame.f_locals, frame.f_globals
        else:
            names, outer = ldict or {}, gdict
        return matrix(_of_names(obj, outer, names))
    if isinstance(obj, (tuple, list)):
        rows = []
        for row in obj:
            if isinstance(row, ndarray):
                return matrix(manipulation.concatenate(obj, axis=-1))
            rows.append(manipulation.concatenate(row, axis=-1))
        return matrix(manipulation.concatenate(rows, axis=0))
    if isinstance(obj, ndarray):
        return matrix(obj)


def _of_names(text, outer, names):
    rows = []
    for row in text.split(';'):
        found = []
        for name in row.replace(',', ' ').split():
            if name in names:
                found.append(names[name])
            elif name in outer:
                found.append(outer[name])
            else:
                raise NameError(f'name {name!r} is not defined')
        rows.append(manipulation.concatenate([convert.asanyarray(f) if not isinstance(f, ndarray) else f for f in found], axis=-1))
    return manipulation.concatenate(rows, axis=0)
