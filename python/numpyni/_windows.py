"""Window functions, and the Bessel function that one of them needs."""

import math

from . import _convert as convert
from . import _creation as creation
from . import _dtypes as dtypes
from . import _host as host
from . import _selection as selection
from . import _ufuncs as ufuncs

_u = ufuncs.by_name


def _cosines(M, *coefficients):
    """The sum of `c[k] * cos(pi k n / (M - 1))` over odd n from 1 - M to M - 1."""
    M = _length(M)
    if M < 1:
        return creation.zeros(0, _type_of(M))
    if M == 1:
        return creation.ones(1, _type_of(M))
    n = creation.arange(1 - M, M, 2)
    total = coefficients[0]
    for k, each in enumerate(coefficients[1:], 1):
        total = total + each * _u['cos'](math.pi * k * n / (M - 1))
    return total


def _length(M):
    if isinstance(M, convert.ndarray) and M.ndim:
        raise TypeError('only 0-dimensional arrays can be converted to Python scalars')
    return convert.array([0.0, M])[1]           # a double at least


def _type_of(M):
    return dtypes.result_type(M.dtype, 0.0)


def blackman(M):
    """The Blackman window of M points."""
    return _cosines(M, 0.42, 0.5, 0.08)


def hanning(M):
    """The Hann window of M points."""
    return _cosines(M, 0.5, 0.5)


def hamming(M):
    """The Hamming window of M points."""
    return _cosines(M, 0.54, 0.46)


def bartlett(M):
    """The triangular window of M points, zero at both ends."""
    M = _length(M)
    if M < 1:
        return creation.zeros(0, _type_of(M))
    if M == 1:
        return creation.ones(1, _type_of(M))
    n = creation.arange(1 - M, M, 2)
    return selection.where(_u['less_equal'](n, 0), 1 + n / (M - 1), 1 - n / (M - 1))


def kaiser(M, beta):
    """The Kaiser window of M points with shape parameter `beta`."""
    values = convert.array([0.0, M, beta])
    M, beta = values[1], values[2]
    if M == 1:
        return creation.ones(1, values.dtype)
    n = creation.arange(0, M)
    alpha = (M - 1) / 2.0
    return i0(beta * _u['sqrt'](1 - ((n - alpha) / alpha) ** 2.0)) / i0(beta)


# Chebyshev coefficients of exp(-x) I0(x), on [0, 8] and beyond (Cephes Math Library, Moshier 1984)
_NEAR = (-4.41534164647933937950E-18, 3.33079451882223809783E-17, -2.43127984654795469359E-16, 1.71539128555513303061E-15,
         -1.16853328779934516808E-14, 7.67618549860493561688E-14, -4.85644678311192946090E-13, 2.95505266312963983461E-12,
         -1.72682629144155570723E-11, 9.67580903537323691224E-11, -5.18979560163526290666E-10, 2.65982372468238665035E-9,
         -1.30002500998624804212E-8, 6.04699502254191894932E-8, -2.67079385394061173391E-7, 1.11738753912010371815E-6,
         -4.41673835845875056359E-6, 1.64484480707288970893E-5, -5.75419501008210370398E-5, 1.88502885095841655729E-4,
         -5.76375574538582365885E-4, 1.63947561694133579842E-3, -4.32430999505057594430E-3, 1.05464603945949983183E-2,
         -2.37374148058994688156E-2, 4.93052842396707084878E-2, -9.49010970480476444210E-2, 1.71620901522208775349E-1,
         -3.04682672343198398683E-1, 6.76795274409476084995E-1)
_FAR = (-7.23318048787475395456E-18, -4.83050448594418207126E-18, 4.46562142029675999901E-17, 3.46122286769746109310E-17,
        -2.82762398051658348494E-16, -3.42548561967721913462E-16, 1.77256013305652638360E-15, 3.81168066935262242075E-15,
        -9.55484669882830764870E-15, -4.15056934728722208663E-14, 1.54008621752140982691E-14, 3.85277838274214270114E-13,
        7.18012445138366623367E-13, -1.79417853150680611778E-12, -1.32158118404477131188E-11, -3.14991652796324136454E-11,
        1.18891471078464383424E-11, 4.94060238822496958910E-10, 3.39623202570838634515E-9, 2.26666899049817806459E-8,
        2.04891858946906374183E-7, 2.89137052083475648297E-6, 6.88975834691682398426E-5, 3.36911647825569408990E-3,
        8.04490411014108831608E-1)


def _chebyshev(x, coefficients):
    b0, b1, b2 = coefficients[0], 0.0, 0.0
    for each in coefficients[1:]:
        b2, b1 = b1, b0
        b0 = x * b1 - b2 + each
    return 0.5 * (b0 - b2)


def i0(x):
    """The modified Bessel function of the first kind, of order 0."""
    x = convert.asanyarray(x)
    if x.dtype.kind == 'c':
        raise TypeError('i0 not supported for complex values')
    if x.dtype.kind != 'f':
        x = x.astype(float)
    x = _u['absolute'](x)
    near = _u['minimum'](x, 8.0)
    far = _u['maximum'](x, 8.0)
    low = _u['exp'](near) * _chebyshev(near / 2.0 - 2.0, _NEAR)
    high = _u['exp'](far) * _chebyshev(32.0 / far - 2.0, _FAR) / _u['sqrt'](far)
    result = selection.where(_u['less_equal'](x, 8.0), low, high)
    return convert.as_class_of(result, x) if isinstance(x, convert.ndarray) else result
