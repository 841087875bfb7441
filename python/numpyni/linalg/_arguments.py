"""What the functions of linear algebra ask of their arguments, and how they call the runtime."""

from .. import _names as np
from .._ufuncs import by_name


class LinAlgError(ValueError):
    """A matrix for which a function of linear algebra has no result, or an argument that is no matrix."""


def with_wrap(a):
    """The argument as a plain array, and what gives a result its class."""
    new = np.asarray(a)
    if type(a) is np.ndarray or not hasattr(a, '__array_wrap__'):
        return new, _as_it_is
    return new, lambda result: a.__array_wrap__(np.asarray(result))


def _as_it_is(result):
    return result


def common(*arrays):
    """The dtype in which results come: of single precision where all arguments are, else of double.

    Integers and booleans count as double precision. Raises TypeError for other types.
    """
    single, is_complex = True, False
    for a in arrays:
        dtype = a.dtype
        if dtype.kind not in 'fc':
            if dtype.kind not in 'biu':
                raise TypeError(f'array type {dtype.name} is unsupported in linalg')
            single = False
        else:
            is_complex = is_complex or dtype.kind == 'c'
            real = dtype.itemsize // (2 if dtype.kind == 'c' else 1)
            if real not in (4, 8) or dtype.char not in 'fdFD':
                raise TypeError(f'array type {dtype.name} is unsupported in linalg')
            single = single and real == 4
    return np.dtype(('F' if single else 'D') if is_complex else ('f' if single else 'd'))


def real(dtype):
    """The dtype of absolute values."""
    return np.dtype({'F': 'f', 'D': 'd'}.get(dtype.char, dtype.char))


def two_dimensional(*arrays):
    """LinAlgError unless all arrays are matrices."""
    for a in arrays:
        if a.ndim != 2:
            raise LinAlgError(f'{a.ndim}-dimensional array given. Array must be two-dimensional')


def stacked(*arrays):
    """LinAlgError unless all arrays are matrices or stacks of them."""
    for a in arrays:
        if a.ndim < 2:
            raise LinAlgError(f'{a.ndim}-dimensional array given. Array must be at least two-dimensional')


def square(*arrays):
    """LinAlgError unless all arrays are square matrices or stacks of them."""
    stacked(*arrays)
    for a in arrays:
        if a.shape[-1] != a.shape[-2]:
            raise LinAlgError('Last 2 dimensions of the array must be square')


def finite(a):
    """LinAlgError if an element is infinite or no number."""
    if not np.isfinite(a).all():
        raise LinAlgError('Array must not contain infs or NaNs')


def is_empty(a):
    """Whether the matrices have no elements."""
    return a.size == 0 and a.shape[-1] * a.shape[-2] == 0


def compute(name, failure, dtype, *arrays):
    """Calls the runtime's function on arrays as `dtype`; `failure` is the LinAlgError's message, None where there is none."""
    function = by_name[name]
    arrays = [a if a.dtype == dtype else a.astype(dtype) for a in arrays]
    if failure is None:
        with np.errstate(all='ignore'):
            return function(*arrays)

    def fail(error, flag):
        raise LinAlgError(failure)

    with np.errstate(call=fail, invalid='call', over='ignore', divide='ignore', under='ignore'):
        return function(*arrays)


def transpose(a):
    """The matrices transposed."""
    return a.swapaxes(-1, -2)
