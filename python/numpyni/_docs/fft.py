"""What docstrings say of the functions of `fft`: shape, dtype and errors; an example."""

DOCS = {
    'fft': '''complex, `n` along `axis`; ValueError where `n` is not positive

>>> np.fft.fft([1.0, 0.0, 0.0])
array([1.+0.j, 1.+0.j, 1.+0.j])
''',
    'ifft': '''complex, `n` along `axis`

>>> np.fft.ifft([2.0, 0.0])
array([1.+0.j, 1.+0.j])
''',
    'fft2': '''complex, over two axes

>>> np.fft.fft2([[1.0, 0.0], [0.0, 0.0]])
array([[1.+0.j, 1.+0.j],
       [1.+0.j, 1.+0.j]])
''',
    'ifft2': '''complex, over two axes

>>> np.fft.ifft2([[4.0, 0.0], [0.0, 0.0]])
array([[1.+0.j, 1.+0.j],
       [1.+0.j, 1.+0.j]])
''',
    'fftn': '''complex, over `axes`; ValueError where `s` and `axes` differ in length

>>> np.fft.fftn([[1.0, 0.0], [0.0, 0.0]])
array([[1.+0.j, 1.+0.j],
       [1.+0.j, 1.+0.j]])
''',
    'ifftn': '''complex, over `axes`

>>> np.fft.ifftn([[4.0, 0.0], [0.0, 0.0]])
array([[1.+0.j, 1.+0.j],
       [1.+0.j, 1.+0.j]])
''',
    'rfft': '''complex, n // 2 + 1 along `axis`; TypeError of complex numbers

>>> np.fft.rfft([1.0, 0.0, 0.0])
array([1.+0.j, 1.+0.j])
''',
    'irfft': '''real, `n` along `axis`, 2 (m - 1) without it

>>> np.fft.irfft([2.0, 0.0])
array([1., 1.])
''',
    'rfft2': '''complex, the last axis halved

>>> np.fft.rfft2([[1.0, 0.0], [0.0, 0.0]])
array([[1.+0.j, 1.+0.j],
       [1.+0.j, 1.+0.j]])
''',
    'irfft2': '''real

>>> np.fft.irfft2([[4.0, 0.0], [0.0, 0.0]])
array([[1., 1.],
       [1., 1.]])
''',
    'rfftn': '''complex, the last axis halved

>>> np.fft.rfftn([[1.0, 0.0], [0.0, 0.0]])
array([[1.+0.j, 1.+0.j],
       [1.+0.j, 1.+0.j]])
''',
    'irfftn': '''real

>>> np.fft.irfftn([[4.0, 0.0], [0.0, 0.0]])
array([[1., 1.],
       [1., 1.]])
''',
    'hfft': '''real, of a signal with Hermitian symmetry

>>> np.fft.hfft([2.0, 0.0])
array([2., 2.])
''',
    'ihfft': '''complex, n // 2 + 1 along `axis`

>>> np.fft.ihfft([1.0, 1.0])
array([1.-0.j, 0.-0.j])
''',
    'fftfreq': '''(n,), float64; ValueError where `n` is no integer

>>> np.fft.fftfreq(4, 0.5)
array([ 0. ,  0.5, -1. , -0.5])
''',
    'rfftfreq': '''(n // 2 + 1,), float64

>>> np.fft.rfftfreq(4, 0.5)
array([0. , 0.5, 1. ])
''',
    'fftshift': '''the same shape

>>> np.fft.fftshift([0, 1, -2, -1])
array([-2, -1,  0,  1])
''',
    'ifftshift': '''the same shape

>>> np.fft.ifftshift([-2, -1, 0, 1])
array([ 0,  1, -2, -1])
''',
}
