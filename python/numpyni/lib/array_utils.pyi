# python tools/stubs.py
# mypy: disable-error-code="override, misc, type-var, overload-overlap"
import builtins
from collections.abc import Callable, Iterator, Sequence
from types import ModuleType
from typing import Any, Generic, Literal, Protocol, SupportsIndex, TypeAlias, overload
from typing_extensions import Buffer, Self, TypeVar
from ..typing import ArrayLike, DTypeLike, NDArray
from .. import _CopyMode, __array_namespace_info__, bfloat16, bool, bool_, broadcast, busdaycalendar, byte, bytes_, cdouble, character, clongdouble, complex128, complex64, complexfloating, csingle, datetime64, double, dtype, errstate, finfo, flatiter, flexible, float16, float32, float64, floating, generic, half, iinfo, inexact, int16, int32, int64, int8, int_, intc, integer, intp, long, longdouble, longlong, matrix, memmap, ndarray, ndenumerate, ndindex, nditer, number, object_, poly1d, printoptions, recarray, record, short, signedinteger, single, str_, timedelta64, ubyte, ufunc, uint, uint16, uint32, uint64, uint8, uintc, uintp, ulong, ulonglong, unsignedinteger, ushort, vectorize, void
__all__ = ['byte_bounds', 'normalize_axis_index', 'normalize_axis_tuple']


def byte_bounds(a: Any) -> Any: ...
def normalize_axis_index(axis: Any, ndim: Any, msg_prefix: Any = ...) -> Any: ...
def normalize_axis_tuple(axis: Any, ndim: Any, argname: Any = ..., allow_duplicate: Any = ...) -> Any: ...
