"""Parameters of distributions: their limits, and draws that broadcast over them."""

import math

import numpyni as np

ndarray = np.ndarray


def _negative(x):
    """Below zero, or minus zero."""
    if isinstance(x, ndarray):
        return np.signbit(x) & (x == x)
    return x == x and math.copysign(1, x) < 0


# A limit is `(least, most, rules)`: what is between the two keeps all rules, of which each is (whether a value, or which of an array's,
# breaks it; the error).
_INF = math.inf
NONE = ()
NON_NEGATIVE = 0.0, _INF, ((_negative, '{0} < 0'),)
POSITIVE = 0.0, _INF, ((lambda x: x <= 0, '{0} <= 0'),)
POSITIVE_NOT_NAN = 0.0, _INF, ((lambda x: x != x, '{0} must not be NaN'),) + POSITIVE[2]
BOUNDED_0_1 = 0.0, 1.0, ((lambda x: (x < 0) | (x > 1) | (x != x), '{0} < 0, {0} > 1 or {0} {nan}'),)
BOUNDED_GT_0_1 = 0.0, 1.0, ((lambda x: (x <= 0) | (x > 1) | (x != x), '{0} <= 0, {0} > 1 or {0} contains NaNs'),)
BOUNDED_LT_0_1 = 0.0, 1.0, ((lambda x: (x < 0) | (x >= 1) | (x != x), '{0} < 0, {0} >= 1 or {0} {nan}'),)
GTE_1 = 1.0, _INF, ((lambda x: (x < 1) | (x != x), '{0} < 1 or {0} {nan}'),)
GT_1 = 1.0, _INF, ((lambda x: (x <= 1) | (x != x), '{0} <= 1 or {0} {nan}'),)


def _poisson(largest):
    def too_large(x):       # NumPy finds NaNs here in arrays, and below in numbers
        return ~(x <= largest) if isinstance(x, ndarray) else x > largest
    return 0.0, largest, ((too_large, '{0} value too large'), (lambda x: (x < 0) | (x != x), '{0} < 0 or {0} {nan}'))


_INT64_MAX = (1 << 63) - 1
LAM_MAX = float(_INT64_MAX) - math.sqrt(float(_INT64_MAX)) * 10
POISSON = _poisson(LAM_MAX)


def check(value, name, limit):
    """Raises ValueError where a number, or one of an array's, breaks the limit."""
    many = isinstance(value, ndarray)
    if many or not limit[0] < value < limit[1]:
        for broken, message in limit[2]:
            found = broken(value)
            if found.any() if many else found:
                raise ValueError(message.format(name, nan='contains NaNs' if many else 'is NaN'))


def reals(values):
    """An array of float64, as NumPy's distributions make it: what is complex is refused."""
    a = np.asarray(values)
    if a.dtype.kind == 'c':
        raise TypeError("float() argument must be a string or a real number, not 'complex'")
    return np.ascontiguousarray(a.astype(np.float64, copy=False)) if a.ndim else a.astype(np.float64)


def real(value):
    """A parameter as a float, or as an array of float64 of one dimension or more."""
    if type(value) is float:
        return value
    if type(value) is not int:
        a = np.asarray(value)
        if a.ndim or a.dtype.kind == 'c':
            return reals(a)
    return float(value)


def whole(value):
    """A parameter as an int, or as an array of int64 of one dimension or more."""
    if type(value) is not int:
        a = value if isinstance(value, (ndarray, np.generic)) else np.asarray(value)
        if a.ndim:
            return a.astype(np.int64, casting='safe', copy=False) if a is value else np.asarray(value, dtype=np.int64)
        if a.dtype.kind in 'SU':
            raise TypeError('an integer is required')
        value = int(value)
    if not -_INT64_MAX <= value <= _INT64_MAX:
        raise OverflowError('Python int too large to convert to C long')
    return value


def broadcast(size, parameters, dtype):
    """A new array for draws with these parameters: of their common shape, or of `size`, to which they broadcast."""
    shapes = [each.shape for each in parameters if isinstance(each, ndarray)]
    if size is None:
        return np.empty(np.broadcast_shapes(*shapes), dtype=dtype)
    out = np.empty(size, dtype=dtype)
    fit(out, shapes)
    return out


def fit(out, shapes):
    """Raises ValueError where shapes do not broadcast to that of `out`."""
    common = np.broadcast_shapes(out.shape, *shapes)
    if common != out.shape:
        raise ValueError(f'Output size {out.shape} is not compatible with broadcast dimensions of inputs {common}.')


def check_output(out, dtype, size, order_c):
    """Raises where an array that the user gives cannot take the draws."""
    flags = out.flags if isinstance(out, ndarray) else None
    if not (flags and (flags.c_contiguous or flags.f_contiguous and not order_c) and flags.writeable and flags.aligned and out.dtype.isnative):
        raise ValueError(f"Supplied output array must be {'C-' if order_c else ''}contiguous, writable, aligned, and in machine "
                         'byte-order.')
    if out.dtype != dtype:
        raise TypeError(f'Supplied output array has the wrong type. Expected {np.dtype(dtype)}, got {out.dtype}')
    if size is not None:
        try:
            size = tuple(size)
        except TypeError:
            size = (size,)
        if size != out.shape:
            raise ValueError('size must match out.shape when used together')


def in_memory_order(out):
    """A view of an array without gaps that runs as its memory does."""
    return out if out.flags.c_contiguous else out.T
