"""The transforms of vectors, and of arrays axis by axis."""

import functools
import warnings

from .. import _names as np
from .._index import normalize_axis
from .._ufuncs import by_name

_INVERSE = {None: 'forward', 'backward': 'forward', 'ortho': 'ortho', 'forward': 'backward'}


def _inverted(norm):
    """The norm of the transform in the other direction."""
    try:
        return _INVERSE[norm]
    except KeyError:
        raise ValueError(f'Invalid norm value {norm}; should be "backward", "ortho" or "forward".') from None


@functools.lru_cache(maxsize=None)
def _dtypes(dtype):
    """The dtypes of the factor and of complex results."""
    real = np.zeros(0, dtype).real.dtype
    return np.result_type(real, 1.0), np.result_type(dtype, 1j)


def _factor(norm, n, dtype):
    if norm is None or norm == 'backward':
        return dtype.type(1)
    if norm == 'ortho':
        return np.reciprocal(np.sqrt(n, dtype=dtype))
    if norm == 'forward':
        return np.reciprocal(n, dtype=dtype)
    raise ValueError(f'Invalid norm value {norm}; should be "backward", "ortho" or "forward".')


def _transform(name, a, n, n_out, axis, norm, to_real, out):
    """Calls the runtime's transform, which gives real or complex numbers."""
    if n < 1:
        raise ValueError(f'Invalid number of FFT data points ({n}) specified.')
    real, complex_ = _dtypes(a.dtype)
    factor = _factor(norm, n, real)
    axis = normalize_axis(axis, a.ndim)
    if out is None:
        out = np.empty_like(a, shape=a.shape[:axis] + (n_out,) + a.shape[axis + 1:], dtype=real if to_real else complex_)
    elif getattr(out, 'shape', None) is not None and (len(out.shape) != a.ndim or out.shape[axis] != n_out):
        raise ValueError('output array has wrong shape.')
    if axis == a.ndim - 1:
        return by_name[name](a, factor, out=out)
    return by_name[name](a, factor, axes=[(axis,), (), (axis,)], out=out)


def fft(a, n=None, axis=-1, norm=None, out=None):
    """The Fourier transform along an axis, cut or padded with zeroes to `n` elements.

    `norm`: 'backward' (or None: no factor), 'ortho' (1/sqrt(n)) or 'forward' (1/n).

    >>> import numpyni as np
    >>> np.fft.fft([1.0, 0.0, 0.0, 0.0])
    array([1.+0.j, 1.+0.j, 1.+0.j, 1.+0.j])
    """
    a = np.asarray(a)
    n = a.shape[axis] if n is None else n
    return _transform('_fft', a, n, n, axis, norm, False, out)


def ifft(a, n=None, axis=-1, norm=None, out=None):
    """The inverse of `fft`; 'backward' has the factor 1/n."""
    a = np.asarray(a)
    n = a.shape[axis] if n is None else n
    return _transform('_ifft', a, n, n, axis, _inverted(norm), False, out)


def rfft(a, n=None, axis=-1, norm=None, out=None):
    """The first n//2 + 1 elements of the transform of real numbers; the others are their conjugates."""
    a = np.asarray(a)
    n = a.shape[axis] if n is None else n
    return _transform('_rfft_n_odd' if n % 2 else '_rfft_n_even', a, n, n // 2 + 1, axis, norm, False, out)


def irfft(a, n=None, axis=-1, norm=None, out=None):
    """The inverse of `rfft`: `n` real numbers, by default 2 * (m - 1) for `m` elements."""
    a = np.asarray(a)
    n = (a.shape[axis] - 1) * 2 if n is None else n
    return _transform('_irfft', a, n, n, axis, _inverted(norm), True, out)


def hfft(a, n=None, axis=-1, norm=None, out=None):
    """The transform, which is real, of a signal whose second half is the conjugate of the first."""
    a = np.asarray(a)
    n = (a.shape[axis] - 1) * 2 if n is None else n
    return irfft(np.conjugate(a), n, axis, norm=_inverted(norm), out=out)


def ihfft(a, n=None, axis=-1, norm=None, out=None):
    """The inverse of `hfft`."""
    a = np.asarray(a)
    n = a.shape[axis] if n is None else n
    out = rfft(a, n, axis, norm=_inverted(norm), out=out)
    return np.conjugate(out, out=out)


def _lengths_and_axes(a, s, axes, real_inverse=False):
    """The lengths and axes of a transform along several axes."""
    given = s is not None
    if not given:
        s = a.shape if axes is None else [a.shape[axis] for axis in axes]
    s = list(s)
    if axes is None:
        if given:
            warnings.warn('`axes` should not be `None` if `s` is not `None` (Deprecated in NumPy 2.0). In a future version of NumPy, '
                          'this will raise an error and `s[i]` will correspond to the size along the transformed axis specified by '
                          '`axes[i]`. To retain current behaviour, pass a sequence [0, ..., k-1] to `axes` for an array of dimension '
                          'k.', DeprecationWarning, stacklevel=4)
        axes = list(range(-len(s), 0))
    if len(s) != len(axes):
        raise ValueError('Shape and axes have different lengths.')
    if real_inverse and not given:
        s[-1] = (a.shape[axes[-1]] - 1) * 2
    if None in s:
        warnings.warn('Passing an array containing `None` values to `s` is deprecated in NumPy 2.0 and will raise an error in a future '
                      'version of NumPy. To use the default behaviour of the corresponding 1-D transform, pass the value matching the '
                      'default for its `n` parameter. To use the default behaviour for every axis, the `s` argument can be omitted.',
                      DeprecationWarning, stacklevel=4)
    return [a.shape[axis] if n == -1 else n for n, axis in zip(s, axes)], axes


def _along_all(function, a, s, axes, norm, out):
    a = np.asarray(a)
    s, axes = _lengths_and_axes(a, s, axes)
    for n, axis in reversed(list(zip(s, axes))):
        a = function(a, n=n, axis=axis, norm=norm, out=out)
    return a


def fftn(a, s=None, axes=None, norm=None, out=None):
    """`fft` along several axes (None: all), to the lengths `s`."""
    return _along_all(fft, a, s, axes, norm, out)


def ifftn(a, s=None, axes=None, norm=None, out=None):
    """The inverse of `fftn`."""
    return _along_all(ifft, a, s, axes, norm, out)


def fft2(a, s=None, axes=(-2, -1), norm=None, out=None):
    """`fftn` along two axes."""
    return _along_all(fft, a, s, axes, norm, out)


def ifft2(a, s=None, axes=(-2, -1), norm=None, out=None):
    """The inverse of `fft2`."""
    return _along_all(ifft, a, s, axes, norm, out)


def rfftn(a, s=None, axes=None, norm=None, out=None):
    """`rfft` along the last of several axes (None: all), `fft` along the others."""
    return _real_along_all(a, s, axes, norm, out)


def rfft2(a, s=None, axes=(-2, -1), norm=None, out=None):
    """`rfftn` along two axes."""
    return _real_along_all(a, s, axes, norm, out)


def _real_along_all(a, s, axes, norm, out):
    a = np.asarray(a)
    s, axes = _lengths_and_axes(a, s, axes)
    a = rfft(a, s[-1], axes[-1], norm, out=out)
    for n, axis in reversed(list(zip(s[:-1], axes[:-1]))):
        a = fft(a, n, axis, norm, out=out)
    return a


def irfftn(a, s=None, axes=None, norm=None, out=None):
    """The inverse of `rfftn`."""
    return _real_inverse_along_all(a, s, axes, norm, out)


def irfft2(a, s=None, axes=(-2, -1), norm=None, out=None):
    """The inverse of `rfft2`."""
    return _real_inverse_along_all(a, s, axes, norm, out)


def _real_inverse_along_all(a, s, axes, norm, out):
    a = np.asarray(a)
    s, axes = _lengths_and_axes(a, s, axes, real_inverse=True)
    for n, axis in zip(s[:-1], axes[:-1]):
        a = ifft(a, n, axis, norm)
    return irfft(a, s[-1], axes[-1], norm, out=out)
