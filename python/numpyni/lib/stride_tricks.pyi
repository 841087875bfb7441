# python tools/stubs.py
# mypy: disable-error-code="override, misc, type-var, overload-overlap"
import builtins
from collections.abc import Callable, Iterator, Sequence
from types import ModuleType
from typing import Any, Generic, Literal, Protocol, SupportsIndex, TypeAlias, overload
from typing_extensions import Buffer, Self, TypeVar
from ..typing import ArrayLike, DTypeLike, NDArray
from .. import _CopyMode, __array_namespace_info__, bfloat16, bool, bool_, broadcast, busdaycalendar, byte, bytes_, cdouble, character, clongdouble, complex128, complex64, complexfloating, csingle, datetime64, double, dtype, errstate, finfo, flatiter, flexible, float16, float32, float64, floating, generic, half, iinfo, inexact, int16, int32, int64, int8, int_, intc, integer, intp, long, longdouble, longlong, matrix, memmap, ndarray, ndenumerate, ndindex, nditer, number, object_, poly1d, printoptions, recarray, record, short, signedinteger, single, str_, timedelta64, ubyte, ufunc, uint, uint16, uint32, uint64, uint8, uintc, uintp, ulong, ulonglong, unsignedinteger, ushort, vectorize, void
__all__ = ['as_strided', 'sliding_window_view']


def as_strided(x: Any, shape: Any = ..., strides: Any = ..., subok: builtins.bool = ..., writeable: Any = ..., *, check_bounds: Any = ...) -> Any: ...
def sliding_window_view(x: Any, window_shape: Any, axis: Any = ..., *, subok: builtins.bool = ..., writeable: Any = ...) -> Any: ...
class DummyArray:  # type: ignore
    def __init__(self, interface: Any, base: Any = ...) -> None: ...
