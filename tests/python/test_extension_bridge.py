"""Extensions of CPython that take and give arrays by numpyni_python.h: in the C API, in HPy where it is installed, and by PyO3 where
`NUMPYNI_KERNELS` names a folder that keeps what Cargo builds."""

import array
import glob
import importlib.util
import os
import shutil
import subprocess
import sys
import sysconfig

import pytest

import numpyni as np

CC = shutil.which('cc') or shutil.which('gcc')
ROOT = os.environ.get('NUMPYNI_ROOT') or os.path.join(os.path.dirname(os.path.abspath(__file__)), os.pardir, os.pardir)
PYTHON = sysconfig.get_paths()['include']
pytestmark = pytest.mark.skipif(CC is None or np._host.name != 'cpython' or not os.path.exists(os.path.join(PYTHON, 'Python.h')),
                                reason='no C compiler, no Python.h, or not the native host')


def compiled(folder, name, *more):
    """The module of a file in tests/extensions."""
    library = str(folder / (name + sysconfig.get_config_var('EXT_SUFFIX')))
    source = os.path.join(ROOT, 'tests', 'extensions', name + '.c')
    subprocess.run([CC, '-O2', '-Wall', '-Wextra', '-Werror', '-fPIC', '-shared', '-I', os.path.join(ROOT, 'numpyni-sys', 'include'),
                    '-isystem', PYTHON, *more, source, '-o', library], check=True)
    return imported(name, library)


def imported(name, library):
    spec = importlib.util.spec_from_file_location(name, library)
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@pytest.fixture(scope='module')
def bridge(tmp_path_factory):
    return compiled(tmp_path_factory.mktemp('bridge'), 'bridge')


def test_arrays_of_ours_and_of_others(bridge):
    a = np.arange(6.0)
    for x in (a, a[::-1], a[::2], np.arange(12.0).reshape(3, 4)[:, 1], a[:0], array.array('d', [1, 2, 4])):
        assert bridge.asum(x) == sum(x)
    numpy = pytest.importorskip('numpy')
    b = numpy.arange(5.0)
    bridge.scale(b[::2], 10)
    assert bridge.asum(b) == 64 and b.tolist() == [0, 1, 20, 3, 40]


def test_what_is_written_is_the_array_itself(bridge):
    a, memory = np.arange(4.0), array.array('d', [1, 2])
    bridge.scale(a[1:], 2)
    bridge.scale(memory, 3)
    assert a.tolist() == [0, 2, 4, 6] and list(memory) == [3, 6]


def test_arrays_that_are_made(bridge):
    for n in (0, 1, 1000):
        made = bridge.squares(n)
        assert type(made) is np.ndarray and made.tolist() == [i * i for i in range(n)]
    with pytest.raises(ValueError, match='negative dimensions'):
        bridge.squares(-1)


def test_arrays_that_do_not_fit(bridge):
    readonly = np.arange(2.0)
    readonly.flags.writeable = False
    for x, said in [(np.zeros((2, 2)), 'another number of dimensions'), (np.zeros(2, np.float32), 'another dtype'),
                    (np.arange(2.0).astype('>f8'), 'another dtype'), (np.zeros(25, np.uint8)[1:].view(np.float64), 'not aligned'),
                    (['a'], 'another dtype')]:
        with pytest.raises(TypeError, match='an array with 1 dimension is needed, got one .*' + said):
            bridge.asum(x)
    assert bridge.asum(readonly) == 1
    with pytest.raises(TypeError, match='read-only'):
        bridge.scale(readonly, 2)

    class Broken:
        def __array__(self, dtype=None, copy=None):
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        bridge.asum(Broken())


def test_the_native_path(bridge):
    threads = sysconfig.get_config_var('Py_GIL_DISABLED')

    class Sub(np.ndarray):
        pass

    assert bridge.is_native(np.zeros(2)) is not bool(threads)
    assert not bridge.is_native(np.zeros(2).view(Sub)) and not bridge.is_native([1.0])
    assert bridge.asum(np.ones(2).view(Sub)) == 2


def test_hpy(tmp_path_factory):
    devel = importlib.util.find_spec('hpy.devel') if importlib.util.find_spec('hpy') else None
    if devel is None:
        pytest.skip('no HPy')
    place = devel.submodule_search_locations[0]
    sources = glob.glob(os.path.join(place, 'src', 'runtime', '*.c'))
    module = compiled(tmp_path_factory.mktemp('hpy'), 'bridge_hpy', '-DHPY_ABI_CPYTHON', '-Wno-unused-parameter', '-Wno-error',
                      '-isystem', os.path.join(place, 'include'), *sources)
    assert module.asum(np.arange(4.0)) == 6 and module.asum(np.arange(4.0)[::-2]) == 4
    with pytest.raises(TypeError, match='another dtype'):
        module.asum(np.zeros(2, int))


def test_pyo3(tmp_path):
    if shutil.which('cargo') is None or 'NUMPYNI_KERNELS' not in os.environ:
        pytest.skip('no cargo, or no folder that keeps its results (NUMPYNI_KERNELS)')
    if importlib.util.find_spec('hpy') is None:
        pytest.skip('it is built for one version of CPython, the one that has HPy')
    target = os.path.join(os.environ['NUMPYNI_KERNELS'], 'target', 'pyo3')
    manifest = os.path.abspath(os.path.join(ROOT, 'tests', 'extensions', 'bridge_pyo3', 'Cargo.toml'))
    # not from the tree, whose configuration is without a Python
    subprocess.run(['cargo', 'build', '--quiet', '--locked', '--manifest-path', manifest, '--target-dir', target], cwd=str(tmp_path),
                   check=True, env={**os.environ, 'PYO3_PYTHON': sys.executable})
    library = shutil.copy(os.path.join(target, 'debug', 'libbridge_pyo3.so'), str(tmp_path / 'bridge_pyo3.so'))
    module = imported('bridge_pyo3', library)
    for x in (np.arange(6.0), np.arange(6.0)[::-2], array.array('d', [1, 2, 4]), np.arange(3.0).view(type('Sub', (np.ndarray,), {}))):
        assert module.asum(x) == sum(x)
    for wrong in (np.zeros(2, int), np.zeros((2, 2)), 'text'):
        with pytest.raises(TypeError, match='one-dimensional array of float64'):
            module.asum(wrong)
