"""The kernels of examples/extensions, in C, C++, Rust, Cython and Pythran, against the same in plain Python
(tests/extensions/oracles.py).

The libraries are built once, and the same files serve every interpreter: `NUMPYNI_KERNELS` names a folder that keeps them between
runs of this suite. Those in Cython and Pythran are built where an interpreter has these. The one in Rust takes a minute to build:
it is built where such a folder is named.
"""

import importlib.util
import os
import random
import shutil
import subprocess
import sys
import sysconfig

import pytest

import numpyni as np

ROOT = os.environ.get('NUMPYNI_ROOT') or os.path.join(os.path.dirname(os.path.abspath(__file__)), os.pardir, os.pardir)
EXAMPLES = os.path.join(ROOT, 'examples', 'extensions')
sys.path.insert(0, os.path.join(ROOT, 'tests', 'extensions'))
import oracles  # noqa: E402

sys.path.pop(0)
FLAGS = ['-O2', '-Wall', '-Wextra', '-Werror', '-fPIC', '-shared', '-fvisibility=hidden', '-DNDEBUG',
         '-I', os.path.join(ROOT, 'numpyni-sys', 'include')]
LANGUAGES = ['c', 'cpp', 'rust', 'cython', 'pythran']
COMPILERS = {'c': ('cc', ['-std=c11'], 'kernels.c'), 'cpp': ('c++', ['-std=c++17'], 'kernels.cpp')}


GENERATORS = {'cython': ('Cython', 'kernels.pyx'), 'pythran': ('pythran', 'kernels.py')}


def fresh(library, language):
    """Whether a library is there, and newer than what it is made of."""
    sources = [os.path.join(place, name) for folder in (os.path.join(EXAMPLES, language), FLAGS[-1])
               for place, _, names in os.walk(folder) for name in names]
    return os.path.exists(library) and os.path.getmtime(library) > max(map(os.path.getmtime, sources))


def build(language, folder):
    """The library of a language's kernels, compiled unless it is there; skips where the compiler is missing."""
    library = os.path.join(folder, language + '.numpyni.so')
    if fresh(library, language):
        return library
    if language == 'rust':
        if shutil.which('cargo') is None or 'NUMPYNI_KERNELS' not in os.environ:
            pytest.skip('no cargo, or no folder that keeps its results (NUMPYNI_KERNELS)')
        target = os.path.join(folder, 'target')
        subprocess.run(['cargo', 'build', '--release', '--quiet', '--target-dir', target], cwd=os.path.join(EXAMPLES, 'rust'),
                       check=True)
        made = os.path.join(target, 'release', 'libkernels.so')
    elif language in GENERATORS:
        package, source = GENERATORS[language]
        if importlib.util.find_spec(package) is None:
            pytest.skip('no ' + package)
        if language == 'cython' and not os.path.exists(os.path.join(sysconfig.get_paths()['include'], 'Python.h')):
            pytest.skip('no Python.h')
        place = os.path.join(folder, language)
        os.makedirs(place, exist_ok=True)
        source = shutil.copy(os.path.join(EXAMPLES, language, source), place)
        subprocess.run([sys.executable, '-m', 'numpyni', language, source], check=True)
        made = os.path.join(place, 'kernels.numpyni.so')
    else:
        compiler, flags, source = COMPILERS[language]
        if shutil.which(compiler) is None:
            pytest.skip('no ' + compiler)
        made = os.path.join(folder, language + '.so')
        subprocess.run([compiler, *flags, *FLAGS, os.path.join(EXAMPLES, language, source), '-o', made, '-lm'], check=True)
    shutil.copy(made, library)
    return library


@pytest.fixture(scope='session')
def kernels(tmp_path_factory):
    """The modules by language."""
    folder = os.environ.get('NUMPYNI_KERNELS') or str(tmp_path_factory.mktemp('kernels'))
    os.makedirs(folder, exist_ok=True)
    loaded = {}

    def get(language):
        if language not in loaded:
            loaded[language] = np.load_extension(build(language, folder))
        return loaded[language]
    return get


def numbers(*shape):
    """Random numbers: nested lists."""
    if not shape:
        return random.uniform(-1, 1)
    return [numbers(*shape[1:]) for _ in range(shape[0])]


def close(result, expected):
    assert np.allclose(np.asarray(result), np.asarray(expected), rtol=1e-12, atol=1e-12)


@pytest.mark.parametrize('language', LANGUAGES)
def test_no_library_refers_to_python(kernels, language):
    symbols = subprocess.run(['nm', '-D', kernels(language).__file__], stdout=subprocess.PIPE, universal_newlines=True).stdout
    assert 'numpyni_extension' in symbols and ' Py' not in symbols and '_Py' not in symbols


@pytest.mark.parametrize('language', LANGUAGES)
@pytest.mark.parametrize('n', [0, 1, 7, 1000])
def test_asum(kernels, language, n):
    values = numbers(n)
    a = np.array(values)
    for x, expected in [(a, values), (a[::-1], values[::-1]), (a[::3], values[::3]), (a.astype('>f8'), values)]:
        assert kernels(language).asum(x) == oracles.asum(expected)


def test_nbody(kernels):
    x, v, mass = numbers(5, 3), numbers(5, 3), [1.0, 2.0, 0.5, 1.5, 3.0]
    a, b = np.array(x), np.array(v)
    kernels('c').nbody(a, b, np.array(mass), 0.01, 20)
    oracles.nbody(x, v, mass, 0.01, 20)
    close(a, x)
    close(b, v)
    with pytest.raises(ValueError, match=r'shape \(n, 3\)'):
        kernels('c').nbody(a, b, np.zeros(4), 0.01, 1)
    with pytest.raises(ValueError, match=r"nbody\(\) argument 2 \('v'\): expected memory of its own"):
        kernels('c').nbody(a, a, np.array(mass), 0.01, 1)


@pytest.mark.parametrize('shape', [(0, 0), (2, 5), (3, 3), (9, 14)])
@pytest.mark.parametrize('language', ['c', 'cython', 'pythran'])
def test_jacobi(kernels, language, shape):
    x = numbers(*shape)
    a, out, expected = np.array(x).reshape(shape), np.zeros(shape), [[0.0] * shape[1] for _ in range(shape[0])]
    assert kernels(language).jacobi(a, out) == oracles.jacobi(x, expected)
    assert out.tolist() == expected
    kernels(language).jacobi(a.T, out.T)
    close(out, expected)


@pytest.mark.parametrize('shape', [(2, 2, 2), (3, 4, 5), (6, 5, 4)])
def test_heat3d(kernels, shape):
    x = numbers(*shape)
    a, out = np.array(x), np.zeros(shape)
    kernels('rust').heat3d(a, out)
    assert out.tolist() == oracles.heat3d(x)
    kernels('rust').heat3d(a, out=a)        # x is read first
    assert a.tolist() == out.tolist()
    with pytest.raises(ValueError, match='x and out differ in shape'):
        kernels('rust').heat3d(a, out[1:])


def test_mandelbrot(kernels):
    made = kernels('cpp').mandelbrot(-2 - 1.2j, 0.7 + 1.2j, 12, 17, 60)
    assert made.dtype == np.int64 and made.tolist() == oracles.mandelbrot(-2 - 1.2j, 0.7 + 1.2j, 12, 17, 60)
    with pytest.raises(ValueError, match='too big'):
        kernels('cpp').mandelbrot(0j, 1j, 1 << 40, 1 << 40, 1)


@pytest.mark.parametrize('language', ['cpp', 'cython'])
def test_nearest(kernels, language):
    x, y = numbers(6, 3), numbers(3)
    distance, row = kernels(language).nearest(np.array(x), np.array(y))
    expected = [each[0] for each in oracles.distances(x, [y])]
    close(distance, min(expected))
    assert row == expected.index(min(expected))
    assert kernels(language).nearest(to=np.array(y), points=np.array(x))[1] == row
    with pytest.raises(ValueError, match='differ in dimensions'):
        kernels(language).nearest(np.array(x), np.zeros(2))


@pytest.mark.parametrize('language', ['rust', 'pythran'])
def test_distances(kernels, language):
    x, y = numbers(6, 3), numbers(4, 3)
    distances = kernels(language).distances
    expected = oracles.distances(x, y)
    close(distances(np.array(x), np.array(y)), expected)
    close(distances(np.asfortranarray(np.array(x)), np.array(y)), expected)
    close(distances(np.array(x), np.repeat(np.array(y), 2, axis=1)[:, ::2]), expected)
    with pytest.raises(ValueError, match='rows of 3 and of 2 numbers'):
        distances(np.array(x), np.zeros((2, 2)))


@pytest.mark.parametrize('window', [1, 2, 5, 30])
def test_moving_median(kernels, window):
    x = numbers(30)
    assert kernels('cpp').moving_median(np.array(x), window).tolist() == oracles.moving_median(x, window)
    with pytest.raises(ValueError, match='the window must be'):
        kernels('cpp').moving_median(np.array(x), 31)


def test_parse_numbers(kernels):
    text = '1,-2.5,+3.125\n0,1000000.5'
    parse = kernels('c').parse_numbers
    assert parse(np.frombuffer(text.encode(), np.uint8)).tolist() == oracles.parse_numbers(text)
    assert parse(text.encode()).tolist() == oracles.parse_numbers(text)         # any buffer of bytes
    for wrong in ('', '1,,2', '1,x', '--1', '1 2', '.', '1,'):
        with pytest.raises(ValueError, match='a decimal number is expected'):
            parse(np.array(list(wrong.encode()), np.uint8))


def test_random_walk(kernels):
    walk, end, furthest = kernels('rust').random_walk(500, 42)
    expected = oracles.random_walk(500, 42)
    assert (walk.tolist(), end, furthest) == expected
    assert kernels('rust').random_walk(0, 1)[0].shape == (0,)
    with pytest.raises(ValueError, match='n must not be negative'):
        kernels('rust').random_walk(-1, 1)


@pytest.mark.parametrize('language', ['rust', 'pythran'])
def test_periodogram(kernels, language):
    x, frequencies = numbers(200), [0.0, 0.1, 1.0, 3.0]
    made = kernels(language).periodogram(np.array(x), np.array(frequencies))
    assert np.allclose(made, oracles.periodogram(x, frequencies), rtol=1e-9, atol=1e-9)


def test_pythran_results_of_all_kinds(kernels):
    k = kernels('pythran')
    a = np.array([[3.0, 1.0], [2.0, 5.0], [4.0, 0.0]])
    for x in (a, a.T.copy().T):
        least, greatest, first, last, values = k.extremes(x, 1)
        assert (least, greatest, first, last) == (0, 5, 2, 1) and values.tolist() == [1, 5, 0]
        values[0] = 7       # a copy
        assert x[0, 1] == 1
    assert k.asum(np.ones(3, np.float32)) == 3
    for x, factor, dtype in [(1, 2, 'float64'), (1, 2j, 'complex128'), (1j, 2.0, 'complex128'), (1j, 2j, 'complex128')]:
        made = k.scaled(np.full(3, x, np.complex128 if x == 1j else np.float64), factor)
        assert made.dtype == dtype and made.tolist() == [x * factor] * 3
    made = k.scaled(np.ones(100000), 3)
    part = made[5:]
    del made
    assert part[-1] == 3


def test_pythran_arguments_that_are_written(kernels):
    fill = kernels('pythran').fill
    a = np.zeros((2, 3, 4), np.int32)
    assert fill(a, 7) is None and a.tolist() == np.full((2, 3, 4), 7).tolist()
    with pytest.raises(ValueError, match=r"fill\(\) argument 1 \('x'\): expected an array that is C-contiguous"):
        fill(a[:, ::2], 7)
    with pytest.raises(OverflowError, match='out of the bounds of its type'):
        fill(a, 1 << 31)


@pytest.mark.parametrize('line, said', [('', 'no line'), ('#pythran export f(int list)', 'neither a number nor an array'),
                                        ('#pythran export f(int), f(int16)', 'take the same types')])
def test_pythran_modules_that_are_refused(tmp_path, line, said):
    pytest.importorskip('pythran')
    (tmp_path / 'kernel.py').write_text(line + '\ndef f(x):\n    return x\n')
    failed = subprocess.run([sys.executable, '-m', 'numpyni', 'pythran', str(tmp_path / 'kernel.py')], stderr=subprocess.PIPE,
                            universal_newlines=True)
    assert failed.returncode and said in failed.stderr


def test_a_panic_is_an_exception(kernels):
    for i in (3, -1):
        with pytest.raises(SystemError, match=r'at\(\) panicked: .*out of bounds'):
            kernels('rust').at(np.zeros(3), i)


def test_a_ufunc_of_a_plain_function(kernels):
    x = np.array([[-1.0, 0.0], [1.0, 700.0]])
    close(kernels('c').softplus(x.T), np.log1p(np.exp(-abs(x.T))) + np.maximum(x.T, 0))


def test_the_flags_for_a_compiler(capsys):
    from numpyni.__main__ import main
    main(['config', '--cflags'])
    said = capsys.readouterr().out.split()
    assert '-fPIC' in said and os.path.exists(os.path.join(said[0][2:], 'numpyni.h'))
    with pytest.raises(SystemExit, match='--cflags'):
        main(['config', '--nonsense'])
