# python tools/stubs.py
# mypy: disable-error-code="override, misc, type-var, overload-overlap"
import builtins
from collections.abc import Callable, Iterator, Sequence
from types import ModuleType
from typing import Any, Generic, Literal, Protocol, SupportsIndex, TypeAlias, overload
from typing_extensions import Buffer, Self, TypeVar
from .typing import ArrayLike, DTypeLike, NDArray
from . import _CopyMode, __array_namespace_info__, bfloat16, bool, bool_, broadcast, busdaycalendar, byte, bytes_, cdouble, character, clongdouble, complex128, complex64, complexfloating, csingle, datetime64, double, dtype, errstate, finfo, flatiter, flexible, float16, float32, float64, floating, generic, half, iinfo, inexact, int16, int32, int64, int8, int_, intc, integer, intp, long, longdouble, longlong, matrix, memmap, ndarray, ndenumerate, ndindex, nditer, number, object_, poly1d, printoptions, short, signedinteger, single, str_, timedelta64, ubyte, ufunc, uint, uint16, uint32, uint64, uint8, uintc, uintp, ulong, ulonglong, unsignedinteger, ushort, vectorize, void
from . import recarray as recarray
from . import record as record
__all__ = ['array', 'find_duplicate', 'format_parser', 'fromarrays', 'fromfile', 'fromrecords', 'fromstring', 'recarray', 'record']


def array(obj: Any, dtype: DTypeLike = ..., shape: Any = ..., offset: Any = ..., strides: Any = ..., formats: Any = ..., names: Any = ..., titles: Any = ..., aligned: Any = ..., byteorder: Any = ..., copy: Any = ...) -> Any: ...
def find_duplicate(list: Any) -> Any: ...
class format_parser:  # type: ignore
    def __init__(self, formats: Any, names: Any, titles: Any, aligned: Any = ..., byteorder: Any = ...) -> None: ...
def fromarrays(arrayList: Any, dtype: DTypeLike = ..., shape: Any = ..., formats: Any = ..., names: Any = ..., titles: Any = ..., aligned: Any = ..., byteorder: Any = ...) -> Any: ...
def fromfile(fd: Any, dtype: DTypeLike = ..., shape: Any = ..., offset: Any = ..., formats: Any = ..., names: Any = ..., titles: Any = ..., aligned: Any = ..., byteorder: Any = ...) -> NDArray[Any]: ...
def fromrecords(recList: Any, dtype: DTypeLike = ..., shape: Any = ..., formats: Any = ..., names: Any = ..., titles: Any = ..., aligned: Any = ..., byteorder: Any = ...) -> Any: ...
def fromstring(datastring: Any, dtype: DTypeLike = ..., shape: Any = ..., offset: Any = ..., formats: Any = ..., names: Any = ..., titles: Any = ..., aligned: Any = ..., byteorder: Any = ...) -> Any: ...


