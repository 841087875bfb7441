"""Chebyshev series of the first kind."""

import numpyni as np

from . import polyutils as pu
from ._family import Family, degree_of_quadrature, publish, tridiagonal
from ._polybase import ABCPolyBase


def _recurrence(n):
    return (1, 0, 0) if n == 0 else (.5, 0, .5)


def _differentiate(c):
    n = len(c) - 1
    result = np.empty((n,) + c.shape[1:], dtype=c.dtype)
    for j in range(n, 2, -1):
        result[j - 1] = (2 * j) * c[j]
        c[j - 2] += (j * c[j]) / (j - 2)
    if n > 1:
        result[1] = 4 * c[2]
    result[0] = c[1]
    return result


def _integrate(c):
    n = len(c)
    result = np.zeros((n + 1,) + c.shape[1:], dtype=c.dtype)
    result[1] = c[0]
    if n > 1:
        result[2] = c[1] / 4
    for j in range(2, n):
        result[j + 1] = c[j] / (2 * (j + 1))
        result[j - 1] -= c[j] / (2 * (j - 1))
    return result


def _product(c1, c2):
    """`T[i] T[j]` is the mean of `T[i + j]` and `T[|i - j|]`."""
    n, m = len(c1), len(c2)
    result = np.convolve(c1, c2)
    apart = np.convolve(c1, c2[::-1])           # at k + m - 1: the terms with i - j == k
    result[:n] += apart[m - 1:]
    result[1:m] += apart[:m - 1][::-1]
    return result / 2


def _companion(c):
    n = len(c) - 1
    scale = np.array([1.] + [np.sqrt(.5)] * (n - 1))
    matrix = tridiagonal(c, 0, np.array([np.sqrt(.5)] + [.5] * (n - 2)))
    matrix[:, -1] -= (c[:-1] / c[-1]) * (scale / scale[-1]) * .5
    return matrix


_family = Family('cheb', _recurrence, _differentiate, _integrate, lambda off, scl: [off, scl] if scl != 0 else [off], _companion,
                 product=_product)
publish(_family, globals(), ['chebpts1', 'chebpts2', 'chebinterpolate', 'chebgauss', 'chebweight', 'Chebyshev'])

chebdomain = np.array([-1., 1.])
chebzero, chebone, chebx = np.array([0]), np.array([1]), np.array([0, 1])


def chebpts1(npts):
    """The Chebyshev points of the first kind, increasing."""
    n = int(npts)
    if n != npts:
        raise ValueError('npts must be integer')
    if n < 1:
        raise ValueError('npts must be >= 1')
    return np.sin(0.5 * np.pi / n * np.arange(-n + 1, n + 1, 2))


def chebpts2(npts):
    """The Chebyshev points of the second kind, increasing."""
    n = int(npts)
    if n != npts:
        raise ValueError('npts must be integer')
    if n < 2:
        raise ValueError('npts must be >= 2')
    return np.cos(np.linspace(-np.pi, 0, n))


def chebinterpolate(func, deg, args=()):
    """The series that interpolates a function at the Chebyshev points of the first kind."""
    deg = np.asarray(deg)
    if deg.ndim > 0 or deg.dtype.kind not in 'iu' or deg.size == 0:
        raise TypeError('deg must be an int')
    if deg < 0:
        raise ValueError('expected deg >= 0')
    order = int(deg) + 1
    points = chebpts1(order)
    c = np.dot(chebvander(points, int(deg)).T, func(points, *args))
    c[0] /= order
    c[1:] /= 0.5 * order
    return c


def chebgauss(deg):
    """The points and weights of Gauss-Chebyshev quadrature."""
    deg = degree_of_quadrature(deg)
    return np.cos(np.pi * np.arange(1, 2 * deg, 2) / (2.0 * deg)), np.ones(deg) * (np.pi / deg)


def chebweight(x):
    """The weight `1 / sqrt(1 - x**2)`."""
    return 1. / (np.sqrt(1. + x) * np.sqrt(1. - x))


class Chebyshev(ABCPolyBase):
    """A Chebyshev series with a domain, mapped to its window before it is evaluated."""

    _family = _family
    domain = np.array(chebdomain)
    window = np.array(chebdomain)
    basis_name = 'T'

    @classmethod
    def interpolate(cls, func, deg, domain=None, args=()):
        """The series that interpolates a function at the Chebyshev points of a domain."""
        domain = cls.domain if domain is None else domain
        return cls(chebinterpolate(lambda x: func(pu.mapdomain(x, cls.window, domain), *args), deg), domain=domain)
