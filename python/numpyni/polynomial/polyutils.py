"""What all bases share: coefficient series, domains, and the algebra over a product."""

import functools
import operator
import warnings

import numpyni as np

__all__ = ['as_series', 'trimseq', 'trimcoef', 'getdomain', 'mapdomain', 'mapparms', 'format_float']


def trimseq(seq):
    """A sequence without its trailing zeroes; one element remains."""
    if len(seq) == 0 or seq[-1] != 0:
        return seq
    i = len(seq) - 1
    while i > 0 and seq[i] == 0:
        i -= 1
    return seq[:i + 1]


def as_series(alist, trim=True):
    """The arguments as a list of 1-D arrays of one inexact dtype, copied, without trailing zeroes unless `trim` is false."""
    arrays = [np.array(a, ndmin=1, copy=None) for a in alist]
    for a in arrays:
        if a.size == 0:
            raise ValueError('Coefficient array is empty')
        if a.ndim != 1:
            raise ValueError('Coefficient array is not 1-d')
    if trim:
        arrays = [trimseq(a) for a in arrays]
    try:
        dtype = np.common_type(*arrays)
    except Exception as error:
        if not any(a.dtype.kind == 'O' for a in arrays):
            raise ValueError('Coefficient arrays have no common type') from error
        dtype = object
    return [np.array(a, copy=True, dtype=dtype) for a in arrays]


def trimcoef(c, tol=0):
    """The series without trailing coefficients of absolute value at most `tol`."""
    if tol < 0:
        raise ValueError('tol must be non-negative')
    [c] = as_series([c])
    [kept] = np.nonzero(np.abs(c) > tol)
    return c[:kept[-1] + 1].copy() if len(kept) else c[:1] * 0


def getdomain(x):
    """The smallest interval, or rectangle in the complex plane, that holds the points: its two ends."""
    [x] = as_series([x], trim=False)
    if x.dtype.kind == 'c':
        return np.array((complex(x.real.min(), x.imag.min()), complex(x.real.max(), x.imag.max())))
    return np.array((x.min(), x.max()))


def mapparms(old, new):
    """Offset and scale of the linear map from one domain to another."""
    length = old[1] - old[0]
    return (old[1] * new[0] - old[0] * new[1]) / length, (new[1] - new[0]) / length


def mapdomain(x, old, new):
    """Points under the linear map from one domain to another."""
    if type(x) not in (int, float, complex) and not isinstance(x, np.generic):
        x = np.asanyarray(x)
    offset, scale = mapparms(old, new)
    return offset + scale * x


def as_int(x, what):
    """An integer; TypeError that names `what` else."""
    try:
        return operator.index(x)
    except TypeError as error:
        raise TypeError(f'{what} must be an integer, received {x}') from error


_as_int = as_int


def _vander_nd(vander_fs, points, degrees):
    """The products of the 1-D pseudo-Vandermonde matrices of each dimension, one axis a degree."""
    n = len(vander_fs)
    if n != len(points):
        raise ValueError(f'Expected {n} dimensions of sample points, got {len(points)}')
    if n != len(degrees):
        raise ValueError(f'Expected {n} dimensions of degrees, got {len(degrees)}')
    if n == 0:
        raise ValueError('Unable to guess a dtype or shape when no points are given')
    points = tuple(np.asarray(tuple(points)) + 0.0)
    matrices = []
    for i in range(n):
        key = (Ellipsis,) + tuple([slice(None) if k == i else None for k in range(n)])
        matrices.append(vander_fs[i](points[i], degrees[i])[key])
    return functools.reduce(operator.mul, matrices)


def _vander_nd_flat(vander_fs, points, degrees):
    """As `_vander_nd`, the degrees flattened into one axis."""
    v = _vander_nd(vander_fs, points, degrees)
    return v.reshape(v.shape[:-len(degrees)] + (-1,))


def add(c1, c2, sign=1):
    """The sum (with `sign` -1 the difference) of two series."""
    c1, c2 = as_series([c1, c2])
    if len(c1) > len(c2):
        c1[:c2.size] += c2 if sign > 0 else -c2
        return trimseq(c1)
    c2 = c2 if sign > 0 else -c2
    c2[:c1.size] += c1
    return trimseq(c2)


def product_of_lines(line, mul, roots):
    """The series with the given roots, as a balanced product."""
    if len(roots) == 0:
        return np.ones(1)
    [roots] = as_series([roots], trim=False)
    roots.sort()
    parts = [line(-r, 1) for r in roots]
    while len(parts) > 1:
        half, odd = divmod(len(parts), 2)
        products = [mul(parts[i], parts[i + half]) for i in range(half)]
        if odd:
            products[0] = mul(products[0], parts[-1])
        parts = products
    return parts[0]


def divide(mul, c1, c2):
    """Quotient and remainder of two series."""
    c1, c2 = as_series([c1, c2])
    if c2[-1] == 0:
        raise ZeroDivisionError
    if len(c1) < len(c2):
        return c1[:1] * 0, c1
    if len(c2) == 1:
        return c1 / c2[-1], c1[:1] * 0
    quotient, rest = np.empty(len(c1) - len(c2) + 1, dtype=c1.dtype), c1
    for i in range(len(c1) - len(c2), -1, -1):
        p = mul([0] * i + [1], c2)
        q = rest[-1] / p[-1]
        rest = rest[:-1] - q * p[:-1]
        quotient[i] = q
    return quotient, trimseq(rest)


def power(mul, c, pow, maxpower):
    """A series to a power, by repeated products."""
    [c] = as_series([c])
    exponent = int(pow)
    if exponent != pow or exponent < 0:
        raise ValueError('Power must be a non-negative integer.')
    if maxpower is not None and exponent > maxpower:
        raise ValueError('Power is too large')
    if exponent == 0:
        return np.array([1], dtype=c.dtype)
    result = c
    for _ in range(exponent - 1):
        result = mul(result, c)
    return result


def value_nd(val, c, *args):
    """A series in several variables at points."""
    args = [np.asanyarray(a) for a in args]
    if any(a.shape != args[0].shape for a in args[1:]):
        raise ValueError({2: 'x, y are incompatible', 3: 'x, y, z are incompatible'}.get(len(args), 'ordinates are incompatible'))
    c = val(args[0], c)
    for x in args[1:]:
        c = val(x, c, tensor=False)
    return c


def value_on_grid(val, c, *args):
    """A series in several variables on the grid of the coordinates."""
    for x in args:
        c = val(x, c)
    return c


def fit(vander, x, y, deg, rcond=None, full=False, w=None):
    """The least-squares fit of a series: the coefficients of the degrees up to `deg`, or of a list of degrees."""
    x, y, deg = np.asarray(x) + 0.0, np.asarray(y) + 0.0, np.asarray(deg)
    if deg.ndim > 1 or deg.dtype.kind not in 'iu' or deg.size == 0:
        raise TypeError('deg must be an int or non-empty 1-D array of int')
    if deg.min() < 0:
        raise ValueError('expected deg >= 0')
    if x.ndim != 1:
        raise TypeError('expected 1D vector for x')
    if x.size == 0:
        raise TypeError('expected non-empty vector for x')
    if not 1 <= y.ndim <= 2:
        raise TypeError('expected 1D or 2D array for y')
    if len(x) != len(y):
        raise TypeError('expected x and y to have same length')
    top = int(deg.max())
    matrix = vander(x, top)
    if deg.ndim:
        deg = np.sort(deg)
        matrix = matrix[:, deg]
    order = matrix.shape[1]
    left, right = matrix.T, y.T
    if w is not None:
        w = np.asarray(w) + 0.0
        if w.ndim != 1:
            raise TypeError('expected 1D vector for w')
        if len(x) != len(w):
            raise TypeError('expected x and w to have same length')
        left, right = left * w, right * w
    rcond = len(x) * np.finfo(x.dtype).eps if rcond is None else rcond
    scale = np.sqrt((np.square(left.real) + np.square(left.imag)).sum(1) if left.dtype.kind == 'c' else np.square(left).sum(1))
    scale[scale == 0] = 1
    c, residuals, rank, singular = np.linalg.lstsq(left.T / scale, right.T, rcond)
    c = (c.T / scale).T
    if deg.ndim:
        every = np.zeros((top + 1,) + c.shape[1:], dtype=c.dtype)
        every[deg] = c
        c = every
    if rank != order and not full:
        warnings.warn('The fit may be poorly conditioned', np.exceptions.RankWarning, stacklevel=3)
    return (c, [residuals, rank, singular, rcond]) if full else c


def format_float(x, parens=False):
    """A coefficient as text under the print options."""
    if not np.issubdtype(type(x), np.floating):
        return str(x)
    options = np.get_printoptions()
    if np.isnan(x):
        return options['nanstr']
    if np.isinf(x):
        return options['infstr']
    precision, plus = options['precision'], options['sign'] == '+'
    trim, unique = ('k', False) if options['floatmode'] == 'fixed' else ('0', True)
    if x != 0 and (abs(x) >= 1.e8 or abs(x) < 10 ** min(0, -(precision - 1) // 2)):
        text = np.format_float_scientific(x, precision=precision, unique=unique, trim=trim, sign=plus)
        return f'({text})' if parens else text
    return np.format_float_positional(x, precision=precision, fractional=True, unique=unique, trim=trim, sign=plus)
