"""Laguerre series."""

import numpyni as np

from ._family import Family, degree_of_quadrature, publish, tridiagonal
from ._polybase import ABCPolyBase


def _recurrence(n):
    return (-(n + 1), 2 * n + 1, -n)


def _differentiate(c):
    n = len(c) - 1
    result = np.empty((n,) + c.shape[1:], dtype=c.dtype)
    for j in range(n, 1, -1):
        result[j - 1] = -c[j]
        c[j - 1] += c[j]
    result[0] = -c[1]
    return result


def _integrate(c):
    result = np.zeros((len(c) + 1,) + c.shape[1:], dtype=c.dtype)
    result[:-1] = c
    result[1:] -= c
    return result


def _companion(c):
    n = len(c) - 1
    matrix = tridiagonal(c, 2. * np.arange(n) + 1., -np.arange(1, n))
    matrix[:, -1] += (c[:-1] / c[-1]) * n
    return matrix


_family = Family('lag', _recurrence, _differentiate, _integrate, lambda off, scl: [off + scl, -scl] if scl != 0 else [off],
                 _companion, lambda c: 1 + c[0] / c[1])
publish(_family, globals(), ['laggauss', 'lagweight', 'Laguerre'])

lagdomain = np.array([0., 1.])
lagzero, lagone, lagx = np.array([0]), np.array([1]), np.array([1, -1])


def laggauss(deg):
    """The points and weights of Gauss-Laguerre quadrature."""
    deg = degree_of_quadrature(deg)
    c = np.array([0] * deg + [1])
    x = np.linalg.eigvalsh(lagcompanion(c))
    slope = lagval(x, lagder(c))
    x -= lagval(x, c) / slope
    lower = lagval(x, c[1:])
    lower /= np.abs(lower).max()
    slope /= np.abs(slope).max()
    w = 1 / (lower * slope)
    return x, w / w.sum()


def lagweight(x):
    """The weight `exp(-x)`."""
    return np.exp(-x)


class Laguerre(ABCPolyBase):
    """A Laguerre series with a domain, mapped to its window before it is evaluated."""

    _family = _family
    domain = np.array(lagdomain)
    window = np.array(lagdomain)
    basis_name = 'L'
