"""Hermite series: the physicists' polynomials."""

import math

import numpyni as np

from ._family import Family, degree_of_quadrature, publish, tridiagonal
from ._polybase import ABCPolyBase

HALF = 2        # x P[n] = P[n + 1] / HALF + n P[n - 1]


def _recurrence(n):
    return (1 / HALF if HALF != 1 else 1, 0, n)


def _steps(c, count):
    return (HALF * np.arange(1, count + 1)).reshape((-1,) + (1,) * (c.ndim - 1))


def _differentiate(c):
    return _steps(c, len(c) - 1) * c[1:]


def _integrate(c):
    result = np.zeros((len(c) + 1,) + c.shape[1:], dtype=c.dtype)
    result[1:] = c / _steps(c, len(c))
    return result


def _companion(c):
    n = len(c) - 1
    scale = np.hstack((1., 1. / np.sqrt(HALF * np.arange(n - 1, 0, -1))))
    scale = np.multiply.accumulate(scale)[::-1]
    matrix = tridiagonal(c, 0, np.sqrt(np.arange(1, n) / HALF))
    matrix[:, -1] -= scale * c[:-1] / (HALF * c[-1])
    return matrix


_family = Family('herm', _recurrence, _differentiate, _integrate, lambda off, scl: [off, scl / HALF] if scl != 0 else [off],
                 _companion, lambda c: -c[0] / c[1] / HALF)
publish(_family, globals(), ['hermgauss', 'hermweight', 'Hermite'])

hermdomain = np.array([-1., 1.])
hermzero, hermone, hermx = np.array([0]), np.array([1]), np.array([0, 1 / HALF]) if HALF != 1 else np.array([0, 1])


def _normed(x, n):
    """The basis function of degree n, of norm one under the weight."""
    norm = 1 / math.sqrt(math.sqrt(math.pi))
    if n == 0:
        return np.full(x.shape, norm)
    later, last = 0., norm
    degree = float(n)
    for _ in range(n - 1):
        later, last = -last * math.sqrt((degree - 1.) / degree), later + last * x * math.sqrt(HALF / degree)
        degree = degree - 1.0
    return later + last * x * math.sqrt(HALF)


def hermgauss(deg):
    """The points and weights of Gauss quadrature under the basis's weight."""
    deg = degree_of_quadrature(deg)
    x = np.linalg.eigvalsh(hermcompanion(np.array([0] * deg + [1])))
    x -= _normed(x, deg) / (_normed(x, deg - 1) * math.sqrt(HALF * deg))       # one step of Newton's method
    lower = _normed(x, deg - 1)
    lower /= np.abs(lower).max()
    w = 1 / (lower * lower)
    w, x = (w + w[::-1]) / 2, (x - x[::-1]) / 2
    return x, w * (math.sqrt(2 * math.pi / HALF) / w.sum())


def hermweight(x):
    """The weight `exp(-x**2 * 1)`."""
    return np.exp(-x**2)


class Hermite(ABCPolyBase):
    """A Hermite series with a domain, mapped to its window before it is evaluated."""

    _family = _family
    domain = np.array(hermdomain)
    window = np.array(hermdomain)
    basis_name = 'H'
