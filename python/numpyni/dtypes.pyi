# python tools/stubs.py
# mypy: disable-error-code="override, misc, type-var, overload-overlap"
import builtins
from collections.abc import Callable, Iterator, Sequence
from types import ModuleType
from typing import Any, Generic, Literal, Protocol, SupportsIndex, TypeAlias, overload
from typing_extensions import Buffer, Self, TypeVar
from .typing import ArrayLike, DTypeLike, NDArray
from . import _CopyMode, __array_namespace_info__, bfloat16, bool, bool_, broadcast, busdaycalendar, byte, bytes_, cdouble, character, clongdouble, complex128, complex64, complexfloating, csingle, datetime64, double, dtype, errstate, finfo, flatiter, flexible, float16, float32, float64, floating, generic, half, iinfo, inexact, int16, int32, int64, int8, int_, intc, integer, intp, long, longdouble, longlong, matrix, memmap, ndarray, ndenumerate, ndindex, nditer, number, object_, poly1d, printoptions, recarray, record, short, signedinteger, single, str_, timedelta64, ubyte, ufunc, uint, uint16, uint32, uint64, uint8, uintc, uintp, ulong, ulonglong, unsignedinteger, ushort, vectorize, void
__all__ = ['BFloat16DType', 'BoolDType', 'ByteDType', 'BytesDType', 'Complex128DType', 'Complex64DType', 'DateTime64DType', 'Float16DType', 'Float32DType', 'Float64DType', 'Int16DType', 'Int32DType', 'Int64DType', 'Int8DType', 'IntDType', 'LongDType', 'LongLongDType', 'ObjectDType', 'ShortDType', 'StrDType', 'TimeDelta64DType', 'UByteDType', 'UInt16DType', 'UInt32DType', 'UInt64DType', 'UInt8DType', 'UIntDType', 'ULongDType', 'ULongLongDType', 'UShortDType', 'VoidDType']


class BFloat16DType(dtype):  # type: ignore
    type: Any
class BoolDType(dtype):  # type: ignore
    type: Any
ByteDType = Int8DType
class BytesDType(dtype):  # type: ignore
    type: Any
class Complex128DType(dtype):  # type: ignore
    type: Any
class Complex64DType(dtype):  # type: ignore
    type: Any
class DateTime64DType(dtype):  # type: ignore
    type: Any
class Float16DType(dtype):  # type: ignore
    type: Any
class Float32DType(dtype):  # type: ignore
    type: Any
class Float64DType(dtype):  # type: ignore
    type: Any
class Int16DType(dtype):  # type: ignore
    type: Any
class Int32DType(dtype):  # type: ignore
    type: Any
class Int64DType(dtype):  # type: ignore
    type: Any
class Int8DType(dtype):  # type: ignore
    type: Any
IntDType = Int32DType
LongDType = Int64DType
LongLongDType = Int64DType
class ObjectDType(dtype):  # type: ignore
    type: Any
ShortDType = Int16DType
class StrDType(dtype):  # type: ignore
    type: Any
class TimeDelta64DType(dtype):  # type: ignore
    type: Any
UByteDType = UInt8DType
class UInt16DType(dtype):  # type: ignore
    type: Any
class UInt32DType(dtype):  # type: ignore
    type: Any
class UInt64DType(dtype):  # type: ignore
    type: Any
class UInt8DType(dtype):  # type: ignore
    type: Any
UIntDType = UInt32DType
ULongDType = UInt64DType
ULongLongDType = UInt64DType
UShortDType = UInt16DType
class VoidDType(dtype):  # type: ignore
    type: Any
