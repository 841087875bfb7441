# python tools/stubs.py
# mypy: disable-error-code="override, misc, type-var, overload-overlap"
import builtins
from collections.abc import Callable, Iterator, Sequence
from types import ModuleType
from typing import Any, Generic, Literal, Protocol, SupportsIndex, TypeAlias, overload
from typing_extensions import Buffer, Self, TypeVar
from .. import dtype, generic, ndarray
__all__ = ['ArrayLike', 'DTypeLike', 'NBitBase', 'NDArray']

_ScalarT = TypeVar("_ScalarT", bound=generic)

class _SupportsArray(Protocol):
    def __array__(self) -> ndarray[Any, Any]: ...

ArrayLike: TypeAlias = complex | str | bytes | generic | Buffer | _SupportsArray | Sequence[Any] | ndarray[Any, Any]
DTypeLike: TypeAlias = type[Any] | dtype[Any] | str | tuple[Any, ...] | list[Any] | dict[str, Any] | None
NDArray: TypeAlias = ndarray[tuple[Any, ...], dtype[_ScalarT]]

class NBitBase: ...
