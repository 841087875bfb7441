"""Discrete Fourier transforms: NumPy's `numpy.fft`.

The transforms of one vector are generalised ufuncs of the runtime; lengths, norms and axes are settled here.
"""

from .. import _docs
from .._docs import fft as _texts
from .._overrides import publish
from ._frequencies import fftfreq, fftshift, ifftshift, rfftfreq
from ._transforms import (fft, fft2, fftn, hfft, ifft, ifft2, ifftn, ihfft, irfft, irfft2, irfftn, rfft, rfft2, rfftn)

__all__ = ['fft', 'ifft', 'rfft', 'irfft', 'hfft', 'ihfft', 'rfftn', 'irfftn', 'rfft2', 'irfft2', 'fft2', 'ifft2', 'fftn', 'ifftn',
           'fftshift', 'ifftshift', 'fftfreq', 'rfftfreq']

_docs.describe_all(globals(), _texts.DOCS)
publish(globals())
