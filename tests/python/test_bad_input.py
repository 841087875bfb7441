"""Bad input: NumPy's exception, a clear message, and nothing harmed."""

import json
import operator
import os
import shutil
import subprocess
import sys

import pytest

import numpyni as np
from numpyni import _host as host


def grid():
    return np.arange(12.0).reshape(3, 4)


# ---- indices

@pytest.mark.parametrize('key, message', [
    (3, 'index 3 is out of bounds for axis 0 with size 3'), (-4, 'index -4 is out of bounds for axis 0 with size 3'),
    ((0, 4), 'index 4 is out of bounds for axis 1 with size 4'), ((0, 0, 0), 'too many indices for array'),
    ([0, 3], 'index 3 is out of bounds for axis 0 with size 3'), (1 << 40, 'out of bounds'), (1 << 70, None), (-(1 << 70), None),
    ((slice(None), [-5]), 'index -5 is out of bounds for axis 1 with size 4'), ('a', 'only integers'), (1.0, 'only integers'),
    (1j, 'only integers'), (np.float64(1), 'only integers'), (np.zeros(2), 'integer'), ([True, False], 'boolean'),
    ([[True] * 4] * 2, 'boolean'), (([0, 1], [0, 1, 2]), 'shape mismatch'), ((Ellipsis, Ellipsis), 'single ellipsis'),
    (object(), 'only integers'), ({}, 'only integers')])
def test_indices_that_cannot_be(key, message):
    for act in (lambda a: a[key], lambda a: operator.setitem(a, key, 1.0)):
        a = grid()
        with pytest.raises(IndexError, match=message):
            act(a)
        assert a.tolist() == grid().tolist()


def test_bad_slices():
    a = grid()
    with pytest.raises(ValueError, match='slice step cannot be zero'):
        a[::0]
    for key in (slice('a', None), slice(None, 1.5), slice(None, None, 2.0)):
        with pytest.raises(TypeError):
            a[key]
    assert a[-(1 << 70):1 << 70:1 << 70].shape == (1, 4) and a[1 << 70:].shape == (0, 4)


def test_an_index_that_raises_passes_its_error_on():
    class Raises:
        def __index__(self):
            raise KeyError('mine')

    with pytest.raises(KeyError, match='mine'):
        grid()[Raises()]


def test_elements_cannot_be_deleted():
    with pytest.raises(ValueError, match='cannot delete array elements'):
        del grid()[0]


# ---- shapes

def test_shapes_that_do_not_match():
    a = grid()
    with pytest.raises(ValueError, match=r'operands could not be broadcast together with shapes \(3,4\) \(3,\)'):
        a + np.zeros(3)
    with pytest.raises(ValueError, match='could not broadcast input array from shape'):
        a[0] = np.zeros(3)
    with pytest.raises(ValueError, match='non-broadcastable output operand'):
        np.add(a, a, out=np.zeros(4))
    with pytest.raises(ValueError, match='cannot reshape array of size 12 into shape'):
        a.reshape(5, 2)
    with pytest.raises(ValueError, match='matmul'):
        a @ a
    with pytest.raises(ValueError, match='must match exactly'):
        np.concatenate([a, np.zeros((2, 5))])
    with pytest.raises(ValueError):
        a += np.zeros((2, 3, 4))
    with pytest.raises(ValueError):
        np.broadcast_to(a, (3, 5))
    assert a.tolist() == grid().tolist()


@pytest.mark.parametrize('axis', [2, -3, 1 << 40, 1 << 70])
def test_axes_that_are_not_there(axis):
    for act in (lambda a: a.sum(axis=axis), lambda a: np.sum(a, axis=axis), lambda a: a.mean(axis), lambda a: a.argmax(axis),
                lambda a: np.concatenate([a, a], axis=axis), lambda a: a.swapaxes(0, axis), lambda a: a.max(axis=(0, axis))):
        with pytest.raises((np.exceptions.AxisError, OverflowError)):
            act(grid())


def test_axes_that_are_no_integers():
    for axis in ('a', 1.0, [0], (0, 0), ('a',)):
        with pytest.raises((TypeError, ValueError)):
            grid().sum(axis=axis)


@pytest.mark.parametrize('make', [np.zeros, np.ones, np.empty, lambda s: np.full(s, 1), lambda s: np.ndarray(s)])
@pytest.mark.parametrize('shape', [(1 << 62, 4), (1 << 32, 1 << 32), (1 << 63,), 1 << 70, (3, -1), -1, (1 << 60,), (0, 1 << 62, 8)])
def test_sizes_that_cannot_be(make, shape):
    with pytest.raises((ValueError, MemoryError, OverflowError)):
        make(shape)


def test_other_sizes_that_cannot_be():
    a = np.zeros((1, 1))
    for act in (lambda: np.broadcast_to(a, (1 << 62, 1 << 62)), lambda: np.arange(1 << 62), lambda: np.arange(0, 1e300),
                lambda: a.reshape(1 << 62, 1 << 62), lambda: np.eye(1 << 40), lambda: a.repeat(1 << 62, 0),
                lambda: np.linspace(0, 1, -1), lambda: np.zeros('a'), lambda: np.zeros(1.5), lambda: np.zeros((2, 1.5))):
        with pytest.raises((ValueError, MemoryError, OverflowError, TypeError)):
            act()


def test_sixty_four_dimensions_and_no_more():
    a = np.zeros((1,) * 64)
    a[(0,) * 64] = 5
    assert a.ndim == 64 and a.sum() == 5 and (a + a).ndim == 64 and a.T.shape == (1,) * 64 and a.tolist()
    with pytest.raises((IndexError, ValueError), match='64'):
        a[None]
    for act in (lambda: np.zeros((1,) * 65), lambda: a.reshape((1,) * 65), lambda: np.broadcast_to(a, (1,) * 65),
                lambda: np.expand_dims(a, 0), lambda: np.stack([a, a]), lambda: np.array(1, ndmin=65)):
        with pytest.raises((ValueError, IndexError)):
            act()


# ---- read-only

def test_read_only_arrays_are_not_written():
    a = grid()
    a.flags.writeable = False
    for act in (lambda: operator.setitem(a, (0, 0), 1.0), lambda: operator.setitem(a, 0, 1.0), lambda: operator.setitem(a, a > 1, 1.0),
                lambda: a.fill(1), lambda: a.sort(), lambda: operator.iadd(a, 1), lambda: np.add(a, 1, out=a), lambda: np.copyto(a, 1),
                lambda: a.put([0], 1), lambda: operator.setitem(a.T, 0, 1), lambda: operator.setitem(a[1:], 0, 1),
                lambda: np.add.at(a, 0, 1), lambda: operator.setitem(a.flat, 0, 1), lambda: a.sum(axis=0, out=a[0])):
        with pytest.raises(ValueError, match='read-only'):
            act()
    assert a.tolist() == grid().tolist()


def test_memory_that_python_holds_read_only_stays_so():
    a = np.frombuffer(b'abcd', 'u1')
    with pytest.raises(ValueError, match='read-only'):
        a[0] = 1
    with pytest.raises(ValueError, match='cannot set WRITEABLE flag'):
        a.flags.writeable = True
    with pytest.raises(ValueError):
        np.broadcast_to(grid(), (2, 3, 4))[0, 0, 0] = 1


# ---- values

@pytest.mark.parametrize('dtype, value', [('i1', 128), ('u1', -1), ('u1', 256), ('i8', 1 << 63), ('u8', 1 << 64), ('i4', -(1 << 31) - 1)])
def test_integers_that_do_not_fit(dtype, value):
    a = np.zeros(3, dtype)
    for act in (lambda: operator.setitem(a, 0, value), lambda: operator.setitem(a, slice(None), value), lambda: np.array([value], dtype),
                lambda: a + value, lambda: np.full(2, value, dtype)):
        with pytest.raises(OverflowError):
            act()
    assert a.tolist() == [0, 0, 0]


def test_values_that_are_no_numbers():
    a = np.zeros(3)
    for value in ('a', object(), {}, [1, [2]], [1, 2]):
        with pytest.raises((TypeError, ValueError, NotImplementedError)):
            a[0] = value
    with pytest.raises(TypeError):
        a[0] = 1j
    with pytest.raises((ValueError, TypeError, OverflowError)):
        np.zeros(2, 'i4')[0] = float('nan')
    assert a.tolist() == [0, 0, 0]


def test_casts_that_the_rule_forbids():
    with pytest.raises(TypeError, match='Cannot cast'):
        np.zeros(2).astype('i4', casting='safe')
    a = np.zeros(2, 'i4')
    with pytest.raises(TypeError, match='same_kind'):
        a += 1.5
    with pytest.raises(TypeError, match='same_kind'):
        np.add(a, 1.5, out=a)
    with pytest.raises(TypeError):
        np.bitwise_and(np.zeros(2), 1)
    with pytest.raises(ValueError, match='casting'):
        np.add(a, 1, casting='foo')


# ---- objects that lie

class Interface:
    def __init__(self, **interface):
        self.__array_interface__ = interface


@pytest.mark.parametrize('change, error', [
    (dict(shape=(9,)), ValueError), (dict(shape=(-1,)), ValueError), (dict(shape=(1 << 62, 4)), (ValueError, OverflowError)),
    (dict(strides=(16,)), ValueError), (dict(strides=(-8,)), ValueError), (dict(strides=(8, 8)), ValueError), (dict(offset=8), ValueError),
    (dict(offset=-8), ValueError), (dict(typestr='<f9'), TypeError), (dict(typestr=8), TypeError), (dict(shape='ab'), TypeError),
    (dict(data=(0,)), TypeError), (dict(data=('a', False)), TypeError), (dict(data=3.5), TypeError)])
def test_array_interfaces_that_lie(change, error):
    interface = dict(shape=(2,), typestr='<f8', data=bytearray(16), version=3)
    assert np.asarray(Interface(**interface)).tolist() == [0, 0]
    with pytest.raises(error):
        np.asarray(Interface(**{**interface, **change}))


def test_sequences_that_lie_about_their_length():
    class Sequence:
        def __init__(self, claimed, given):
            self.claimed, self.given = claimed, given

        def __len__(self):
            return self.claimed

        def __getitem__(self, i):
            if i >= self.given:
                raise IndexError(i)
            return float(i)

    assert np.array(Sequence(3, 3)).tolist() == [0, 1, 2]
    for claimed, given in ((3, 2), (2, 3), (5, 0)):
        try:
            assert np.array(Sequence(claimed, given)).size <= max(claimed, given)
        except ValueError:
            pass


def test_a_list_that_changes_while_it_is_read():
    values = []

    class Clears:
        def __float__(self):
            values.clear()
            return 1.0

        def __index__(self):
            values.clear()
            return 0

    values += [1.0, Clears(), 2.0]
    try:
        assert np.array(values, dtype=float).size <= 3
    except (ValueError, TypeError, NotImplementedError, IndexError):
        pass
    key = [0, 1]
    key[0] = Clears()
    values[:] = [1.0] * 100
    try:
        np.arange(3)[key]
    except (IndexError, TypeError):
        pass


def test_a_released_buffer():
    view = memoryview(bytearray(16))
    view.release()
    for act in (lambda: np.frombuffer(view), lambda: np.asarray(view), lambda: np.array(view)):
        with pytest.raises(ValueError):
            act()
    a = np.zeros(4)
    exported = memoryview(a.data)
    exported.release()
    with pytest.raises(ValueError):
        exported[0]
    assert a.sum() == 0


def test_buffers_that_do_not_fit():
    for act in (lambda: np.frombuffer(b'abc', 'i2'), lambda: np.frombuffer(b'abcd', 'i2', count=3), lambda: np.frombuffer(b'abcd', 'i2', offset=5),
                lambda: np.frombuffer(b'abcd', 'i2', offset=-1), lambda: np.ndarray((3,), buffer=b'abcd')):
        with pytest.raises((ValueError, TypeError)):
            act()
    with pytest.raises((TypeError, BufferError)):
        np.frombuffer(object())
    for strides in ((4,), (8,), (-2,), (1 << 62,)):
        with pytest.raises((ValueError, OverflowError)):
            np.ndarray((3,), 'i2', buffer=bytearray(6), strides=strides)


# ---- arrays without elements

def test_arrays_without_elements():
    a = np.zeros((0, 3))
    assert a.sum() == 0 and a.prod() == 1 and a.sum(axis=0).tolist() == [0, 0, 0] and a.sum(axis=1).shape == (0,)
    assert (a + 1).shape == (0, 3) and a.T.shape == (3, 0) and a.tolist() == [] and a.reshape(3, 0).shape == (3, 0)
    assert a[:, 1].shape == (0,) and a[a > 0].shape == (0,) and list(a) == [] and len(a) == 0 and a.copy().shape == (0, 3)
    assert not a.any() and a.all() and np.concatenate([a, grid()[:, :3]]).shape == (3, 3) and bytes(a.tobytes()) == b''
    for act in (a.max, a.min, a.argmax, a.argmin, lambda: a.max(axis=0), lambda: np.maximum.reduce(a), lambda: bool(a)):
        with pytest.raises(ValueError):
            act()
    with pytest.raises(IndexError):
        a[0]
    with pytest.raises((ValueError, TypeError)):
        a.item()


# ---- the library

def run(code='import numpyni', **environment):
    """The last line that a new interpreter says when it imports the package in another environment, or otherwise changed."""
    done = subprocess.run([sys.executable, '-c', code], env=dict(os.environ, **environment), stdout=subprocess.PIPE, stderr=subprocess.PIPE,
                          universal_newlines=True)
    assert done.returncode == 1, done
    return done.stderr.strip().splitlines()[-1]


# Failed imports one after the other in one process: an interpreter that takes seconds to start does so once.
IMPORTS = '''
import json, os, sys, traceback
for environment in json.loads(sys.argv[1]):
    os.environ.update(environment)
    try:
        import numpyni
    except ImportError as error:
        print(json.dumps(traceback.format_exception_only(type(error), error)))
    for name in [name for name in sys.modules if name.split('.')[0] == 'numpyni']:
        del sys.modules[name]
'''
LIBRARIES = {    # name -> source, content or None, and what the error says
    'older': ('struct { unsigned size; unsigned short major, minor; } api = {16, 1, 0}; void *NumPyNI_GetApi(unsigned a, unsigned b) { return &api; }',
              ('older', 'reinstall')),
    'newer': ('void *NumPyNI_GetApi(unsigned a, unsigned b) { return 0; }', ('version', 'reinstall')),
    'other': ('int nothing;', ('NumPyNI_GetApi',)),
    'text': (None, ('text.so', 'platform')),
    'libnumpyni': (None, ('libnumpyni.so', 'missing')),
}


def test_libraries_that_cannot_be_used_and_a_host_that_does_not_exist(tmp_path):
    libraries = {name: row for name, row in LIBRARIES.items() if row[0] is None or shutil.which('cc')}
    for name, (source, _) in libraries.items():
        if source is not None:
            (tmp_path / f'{name}.c').write_text(source)
            subprocess.run(['cc', '-shared', '-fPIC', '-o', str(tmp_path / f'{name}.so'), str(tmp_path / f'{name}.c')], check=True)
    (tmp_path / 'text.so').write_text('no library')
    environments = [{'NUMPYNI_LIBRARY': str(tmp_path / f'{name}.so')} for name in libraries] + [{'NUMPYNI_HOST': 'nothing'}]
    done = subprocess.run([sys.executable, '-c', IMPORTS, json.dumps(environments)], stdout=subprocess.PIPE, universal_newlines=True, check=True)
    said = [json.loads(line) for line in done.stdout.splitlines()]
    assert len(said) == len(environments)
    for (line,), (_, words) in zip(said, libraries.values()):
        assert line.startswith('ImportError: numpyni:') and all(word in line for word in words), line
    assert said[-1][0].startswith("ImportError: numpyni: NUMPYNI_HOST='nothing'")


def test_a_library_that_is_gone_from_the_package(tmp_path):
    copied(tmp_path, lambda name: name.startswith('libnumpyni'))
    line = run(PYTHONPATH=str(tmp_path), NUMPYNI_LIBRARY='')
    assert line.startswith('ImportError: numpyni:') and 'missing' in line and 'reinstall' in line


@pytest.mark.skipif(np._host.name != 'cpython', reason='the native host of CPython')
def test_an_extension_of_another_platform(tmp_path):
    copied(tmp_path, lambda name: name.startswith('_native'), b'no extension')
    line = run(PYTHONPATH=str(tmp_path))
    assert line.startswith('ImportError: numpyni:') and 'reinstall' in line and 'NUMPYNI_HOST=ctypes' in line


@pytest.mark.skipif(np._host.name != 'cpython', reason='the native host of CPython')
def test_an_extension_of_another_version(tmp_path):
    copied(tmp_path, lambda name: name == '_version.py', b"__version__ = '99.0'")
    line = run(PYTHONPATH=str(tmp_path))
    assert line.startswith('ImportError: numpyni:') and '99.0' in line and 'reinstall' in line


def copied(folder, wrong, content=None):
    """A copy of the package whose wrong files are gone, or have another content."""
    shutil.copytree(os.path.dirname(np.__file__), os.path.join(str(folder), 'numpyni'))
    for name in filter(wrong, os.listdir(os.path.join(str(folder), 'numpyni'))):
        path = os.path.join(str(folder), 'numpyni', name)
        os.remove(path)
        if content is not None:
            with open(path, 'wb') as file:
                file.write(content)


@pytest.mark.skipif(sys.implementation.name == 'graalpy', reason='GraalPy never uses cffi')
def test_a_cffi_that_is_broken():
    line = run("import sys; sys.modules['_cffi_backend'] = None; import numpyni", NUMPYNI_HOST='cffi')
    assert line.startswith('ImportError: numpyni: cffi') and 'NUMPYNI_HOST=ctypes' in line


def test_the_package_says_what_it_runs_on():
    done = subprocess.run([sys.executable, '-m', 'numpyni'], stdout=subprocess.PIPE, universal_newlines=True, check=True)
    said = dict(line.split(':', 1) for line in done.stdout.splitlines())
    assert set(said) >= {'numpyni', 'interpreter', 'host', 'ABI version', 'CPU level', 'threads', 'library'}
    assert said['host'].strip() == np._host.name and os.path.exists(said['library'].strip())


def test_no_handle_is_left_open():
    import gc

    def work():
        a = grid()
        views = [a[1:], a.T, a.reshape(-1), a.copy(), a + 1, a.sum(axis=0)]
        with pytest.raises(IndexError):
            views[0][9]

    def count():
        for _ in range(3):
            gc.collect()
        return host.handle_count()

    work()
    before = count()
    for _ in range(5):
        work()
    assert count() <= before
