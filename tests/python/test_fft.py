"""`numpyni.fft` against the sum that defines it; lengths, norms, axes, `out`, dtypes, errors."""

import cmath

import pytest

import numpyni as np

fft = np.fft


def transform(x, sign=-1):
    """The discrete Fourier transform, from its definition."""
    n = len(x)
    return [sum(value * cmath.exp(sign * 2j * cmath.pi * j * k / n) for j, value in enumerate(x)) for k in range(n)]


def signal(n):
    return [((7 * i + 3) % 11) - 5 + 1j * ((5 * i + 1) % 7) for i in range(n)]


def close(x, y, tolerance=1e-10):
    x, y = np.asarray(x), np.asarray(y)
    assert x.shape == y.shape
    assert float(abs(x - y).max(initial=0)) < tolerance


@pytest.mark.parametrize('n', [1, 2, 3, 4, 5, 7, 8, 12, 13, 16, 31, 60, 97])
def test_transforms_of_every_length(n):
    x = signal(n)
    close(fft.fft(x), transform(x))
    close(fft.ifft(x), [value / n for value in transform(x, 1)])
    real = [value.real for value in x]
    close(fft.rfft(real), transform(real)[:n // 2 + 1])
    close(fft.irfft(fft.rfft(real), n), real)
    close(fft.ihfft(real), np.conj(fft.rfft(real)) / n)
    close(fft.hfft(fft.ihfft(real), n), real)


@pytest.mark.parametrize('norm, factor', [(None, 1), ('backward', 1), ('ortho', 6 ** 0.5), ('forward', 6)])
def test_norms(norm, factor):
    x = signal(6)
    close(fft.fft(x, norm=norm), [value / factor for value in transform(x)])
    close(fft.ifft(fft.fft(x, norm=norm), norm=norm), x)
    close(fft.irfft(fft.rfft([1.0, 2, 3, 4, 5, 6], norm=norm), norm=norm), [1, 2, 3, 4, 5, 6])
    close(fft.ifftn(fft.fftn(np.array([x, x]), norm=norm), norm=norm), [x, x])


def test_lengths_cut_and_pad():
    x = signal(5)
    close(fft.fft(x, 3), transform(x[:3]))
    close(fft.fft(x, 8), transform(x + [0] * 3))
    close(fft.rfft([1.0, 2, 3], 6), transform([1, 2, 3, 0, 0, 0])[:4])
    close(fft.irfft([1, 2], 6), fft.irfft([1, 2, 0, 0]))
    assert fft.irfft([1, 2 + 1j]).tolist() == fft.irfft([1 + 5j, 2 + 7j]).tolist()      # what must be real is taken so


def test_axes():
    a = np.array(signal(24)).reshape(2, 3, 4)
    for axis in range(-3, 3):
        close(fft.fft(a, axis=axis), np.moveaxis(fft.fft(np.moveaxis(a, axis, -1)), -1, axis))
    close(fft.fft2(a), fft.fft(fft.fft(a, axis=-1), axis=-2))
    close(fft.fftn(a, axes=(0, 2)), fft.fft(fft.fft(a, axis=2), axis=0))
    close(fft.fftn(a, (2, 5), axes=(0, 1)), fft.fft(fft.fft(a, 5, axis=1), 2, axis=0))
    close(fft.ifftn(fft.fftn(a)), a)
    close(fft.irfftn(fft.rfftn(a.real), a.shape, axes=(0, 1, 2)), a.real)
    close(fft.irfft2(fft.rfft2(a.real)), a.real)
    for view in (a[:, ::-1], a.T, np.asfortranarray(a), a[..., ::2], a.astype('>c16')):
        close(fft.fft(view), fft.fft(view.copy()))


def test_out():
    a = np.array(signal(12)).reshape(3, 4)
    for out in (np.zeros((3, 4), 'c16'), np.zeros((3, 4), 'c16', order='F'), np.zeros((6, 8), 'c16')[::2, ::-2], np.zeros((3, 4), 'c8')):
        assert fft.fft(a, out=out) is out
        close(out, fft.fft(a), 1e-4)
    expected = fft.fft(a)
    assert fft.fft(a, out=a) is a
    close(a, expected)
    out = np.zeros((3, 3), 'c16')
    assert fft.rfft(a.real, out=out) is out
    close(out, fft.rfft(a.real))
    with pytest.raises(ValueError, match='output array has wrong shape.'):
        fft.fft(a, out=np.zeros((3, 5), 'c16'))
    with pytest.raises(TypeError):
        fft.fft(a, out=np.zeros((3, 4)))


@pytest.mark.parametrize('dtype, forward, inverse', [
    ('f2', 'c8', 'f2'), ('f4', 'c8', 'f4'), ('f8', 'c16', 'f8'), ('c8', 'c8', 'f4'), ('c16', 'c16', 'f8'), ('i4', 'c16', 'f8'),
    ('?', 'c16', 'f8')])
def test_dtypes(dtype, forward, inverse):
    a = np.array([1, 0, 1, 1], dtype=dtype)
    assert fft.fft(a).dtype == fft.ifft(a).dtype == forward
    assert fft.irfft(a).dtype == inverse
    close(fft.fft(a), transform([1, 0, 1, 1]), 1e-5)
    if dtype[0] != 'c':
        assert fft.rfft(a).dtype == forward


def test_empty_and_errors():
    assert fft.fft(np.zeros((0, 4))).shape == (0, 4) and fft.rfft(np.zeros((2, 0, 4))).shape == (2, 0, 3)
    for call in (lambda: fft.fft([]), lambda: fft.fft([1, 2], 0), lambda: fft.irfft([1])):
        with pytest.raises(ValueError, match='Invalid number of FFT data points'):
            call()
    with pytest.raises(ValueError, match='Invalid norm value x; should be "backward", "ortho" or "forward".'):
        fft.fft([1, 2], norm='x')
    with pytest.raises(TypeError):
        fft.rfft([1j, 2])
    with pytest.raises(ValueError, match='Shape and axes have different lengths.'):
        fft.fftn(np.zeros((2, 2)), (1, 2), axes=(0,))
    with pytest.raises(IndexError):
        fft.fft([1, 2], axis=3)


def test_frequencies():
    assert fft.fftfreq(5).tolist() == [0, 0.2, 0.4, -0.4, -0.2] and fft.fftfreq(4, 0.5).tolist() == [0, 0.5, -1, -0.5]
    assert fft.fftfreq(4, dtype=np.float32).dtype == fft.rfftfreq(4, dtype='f4').dtype == np.float32
    assert fft.rfftfreq(5, 0.2).tolist() == [0, 1, 2] and fft.rfftfreq(4).tolist() == [0, 0.25, 0.5]
    assert fft.fftshift([0, 1, 2, -2, -1]).tolist() == [-2, -1, 0, 1, 2]
    assert fft.ifftshift(fft.fftshift(np.arange(7))).tolist() == list(range(7))
    a = np.arange(6).reshape(2, 3)
    assert fft.fftshift(a, axes=1).tolist() == [[2, 0, 1], [5, 3, 4]] and fft.fftshift(a, axes=(0, 1)).tolist() == [[5, 3, 4], [2, 0, 1]]
    with pytest.raises(ValueError):
        fft.fftfreq(2.5)
    with pytest.raises(ValueError, match='real floating type'):
        fft.fftfreq(4, dtype=int)
