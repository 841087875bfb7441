"""Frequencies, and their order."""

from .. import _names as np

_INTEGERS = (int, np.integer)


def _rolled(x, axes, sign):
    x = np.asarray(x)
    if axes is None:
        axes = tuple(range(x.ndim))
    if isinstance(axes, _INTEGERS):
        return np.roll(x, sign * (x.shape[axes] // 2), axes)
    return np.roll(x, [sign * (x.shape[axis] // 2) for axis in axes], axes)


def fftshift(x, axes=None):
    """The zero frequency moved to the middle, along axes (None: all).

    >>> import numpyni as np
    >>> np.fft.fftshift(np.fft.fftfreq(5, 0.2))
    array([-2., -1.,  0.,  1.,  2.])
    """
    return _rolled(x, axes, 1)


def ifftshift(x, axes=None):
    """The inverse of `fftshift`; they differ for odd lengths."""
    return _rolled(x, axes, -1)


def fftfreq(n, d=1.0, device=None, *, dtype=None):
    """The frequencies of a transform of `n` samples, `d` apart: 0, 1, ..., -2, -1 over `n * d`."""
    if not isinstance(n, _INTEGERS):
        raise ValueError('n should be an integer')
    middle = (n - 1) // 2 + 1
    numbers = np.concatenate([np.arange(0, middle, dtype=int), np.arange(-(n // 2), 0, dtype=int)])
    _check_device(device)
    return _as(numbers * (1.0 / (n * d)), dtype)


def rfftfreq(n, d=1.0, device=None, *, dtype=None):
    """The frequencies of a transform of `n` real samples, `d` apart: 0, 1, ..., n // 2 over `n * d`."""
    if not isinstance(n, _INTEGERS):
        raise ValueError('n should be an integer')
    _check_device(device)
    return _as(np.arange(0, n // 2 + 1, dtype=int) * (1.0 / (n * d)), dtype)


def _as(frequencies, dtype):
    """The frequencies as a real floating type (None: float64), which the array API standard lets one ask for since 2024.12."""
    if dtype is None:
        return frequencies
    if np.dtype(dtype).kind != 'f':
        raise ValueError(f'dtype must be a real floating type, not {np.dtype(dtype)}')
    return frequencies.astype(dtype)


def _check_device(device):
    if device not in (None, 'cpu'):
        raise ValueError(f'Device not understood. Only "cpu" is allowed, but received: {device}')
