"""Polynomials and series in the classical bases: a module of functions and a class for each."""

from .. import _docs
from .._docs import polynomials as _texts
from . import chebyshev, hermite, hermite_e, laguerre, legendre, polynomial, polyutils
from .chebyshev import Chebyshev
from .hermite import Hermite
from .hermite_e import HermiteE
from .laguerre import Laguerre
from .legendre import Legendre
from .polynomial import Polynomial

__all__ = ['set_default_printstyle', 'polynomial', 'Polynomial', 'chebyshev', 'Chebyshev', 'legendre', 'Legendre', 'hermite',
           'Hermite', 'hermite_e', 'HermiteE', 'laguerre', 'Laguerre']

for _series in (polynomial, chebyshev, legendre, laguerre, hermite, hermite_e, polyutils):
    _docs.describe_by_example(_series, *getattr(_texts, _series.__name__.rpartition('.')[2].upper()))


def set_default_printstyle(style):
    """How `str` writes the classes: 'unicode' or 'ascii'."""
    if style not in ('unicode', 'ascii'):
        raise ValueError(f"Unsupported format string '{style}'. Valid options are 'ascii' and 'unicode'")
    from ._polybase import ABCPolyBase
    ABCPolyBase._use_unicode = style == 'unicode'
