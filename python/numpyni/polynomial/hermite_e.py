"""HermiteE series: the probabilists' polynomials."""

import numpyni as np

from . import _hermite
from ._family import publish
from ._polybase import ABCPolyBase

HALF = 1

_family = _hermite.family('herme', HALF)
publish(_family, globals(), ['hermegauss', 'hermeweight', 'HermiteE'])

hermedomain = np.array([-1., 1.])
hermezero, hermeone, hermex = np.array([0]), np.array([1]), np.array([0, 1])


def hermegauss(deg):
    """The points and weights of Gauss quadrature under the basis's weight."""
    return _hermite.gauss(deg, hermecompanion, HALF)


def hermeweight(x):
    """The weight `exp(-x**2 * .5)`."""
    return np.exp(-.5 * x**2)


class HermiteE(ABCPolyBase):
    """A HermiteE series with a domain, mapped to its window before it is evaluated."""

    _family = _family
    domain = np.array(hermedomain)
    window = np.array(hermedomain)
    basis_name = 'He'
