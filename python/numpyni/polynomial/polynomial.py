"""Power series: coefficients of 1, x, x**2, ..."""

import numpyni as np

from . import polyutils as pu
from ._family import Family, publish
from ._polybase import ABCPolyBase


def _differentiate(c):
    return np.arange(1, len(c)).reshape((-1,) + (1,) * (c.ndim - 1)) * c[1:]


def _integrate(c):
    result = np.empty((len(c) + 1,) + c.shape[1:], dtype=c.dtype)
    result[0] = c[0] * 0
    result[1:] = c / np.arange(1, len(c) + 1).reshape((-1,) + (1,) * (c.ndim - 1))
    return result


def _companion(c):
    n = len(c) - 1
    matrix = np.zeros((n, n), dtype=c.dtype)
    i = np.arange(n - 1)
    matrix[i + 1, i] = 1
    matrix[:, -1] -= c[:-1] / c[-1]
    return matrix


def _times_x(c):
    result = np.empty(len(c) + 1, dtype=c.dtype)
    result[0] = c[0] * 0
    result[1:] = c
    return result


class _Powers(Family):
    def div(self, c1, c2):
        """Quotient and remainder of two polynomials."""
        c1, c2 = pu.as_series([c1, c2])
        if c2[-1] == 0:
            raise ZeroDivisionError
        n, m = len(c1), len(c2)
        if n < m:
            return c1[:1] * 0, c1
        if m == 1:
            return c1 / c2[-1], c1[:1] * 0
        lead, c2 = c2[-1], c2[:-1] / c2[-1]
        for i in range(n - m, -1, -1):
            c1[i:i + m - 1] -= c2 * c1[i + m - 1]
        return c1[m - 1:] / lead, pu.trimseq(c1[:m - 1])


_family = _Powers('poly', lambda n: (1, 0, 0), _differentiate, _integrate, lambda off, scl: [off, scl] if scl != 0 else [off],
                  _companion, product=np.convolve, product_by_x=_times_x)
publish(_family, globals(), ['polyvalfromroots', 'Polynomial'])

polydomain = np.array([-1., 1.])
polyzero, polyone, polyx = np.array([0]), np.array([1]), np.array([0, 1])


def polyvalfromroots(x, r, tensor=True):
    """The monic polynomial with roots `r` at points."""
    r = np.array(r, ndmin=1, copy=None)
    if r.dtype.char in '?bBhHiIlLqQpP':
        r = r.astype(np.double)
    if isinstance(x, (tuple, list)):
        x = np.asarray(x)
    if isinstance(x, np.ndarray):
        if tensor:
            r = r.reshape(r.shape + (1,) * x.ndim)
        elif x.ndim >= r.ndim:
            raise ValueError('x.ndim must be < r.ndim when tensor == False')
    return np.prod(x - r, axis=0)


class Polynomial(ABCPolyBase):
    """A power series with a domain, mapped to its window before it is evaluated."""

    _family = _family
    domain = np.array(polydomain)
    window = np.array(polydomain)
    basis_name = None

    @classmethod
    def _str_term_unicode(cls, i, arg_str):
        return f'·{arg_str}' if i == '1' else f'·{arg_str}{i.translate(cls._superscript_mapping)}'

    @staticmethod
    def _str_term_ascii(i, arg_str):
        return f' {arg_str}' if i == '1' else f' {arg_str}**{i}'

    @staticmethod
    def _repr_latex_term(i, arg_str, needs_parens):
        if needs_parens:
            arg_str = rf'\left({arg_str}\right)'
        return '1' if i == 0 else arg_str if i == 1 else f'{arg_str}^{{{i}}}'
