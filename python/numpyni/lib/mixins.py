"""`NDArrayOperatorsMixin`: all operators over `__array_ufunc__`."""

from .. import _ufuncs
from .._scalars_base import BINARY, COMPARE, UNARY

__all__ = ['NDArrayOperatorsMixin']


def _refuses(other):
    return getattr(other, '__array_ufunc__', False) is None


def _binary(ufunc, reflected):
    if reflected:
        return lambda self, other: NotImplemented if _refuses(other) else _ufuncs.by_name[ufunc](other, self)
    return lambda self, other: NotImplemented if _refuses(other) else _ufuncs.by_name[ufunc](self, other)


def _inplace(ufunc):
    return lambda self, other: _ufuncs.by_name[ufunc](self, other, out=(self,))


def _unary(ufunc):
    return lambda self: _ufuncs.by_name[ufunc](self)


class NDArrayOperatorsMixin:
    """Defines every operator by the ufunc of the same meaning; the class itself defines `__array_ufunc__`."""

    __slots__ = ()


def _add(name, method):
    method.__name__ = name
    setattr(NDArrayOperatorsMixin, name, method)


for _short, _ufunc in {**BINARY, 'pow': 'power'}.items():
    _add(f'__{_short}__', _binary(_ufunc, False))
    _add(f'__r{_short}__', _binary(_ufunc, True))
    if _short != 'divmod':
        _add(f'__i{_short}__', _inplace(_ufunc))
for _short, _ufunc in COMPARE.items():
    _add(f'__{_short}__', _binary(_ufunc, False))
for _short, _ufunc in UNARY.items():
    _add(f'__{_short}__', _unary(_ufunc))
