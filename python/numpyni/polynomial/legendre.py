"""Legendre series."""

import numpyni as np

from ._family import Family, degree_of_quadrature, publish, tridiagonal
from ._polybase import ABCPolyBase


def _recurrence(n):
    return ((n + 1) / (2 * n + 1), 0, n / (2 * n + 1))


def _differentiate(c):
    n = len(c) - 1
    result = np.empty((n,) + c.shape[1:], dtype=c.dtype)
    for j in range(n, 2, -1):
        result[j - 1] = (2 * j - 1) * c[j]
        c[j - 2] += c[j]
    if n > 1:
        result[1] = 3 * c[2]
    result[0] = c[1]
    return result


def _integrate(c):
    n = len(c)
    result = np.zeros((n + 1,) + c.shape[1:], dtype=c.dtype)
    result[1] = c[0]
    for j in range(1, n):
        step = c[j] / (2 * j + 1)
        result[j + 1] = step
        if j > 1:
            result[j - 1] -= step
    return result


def _companion(c):
    n = len(c) - 1
    scale = 1. / np.sqrt(2 * np.arange(n) + 1)
    matrix = tridiagonal(c, 0, np.arange(1, n) * scale[:n - 1] * scale[1:n])
    matrix[:, -1] -= (c[:-1] / c[-1]) * (scale / scale[-1]) * (n / (2 * n - 1))
    return matrix


_family = Family('leg', _recurrence, _differentiate, _integrate, lambda off, scl: [off, scl] if scl != 0 else [off], _companion)
publish(_family, globals(), ['leggauss', 'legweight', 'Legendre'])

legdomain = np.array([-1., 1.])
legzero, legone, legx = np.array([0]), np.array([1]), np.array([0, 1])


def leggauss(deg):
    """The points and weights of Gauss-Legendre quadrature."""
    deg = degree_of_quadrature(deg)
    c = np.array([0] * deg + [1])
    x = np.linalg.eigvalsh(legcompanion(c))
    slope = legval(x, legder(c))
    x -= legval(x, c) / slope                       # one step of Newton's method
    lower = legval(x, c[1:])
    lower /= np.abs(lower).max()
    slope /= np.abs(slope).max()
    w = 1 / (lower * slope)
    w, x = (w + w[::-1]) / 2, (x - x[::-1]) / 2
    return x, w * (2. / w.sum())


def legweight(x):
    """The weight, one everywhere."""
    return x * 0.0 + 1.0


class Legendre(ABCPolyBase):
    """A Legendre series with a domain, mapped to its window before it is evaluated."""

    _family = _family
    domain = np.array(legdomain)
    window = np.array(legdomain)
    basis_name = 'P'
