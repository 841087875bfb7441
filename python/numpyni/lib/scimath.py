"""Functions whose results are complex where the real ones end: `sqrt(-1)` is `1j`."""

import numpyni as np

__all__ = ['sqrt', 'log', 'log2', 'logn', 'log10', 'power', 'arccos', 'arcsin', 'arctanh']


def _complex(arr):
    """An array as complex numbers of the fitting width."""
    small = arr.dtype.type in (np.single, np.byte, np.short, np.ubyte, np.ushort, np.csingle)
    return arr.astype(np.csingle if small else np.cdouble)


def _if_negative(x):
    x = np.asarray(x)
    return _complex(x) if np.any(np.isreal(x) & (x < 0)) else x


def _if_beyond_one(x):
    x = np.asarray(x)
    return _complex(x) if np.any(np.isreal(x) & (abs(x) > 1)) else x


def _inexact(x):
    x = np.asarray(x)
    return x * 1.0 if np.any(np.isreal(x) & (x < 0)) and x.dtype.kind in 'iu' else x


def sqrt(x):
    """The square root."""
    return np.sqrt(_if_negative(x))


def log(x):
    """The natural logarithm."""
    return np.log(_if_negative(x))


def log10(x):
    """The logarithm to base 10."""
    return np.log10(_if_negative(x))


def logn(n, x):
    """The logarithm to base n."""
    return np.log(_if_negative(x)) / np.log(_if_negative(n))


def log2(x):
    """The logarithm to base 2."""
    return np.log2(_if_negative(x))


def power(x, p):
    """`x` to the power `p`."""
    return np.power(_if_negative(x), _inexact(p))


def arccos(x):
    """The inverse cosine."""
    return np.arccos(_if_beyond_one(x))


def arcsin(x):
    """The inverse sine."""
    return np.arcsin(_if_beyond_one(x))


def arctanh(x):
    """The inverse hyperbolic tangent."""
    return np.arctanh(_if_beyond_one(x))
