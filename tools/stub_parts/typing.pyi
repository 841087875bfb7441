_ScalarT = TypeVar("_ScalarT", bound=generic)

class _SupportsArray(Protocol):
    def __array__(self) -> ndarray[Any, Any]: ...

ArrayLike: TypeAlias = complex | str | bytes | generic | Buffer | _SupportsArray | Sequence[Any] | ndarray[Any, Any]
DTypeLike: TypeAlias = type[Any] | dtype[Any] | str | tuple[Any, ...] | list[Any] | dict[str, Any] | None
NDArray: TypeAlias = ndarray[tuple[Any, ...], dtype[_ScalarT]]

class NBitBase: ...
