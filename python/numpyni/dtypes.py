"""The classes of dtypes, one for each kind: NumPy's `dtypes` module."""

from ._dtype_object import classes as _classes

globals().update(_classes)
ByteDType, UByteDType, ShortDType, UShortDType = Int8DType, UInt8DType, Int16DType, UInt16DType        # noqa: F821
IntDType, UIntDType, LongDType, ULongDType = Int32DType, UInt32DType, Int64DType, UInt64DType          # noqa: F821
LongLongDType, ULongLongDType = Int64DType, UInt64DType                                                 # noqa: F821


class StringDType:
    """Strings of variable width (NEP 55): not implemented yet."""

    def __new__(cls, *args, **kwargs):
        raise NotImplementedError('numpyni.dtypes.StringDType')


__all__ = sorted([_name for _name in globals() if _name.endswith('DType')])
