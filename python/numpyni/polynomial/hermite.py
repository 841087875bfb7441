"""Hermite series: the physicists' polynomials."""

import numpyni as np

from . import _hermite
from ._family import publish
from ._polybase import ABCPolyBase

HALF = 2

_family = _hermite.family('herm', HALF)
publish(_family, globals(), ['hermgauss', 'hermweight', 'Hermite'])

hermdomain = np.array([-1., 1.])
hermzero, hermone, hermx = np.array([0]), np.array([1]), np.array([0, 1 / HALF])


def hermgauss(deg):
    """The points and weights of Gauss quadrature under the basis's weight."""
    return _hermite.gauss(deg, hermcompanion, HALF)


def hermweight(x):
    """The weight `exp(-x**2 * 1)`."""
    return np.exp(-x**2)


class Hermite(ABCPolyBase):
    """A Hermite series with a domain, mapped to its window before it is evaluated."""

    _family = _family
    domain = np.array(hermdomain)
    window = np.array(hermdomain)
    basis_name = 'H'
