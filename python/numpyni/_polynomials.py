"""The older polynomial functions: coefficients from the highest power down, and `poly1d`."""

import warnings

from . import _calculus as calculus
from . import _convert as convert
from . import _creation as creation
from . import _dtypes as dtypes
from . import _host as host
from . import _manipulation as manipulation
from . import _padding as padding
from . import _ufuncs as ufuncs
from .exceptions import RankWarning

ndarray = host.ndarray
_u = ufuncs.by_name
_atleast_1d = manipulation.atleast_1d


def poly(seq_of_zeros):
    """The monic polynomial with given roots; of a square matrix, the characteristic polynomial."""
    zeros = _atleast_1d(seq_of_zeros)
    shape = zeros.shape
    if len(shape) == 2 and shape[0] == shape[1] and shape[0] != 0:
        from . import linalg
        zeros = linalg.eigvals(zeros)
    elif len(shape) == 1:
        if zeros.dtype.kind != 'O':
            zeros = zeros.astype(_wide(zeros.dtype))
    else:
        raise ValueError('input must be 1d or non-empty square 2d array.')
    if len(zeros) == 0:
        return 1.0
    a = creation.ones((1,), zeros.dtype)
    for zero in zeros:
        a = calculus.convolve(a, convert.array([1, -zero], dtype=zeros.dtype), mode='full')
    if a.dtype.kind == 'c':
        roots = convert.asarray(zeros, complex)
        conjugated = roots.conjugate()
        conjugated.sort()
        ordered = roots.copy()
        ordered.sort()
        if bool(convert.asarray(ordered == conjugated).all()):
            a = a.real.copy()
    return a


def _wide(dtype):
    return dtypes.result_type(dtype, 0.0) if dtype.kind not in 'fc' else dtypes.float64 if dtype.itemsize == 2 else dtype


def roots(p):
    """The roots of a polynomial."""
    p = _atleast_1d(p)
    if p.ndim != 1:
        raise ValueError('Input must be a rank-1 array.')
    nonzero = p.ravel().nonzero()[0]
    if len(nonzero) == 0:
        return convert.array([])
    trailing = len(p) - int(nonzero[-1]) - 1
    p = p[int(nonzero[0]):int(nonzero[-1]) + 1]
    if p.dtype.kind not in 'fc':
        p = p.astype(float)
    if len(p) > 1:
        from . import linalg
        A = creation.diag(creation.ones((len(p) - 2,), p.dtype), -1)
        A[0, :] = -p[1:] / p[0]
        found = linalg.eigvals(A)
        if A.dtype.kind == 'f' and not found.imag.any():
            found = found.real
    else:
        found = convert.array([])
    return manipulation.hstack((found, creation.zeros(trailing, found.dtype)))


def polyint(p, m=1, k=None):
    """The m-th integral, with constants `k`."""
    m = int(m)
    if m < 0:
        raise ValueError('Order of integral must be positive (see polyder)')
    k = creation.zeros(m, float) if k is None else _atleast_1d(k)
    if len(k) == 1 and m > 1:
        k = k[0] * creation.ones(m, float)
    if len(k) < m:
        raise ValueError('k must be a scalar or a rank-1 array of length 1 or >m.')
    truepoly = isinstance(p, poly1d)
    p = convert.asarray(p)
    for each in k[:m]:
        p = manipulation.concatenate((p / creation.arange(len(p), 0, -1), _atleast_1d(each)))
    return poly1d(p) if truepoly else p


def polyder(p, m=1):
    """The m-th derivative."""
    m = int(m)
    if m < 0:
        raise ValueError('Order of derivative must be positive (see polyint)')
    truepoly = isinstance(p, poly1d)
    p = convert.asarray(p)
    for _ in range(m):
        p = p[:-1] * creation.arange(len(p) - 1, 0, -1)
    return poly1d(p) if truepoly else p


def polyfit(x, y, deg, rcond=None, full=False, w=None, cov=False):
    """The least-squares fit of a polynomial of a degree."""
    from . import linalg
    order = int(deg) + 1
    x, y = convert.asarray(x) + 0.0, convert.asarray(y) + 0.0
    if deg < 0:
        raise ValueError('expected deg >= 0')
    if x.ndim != 1:
        raise TypeError('expected 1D vector for x')
    if x.size == 0:
        raise TypeError('expected non-empty vector for x')
    if not 1 <= y.ndim <= 2:
        raise TypeError('expected 1D or 2D array for y')
    if x.shape[0] != y.shape[0]:
        raise TypeError('expected x and y to have same length')
    rcond = len(x) * dtypes.finfo(x.dtype).eps if rcond is None else rcond
    lhs, rhs = creation.vander(x, order), y
    if w is not None:
        w = convert.asarray(w) + 0.0
        if w.ndim != 1:
            raise TypeError('expected a 1-d array for weights')
        if w.shape[0] != y.shape[0]:
            raise TypeError('expected w and y to have the same length')
        lhs = lhs * w[:, None]
        rhs = rhs * w[:, None] if rhs.ndim == 2 else rhs * w
    scale = _u['sqrt']((lhs * lhs).sum(axis=0))
    c, residuals, rank, s = linalg.lstsq(lhs / scale, rhs, rcond)
    c = (c.T / scale).T
    if rank != order and not full:
        warnings.warn('Polyfit may be poorly conditioned', RankWarning, stacklevel=2)
    if full:
        return c, residuals, rank, s, rcond
    if not cov:
        return c
    lhs = lhs / scale
    base = linalg.inv(lhs.T @ lhs) / scale[:, None] / scale[None, :]
    factor = 1
    if not (isinstance(cov, str) and cov == 'unscaled'):
        if len(x) <= order:
            raise ValueError('the number of data points must exceed order to scale the covariance matrix')
        factor = residuals / (len(x) - order)
    if y.ndim == 1:
        return c, base * factor
    return c, base[:, :, None] * factor


def polyval(p, x):
    """The value of a polynomial at points, or at another polynomial."""
    p = convert.asarray(p)
    if isinstance(x, poly1d):
        y = 0
    else:
        x = convert.asanyarray(x)
        y = creation.zeros_like(x)
    for each in p:
        y = y * x + each
    return y


def _added(a1, a2, operation):
    truepoly = isinstance(a1, poly1d) or isinstance(a2, poly1d)
    a1, a2 = _atleast_1d(a1), _atleast_1d(a2)
    longer = len(a2) - len(a1)
    if longer > 0:
        a1 = manipulation.concatenate((creation.zeros(longer, a1.dtype), a1))
    elif longer < 0:
        a2 = manipulation.concatenate((creation.zeros(-longer, a2.dtype), a2))
    result = operation(a1, a2)
    return poly1d(result) if truepoly else result


def polyadd(a1, a2):
    """The sum of two polynomials."""
    return _added(a1, a2, _u['add'])


def polysub(a1, a2):
    """The difference of two polynomials."""
    return _added(a1, a2, _u['subtract'])


def polymul(a1, a2):
    """The product of two polynomials."""
    truepoly = isinstance(a1, poly1d) or isinstance(a2, poly1d)
    a1, a2 = poly1d(a1), poly1d(a2)
    result = calculus.convolve(a1.coeffs, a2.coeffs)
    return poly1d(result) if truepoly else result


def polydiv(u, v):
    """Quotient and remainder of two polynomials."""
    truepoly = isinstance(u, poly1d) or isinstance(v, poly1d)
    u, v = _atleast_1d(u) + 0.0, _atleast_1d(v) + 0.0
    common = u[0] + v[0]
    m, n = len(u) - 1, len(v) - 1
    scale = 1. / v[0]
    quotient = creation.zeros((max(m - n + 1, 1),), common.dtype)
    rest = u.astype(common.dtype)
    for k in range(0, m - n + 1):
        quotient[k] = d = scale * rest[k]
        rest[k:k + n + 1] -= d * v
    from ._logic import allclose
    while rest.shape[-1] > 1 and allclose(rest[0], 0, rtol=1e-14):
        rest = rest[1:]
    return (poly1d(quotient), poly1d(rest)) if truepoly else (quotient, rest)


def _raised(text, wrap=70):
    """The powers of a polynomial's text on a line above."""
    import re
    at, line1, line2, output = 0, '', '', ' '
    for found in re.finditer(r'\*\*([0-9]*)', text):
        power, start, end = found.group(1), *found.span()
        piece, at = text[at:start], end
        above, below = piece + ' ' * (len(power) - 1), ' ' * (len(piece) - 1) + power
        if len(line2) + len(above) > wrap or len(line1) + len(below) > wrap:
            output += line1 + '\n' + line2 + '\n '
            line1, line2 = below, above
        else:
            line2 += piece + ' ' * (len(power) - 1)
            line1 += ' ' * (len(piece) - 1) + power
    return output + line1 + '\n' + line2 + text[at:]


class poly1d:
    """A polynomial in one variable: coefficients from the highest power down, or with `r` true the roots."""

    __module__ = 'numpyni'
    __hash__ = None

    def __init__(self, c_or_r, r=False, variable=None):
        if isinstance(c_or_r, poly1d):
            self._variable, self._coeffs = c_or_r._variable, c_or_r._coeffs
            if set(c_or_r.__dict__) - set(self.__dict__):
                warnings.warn('In the future extra properties will not be copied across when constructing one poly1d from another',
                              FutureWarning, stacklevel=2)
                self.__dict__.update(c_or_r.__dict__)
            if variable is not None:
                self._variable = variable
            return
        c_or_r = poly(c_or_r) if r else c_or_r
        c_or_r = _atleast_1d(c_or_r)
        if c_or_r.ndim > 1:
            raise ValueError('Polynomial must be 1d only.')
        c_or_r = padding.trim_zeros(c_or_r, trim='f')
        self._coeffs = c_or_r if len(c_or_r) else convert.array([0], dtype=c_or_r.dtype)
        self._variable = 'x' if variable is None else variable

    @property
    def coeffs(self):
        """The coefficients, from the highest power down."""
        return self._coeffs

    @coeffs.setter
    def coeffs(self, value):
        if value is not self._coeffs:
            raise AttributeError('Cannot set attribute')

    c = coef = coefficients = coeffs
    variable = property(lambda self: self._variable, doc='The name of the variable.')
    order = o = property(lambda self: len(self._coeffs) - 1, doc='The degree.')
    roots = r = property(lambda self: roots(self._coeffs), doc='The roots.')

    def __array__(self, t=None, copy=None):
        return convert.asarray(self.coeffs, t) if t else convert.asarray(self.coeffs)

    def __repr__(self):
        return f'poly1d({repr(self.coeffs)[6:-1]})'

    def __len__(self):
        return self.order

    def __str__(self):
        nonzero = _u['logical_or'].accumulate(self.coeffs != 0)
        coeffs = self.coeffs[nonzero]
        n, out = len(coeffs) - 1, '0'
        for k, value in enumerate(coeffs):
            text = _coefficient(value)
            power = n - k
            if power == 0:
                piece = text if text != '0' else '0' if k == 0 else ''
            elif text == '0':
                piece = ''
            else:
                factor = self.variable if power == 1 else f'{self.variable}**{power}'
                piece = f'{text} {factor}'
            if k == 0:
                out = piece
            elif piece:
                out = f'{out} - {piece[1:]}' if piece.startswith('-') else f'{out} + {piece}'
        return _raised(out)

    def __call__(self, val):
        return polyval(self.coeffs, val)

    def __neg__(self):
        return poly1d(-self.coeffs)

    def __pos__(self):
        return self

    def __mul__(self, other):
        return poly1d(self.coeffs * other) if _scalar(other) else poly1d(polymul(self.coeffs, poly1d(other).coeffs))

    def __rmul__(self, other):
        return poly1d(other * self.coeffs) if _scalar(other) else poly1d(polymul(self.coeffs, poly1d(other).coeffs))

    def __add__(self, other):
        return poly1d(polyadd(self.coeffs, poly1d(other).coeffs))

    __radd__ = __add__

    def __pow__(self, val):
        if not _scalar(val) or int(val) != val or val < 0:
            raise ValueError('Power to non-negative integers only.')
        result = [1]
        for _ in range(int(val)):
            result = polymul(self.coeffs, result)
        return poly1d(result)

    def __sub__(self, other):
        return poly1d(polysub(self.coeffs, poly1d(other).coeffs))

    def __rsub__(self, other):
        return poly1d(polysub(poly1d(other).coeffs, self.coeffs))

    def __truediv__(self, other):
        return poly1d(self.coeffs / other) if _scalar(other) else polydiv(self, poly1d(other))

    def __rtruediv__(self, other):
        return poly1d(other / self.coeffs) if _scalar(other) else polydiv(poly1d(other), self)

    def __eq__(self, other):
        if not isinstance(other, poly1d):
            return NotImplemented
        return self.coeffs.shape == other.coeffs.shape and (self.coeffs == other.coeffs).all()

    def __ne__(self, other):
        return NotImplemented if not isinstance(other, poly1d) else not self.__eq__(other)

    def __getitem__(self, val):
        return self.coeffs.dtype.type(0) if not 0 <= val <= self.order else self.coeffs[self.order - val]

    def __setitem__(self, key, val):
        place = self.order - key
        if key < 0:
            raise ValueError('Does not support negative powers.')
        if key > self.order:
            self._coeffs = manipulation.concatenate((creation.zeros(key - self.order, self.coeffs.dtype), self.coeffs))
            place = 0
        self._coeffs[place] = val

    def __iter__(self):
        return iter(self.coeffs)

    def integ(self, m=1, k=0):
        """The m-th integral."""
        return poly1d(polyint(self.coeffs, m=m, k=k))

    def deriv(self, m=1):
        """The m-th derivative."""
        return poly1d(polyder(self.coeffs, m=m))


def _scalar(x):
    from ._logic import isscalar
    return isscalar(x)


def _number(x):
    text = f'{x:.4g}'
    return text[:-5] if text.endswith('.0000') else text


def _coefficient(value):
    """A coefficient as it is written before its power."""
    if isinstance(value, (complex, dtypes.base.complexfloating)):
        if value.imag == 0:
            return _number(value.real)
        if value.real == 0:
            return f'{_number(value.imag)}j'
        return f'({_number(value.real)} + {_number(value.imag)}j)'
    return _number(value)
