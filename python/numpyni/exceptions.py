"""The exceptions and warnings of NumPy's `exceptions` module."""

__all__ = ['AxisError', 'ComplexWarning', 'DTypePromotionError', 'ModuleDeprecationWarning', 'RankWarning',
           'TooHardError', 'VisibleDeprecationWarning']


class ComplexWarning(RuntimeWarning):
    """A cast from complex to real drops the imaginary part."""


class ModuleDeprecationWarning(DeprecationWarning):
    """A module is deprecated."""


class VisibleDeprecationWarning(UserWarning):
    """A deprecation that users see by default."""


class RankWarning(RuntimeWarning):
    """A polynomial fit is badly conditioned."""


class TooHardError(RuntimeError):
    """A problem would take too long to solve."""


class DTypePromotionError(TypeError):
    """The dtypes have no common type."""


class AxisError(ValueError, IndexError):
    """An axis does not exist.

    `AxisError(axis, ndim, msg_prefix=None)` words the message; `AxisError(message)` takes it as it is.
    """

    __slots__ = ('_msg', 'axis', 'ndim')

    def __init__(self, axis, ndim=None, msg_prefix=None):
        if ndim is None and msg_prefix is None:
            self._msg, self.axis, self.ndim = axis, None, None
        else:
            self.axis, self.ndim = axis, ndim
            prefix = '' if msg_prefix is None else f'{msg_prefix}: '
            self._msg = f'{prefix}axis {axis} is out of bounds for array of dimension {ndim}'

    def __str__(self):
        return str(self._msg)

    def __reduce__(self):
        return AxisError, (self._msg,) if self.axis is None else (self.axis, self.ndim)


class UFuncTypeError(TypeError):
    """A ufunc has no loop for the operands, or the casting rule forbids the cast it needs."""


class NoLoop(UFuncTypeError):
    """A ufunc has no loop for the types of its operands."""


class ArrayMemoryError(MemoryError):
    """There is no memory for an array."""
