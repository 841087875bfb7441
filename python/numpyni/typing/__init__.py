"""Types for annotations: `ArrayLike`, `DTypeLike`, `NDArray`."""

from __future__ import annotations

import collections.abc as _abc
import typing as _typing

from .. import _dtypes as _dt
from .. import _host

__all__ = ['ArrayLike', 'DTypeLike', 'NBitBase', 'NDArray']

ArrayLike = _typing.Union[_typing.SupportsIndex, _typing.SupportsFloat, _typing.SupportsComplex, str, bytes, _abc.Buffer
                          if hasattr(_abc, 'Buffer') else memoryview, _abc.Sequence, _host.ndarray]
DTypeLike = _typing.Union[type, _dt.dtype, str, tuple, list, dict, None]


class NBitBase:
    """The base of the precisions of generic number types."""

    def __init_subclass__(cls):
        raise TypeError('cannot inherit from final class "NBitBase"')


class _NDArray:
    """`NDArray[T]`: an array of any shape of elements of a scalar type."""

    def __getitem__(self, scalar):
        import types
        return types.GenericAlias(_host.ndarray, (_typing.Any, types.GenericAlias(_dt.dtype, (scalar,))))

    def __repr__(self):
        return 'numpyni.typing.NDArray'


NDArray = _NDArray()
