"""Universal extensions: the protocol, on every host, by one library of C (tests/extensions/protocol.c)."""

import gc
import inspect
import os
import shutil
import subprocess
import sys
import weakref

import pytest

import numpyni as np
from conftest import collected

CC = shutil.which('cc') or shutil.which('gcc')
pytestmark = pytest.mark.skipif(CC is None, reason='no C compiler')
ROOT = os.environ.get('NUMPYNI_ROOT') or os.path.join(os.path.dirname(os.path.abspath(__file__)), os.pardir, os.pardir)
FLAGS = ['-std=c11', '-O2', '-Wall', '-Wextra', '-Werror', '-fPIC', '-shared', '-pthread', '-fvisibility=hidden',
         '-I', os.path.join(ROOT, 'numpyni-sys', 'include')]


def compiled(folder, name, source=None):
    """The library of a file in tests/extensions, or of C text."""
    path = os.path.join(ROOT, 'tests', 'extensions', name + '.c')
    if source is not None:
        path = str(folder / (name + '.c'))
        with open(path, 'w') as file:
            file.write(source)
    library = str(folder / (name + '.numpyni.so'))
    subprocess.run([CC, *FLAGS, path, '-o', library, '-lm'], check=True)
    return library


@pytest.fixture(scope='session')
def library(tmp_path_factory):
    return compiled(tmp_path_factory.mktemp('extensions'), 'protocol')


@pytest.fixture(scope='session')
def ext(library):
    return np.load_extension(library)


def test_the_library_knows_no_python(library):
    symbols = subprocess.run(['nm', '-D', library], stdout=subprocess.PIPE, universal_newlines=True, check=True).stdout
    assert 'numpyni_extension' in symbols and 'Py' not in symbols


def test_functions_show_what_they_are(ext):
    assert ext.__name__ == 'protocol' and ext.__doc__ == 'Every part of the protocol once.'
    assert ext.asum.__name__ == 'asum'
    assert ext.asum.__doc__ == 'asum(float64[:] x) -> float64\n\nThe sum of the elements.'
    assert str(inspect.signature(ext.twice)).replace("'", '') == '(x: float64[:], out: float64[:]) -> None'
    assert str(inspect.signature(ext.kind)) == '(*args)'
    assert 'kind(float32[:] x) -> int64' in ext.kind.__doc__


def test_results_have_the_types_of_the_signature(ext):
    assert ext.nothing() is None
    total = ext.asum(np.array([1.0, 2.0, 4.5]))
    assert type(total) is np.float64 and total == 7.5
    results = ext.scalars(True, 3, 1.5, 2.5, 1 + 2j, 3 + 4j)
    assert results == (False, -3, -1.5, -2.5, 1 - 2j, 3 - 4j)
    assert [type(x) for x in results] == [np.bool_, np.int64, np.float32, np.float64, np.complex64, np.complex128]
    assert ext.cube(3.0) == 27 and type(ext.cube(2)) is np.float64
    assert ext.add3(1, 2, np.int64(4)) == 7


@pytest.mark.parametrize('values', [[], [2.5], [1.0, -2.0, 3.0]])
def test_arrays_of_any_stride(ext, values):
    a = np.array(values)
    for _ in range(3):      # the first call of an array is not as later ones
        assert ext.asum(a) == sum(values)
    assert ext.asum(a[::-1]) == sum(values) and ext.asum(a[::2]) == sum(values[::2])
    assert ext.asum(np.array([values, values]).T[:, 1]) == sum(values)
    swapped = a.astype('>f8')
    assert ext.asum(swapped) == sum(values) and ext.asum(swapped) == sum(values)
    assert ext.asum(np.broadcast_to(np.float64(2), (5,))) == 10


def test_unaligned_arrays_are_copied(ext):
    raw = np.zeros(25, np.uint8)
    a = raw[1:].view(np.float64)
    a[:] = [1, 2, 4]
    assert ext.asum(a) == 7


def test_arrays_of_numpy_and_others_go_in_without_a_copy(ext):
    out = bytearray(24)
    memory = memoryview(out).cast('d')
    ext.twice(np.array([1.0, 2.0, 3.0]), memory)
    assert list(memory) == [2, 4, 6] and ext.asum(memory) == 12
    numpy = pytest.importorskip('numpy')
    a = numpy.array([1.0, 2.0, 3.0])
    assert ext.asum(a) == 6
    ext.twice(a, a)
    assert a.tolist() == [2, 4, 6]
    assert ext.row_major(numpy.ones((2, 3))) == (24, 8)
    a.flags.writeable = False
    with pytest.raises(ValueError, match=r"twice\(\) argument 2 \('out'\): expected an array that may be written"):
        ext.twice(a, a)


def test_overloads_are_chosen_by_dtype_and_rank(ext):
    assert ext.kind(np.zeros(2)) == 1 and ext.kind(np.zeros((2, 2))) == 2 and ext.kind(np.zeros(2, np.float32)) == 3
    assert ext.kind(1) == 4 and ext.kind(1.0) == 5 and ext.kind(np.int32(1)) == 4 and ext.kind(np.float32(1)) == 5
    with pytest.raises(TypeError, match=r'kind\(\) takes \(float64\[:\]\) or .*, got \(int8\[:\]\)'):
        ext.kind(np.zeros(2, np.int8))
    for n in range(4):
        assert ext.dims(np.zeros((1,) * n, np.int32)) == n


def test_layouts_are_repaired(ext):
    a = np.arange(12.0).reshape(3, 4)
    assert ext.any_order(a.T) == (8, 32) and ext.any_order(a[::2, ::-1]) == (64, -8)
    assert ext.row_major(a) == (32, 8) and ext.row_major(a.T) == (24, 8)
    assert ext.column_major(a) == (8, 24) and ext.column_major(a.T) == (8, 32)
    assert ext.inner_contiguous(a[::2]) == (64, 8) and ext.inner_contiguous(a[:, ::2]) == (16, 8)


def test_what_is_written_is_the_array_itself(ext):
    x, out = np.arange(4.0), np.zeros(8)
    for _ in range(3):
        ext.twice(x, out[::2])
        assert out.tolist() == [0, 0, 2, 0, 4, 0, 6, 0]
    ext.twice(out[:3], out[1:4])        # as if x were read first
    assert out.tolist() == [0, 0, 0, 4, 4, 0, 6, 0]
    ext.twice(x, out=out[4:])
    ext.twice(out=out[:4], x=x)
    assert out.tolist() == [0, 2, 4, 6, 0, 2, 4, 6]


def test_arrays_that_are_made(ext):
    for n in (0, 1, 5000):
        a, total = ext.count_up(n)
        assert a.shape == (n,) and a.tolist() == list(range(n)) and total == n * (n - 1) / 2
    gc.collect()
    before = ext.releases()
    a = ext.adopted(10000)
    assert a.tolist() == [i * i for i in range(10000)]
    b = a[1:]
    del a
    assert ext.releases() == before and b[0] == 1
    del b
    assert collected(lambda: ext.releases() > before)


def test_views_and_kept_arguments(ext):
    a = np.arange(7.0)
    for _ in range(2):
        b = ext.every_second(a)
        assert b.tolist() == [0, 2, 4, 6]
        b[1] = -1
        assert a[2] == -1
        a[2] = 2
    ext.keep(a)
    a[0] = 100
    del a
    gc.collect()
    assert ext.give_back().tolist() == [100, 1, 2, 3, 4, 5, 6] and b.tolist() == [100, 2, 4, 6]


def test_python_memory_is_released_by_a_thread_that_python_does_not_know(ext):
    class Owner(bytearray):
        pass

    def kept():     # in a call of its own: a frame of GraalPy's that was once asked for may keep what its variables were
        owner = Owner(80)
        ext.keep(np.frombuffer(owner))
        return weakref.ref(owner)

    for _ in range(3 if sys.implementation.name == 'graalpy' else 20):     # where each collection takes a second
        gone = kept()
        gc.collect()
        assert gone() is not None
        ext.drop_elsewhere()

        def is_gone():      # where no call from there is possible, what was released is found when another handle is made or closes
            other = np.zeros(3)
            ext.asum(other), ext.asum(other)
            return gone() is None
        assert collected(is_gone)


def test_numpys_arrays_are_kept_too(ext):
    numpy = pytest.importorskip('numpy')
    for _ in range(2):
        a = numpy.arange(4.0)
        ext.keep(a)
        a[0] = 100
        del a
        gc.collect()
        kept = ext.give_back()
        assert type(kept) is np.ndarray and kept.tolist() == [100, 1, 2, 3]
    a = numpy.arange(6.0).reshape(2, 3)
    for x in (a[0], a[:, 1], a[::-1, 0], a.astype('>f8')[1], numpy.float64(2) * numpy.ones(3)):
        assert ext.asum(x) == x.sum()       # of NumPy's float64
    x, out = numpy.arange(3.0), numpy.zeros(6)
    ext.twice(x, out[::-2])
    assert out.tolist() == [0, 4, 0, 2, 0, 0]
    with pytest.raises(TypeError, match=r'expected float64\[:\], got float64\[:,:\]'):
        ext.asum(a)


KINDS = {1: ValueError, 2: TypeError, 3: IndexError, 4: OverflowError, 5: MemoryError, 6: RuntimeError, 7: BufferError,
         8: NotImplementedError, 9: np.exceptions.AxisError}


def test_errors_have_the_kind_and_the_words(ext):
    for kind, error in KINDS.items():
        with pytest.raises(error, match='as told \u2713'):
            ext.fail(kind)
    with pytest.raises(RuntimeError, match='too late'):
        ext.fail_late()
    with pytest.raises(SystemError, match=r'set no error'):
        ext.fail_silently()
    with pytest.raises(SystemError, match=r'no_array\(\) result 1: expected float64\[:\], got no array'):
        ext.no_array()
    with pytest.raises(SystemError, match=r'wrong_array\(\) result 1: expected float64\[:\], got int8\[:\]'):
        ext.wrong_array()
    with pytest.raises(ValueError, match='too big'):
        ext.huge(1 << 40)
    with pytest.raises(ValueError, match='negative'):
        ext.huge(-1)


def test_wrong_arguments_are_named(ext):
    a = np.zeros(3)
    for argument, got in [(np.zeros(3, np.float32), r'float32\[:\]'), (np.zeros((2, 2)), r'float64\[:,:\]'), (1.0, 'float'),
                          ([1.0], 'list'), ('x', 'str'), (None, 'NoneType'), (np.float32(1), 'float32')]:
        with pytest.raises(TypeError, match=r"asum\(\) argument 1 \('x'\): expected float64\[:\], got " + got):
            ext.asum(argument)
    for bad in (1.5, 2 + 0j, 'x', a, None):
        with pytest.raises(TypeError, match=r"fail\(\) argument 1 \('kind'\): expected int64"):
            ext.fail(bad)
    with pytest.raises(OverflowError, match=r"count_up\(\) argument 1 \('n'\)"):
        ext.count_up(1 << 70)
    for arguments in ((), (a, a)):
        with pytest.raises(TypeError, match=r'asum\(\).* argument'):
            ext.asum(*arguments)
    with pytest.raises(TypeError, match="unexpected keyword argument 'z'"):
        ext.asum(z=a)
    readonly = a.copy()
    readonly.flags.writeable = False
    for out, expected in [(readonly, 'may be written, got a read-only one'), (a.astype('>f8'), "in the machine's byte order"),
                          (np.broadcast_to(a[:1], (3,)), 'may be written')]:
        with pytest.raises(ValueError, match=r"twice\(\) argument 2 \('out'\): expected an array that .*" + expected):
            ext.twice(a, out)
    with pytest.raises(ValueError, match=r"both\(\) argument 2 \('y'\): expected memory of its own"):
        ext.both(a, a[1:])
    with pytest.raises(ValueError, match=r"both\(\) argument 2 \('y'\): expected memory of its own"):
        ext.both(a, a)
    assert ext.both(a[:1], a[1:]) is None
    with pytest.raises(ValueError, match='differ in length'):
        ext.twice(a, np.zeros(2))


def test_generalised_ufuncs_from_outside(ext):
    assert ext.horner.signature == '(k),()->()' and ext.horner.types == ['dd->d']
    c = np.array([[1.0, 2.0, 3.0], [0.0, 1.0, -1.0]])
    x = np.array([[0.0], [1.0], [10.0]])
    expected = [[3.5, -0.5], [6.5, 0.5], [123.5, 9.5]]
    assert ext.horner(c, x).tolist() == expected
    assert ext.horner(np.asfortranarray(c)[:, ::-1][:, ::-1], x).tolist() == expected
    assert ext.horner(c.T, x, axes=[0, (), ()]).tolist() == expected
    out = np.zeros((3, 4))[:, ::2]
    assert ext.horner(c, x, out=out) is out and out.tolist() == expected
    assert ext.horner([1, 2], 3) == 5.5 and ext.horner(np.zeros((0, 3)), 1.0).shape == (0,)
    with pytest.raises(ValueError, match='does not have enough dimensions'):
        ext.horner(1.0, 2.0)
    made = ext.table(np.arange(3), np.arange(4) + 1)
    assert made.tolist() == [[i * (j + 1) for j in range(4)] for i in range(3)]
    assert ext.table(np.ones((2, 1, 3), int), np.ones((5, 2), int)).shape == (2, 5, 3, 2)
    with pytest.raises(RuntimeError, match='Reduction not defined'):
        ext.table.reduce(np.arange(3))


def test_ufuncs_from_outside_are_ufuncs(ext):
    assert isinstance(ext.cubes, np.ufunc) and repr(ext.cubes) == "<ufunc 'cubes'>" and ext.cubes.types == ['d->d']
    assert ext.cubes([1, 2, 3]).tolist() == [1, 8, 27] and ext.cubes(2.0) == 8
    a = np.arange(12.0).reshape(3, 4)
    assert ext.minus(a.T, np.ones(3)).tolist() == (a.T - 1).tolist()
    out = np.zeros((3, 4))
    assert ext.cubes(a[:, ::-1], out=out, where=a > 3) is out
    assert out.tolist() == np.where(a > 3, a[:, ::-1] ** 3, 0).tolist()
    assert ext.minus.reduce(np.array([10.0, 1.0, 2.0])) == 7
    assert ext.minus.reduce(a, axis=1).tolist() == np.subtract.reduce(a, axis=1).tolist()
    with pytest.raises(ValueError, match='not reorderable'):
        ext.minus.reduce(a, axis=(0, 1))
    assert ext.minus.accumulate(np.array([10.0, 1.0, 2.0])).tolist() == [10, 9, 7]
    assert ext.minus.outer([1.0, 2.0], [3.0]).tolist() == [[-2], [-1]]
    b = np.zeros(3)
    ext.minus.at(b, [0, 0, 2], 1.0)
    assert b.tolist() == [-2, 0, -1]
    assert ext.minus.reduceat(np.arange(5.0), [0, 2]).tolist() == np.subtract.reduceat(np.arange(5.0), [0, 2]).tolist()
    whole, rest = ext.split(np.array([1.25, -0.5]))
    assert whole.tolist() == [1, -1] and rest.tolist() == [0.25, 0.5]
    with pytest.raises(TypeError, match="ufunc 'cubes' not supported"):
        ext.cubes(1j)


def test_loops_of_numpys_prototype_by_type(ext):
    a, b = np.arange(1, 5), np.arange(1.0, 5.0)
    assert ext.mix(a.astype(np.int32), np.int32(1)).dtype == np.int32
    assert ext.mix(a.astype(np.int8), 1).tolist() == [2, 3, 4, 5]
    assert ext.mix(a, a).tolist() == [1, 4, 9, 16] and ext.mix.identity == 1
    assert ext.mix.reduce(b) == 24 and ext.mix.reduce(np.zeros(0)) == 1
    big = np.full((70, 80), 1.0)
    big[3, 4] = 5
    assert ext.mix.reduce(big, axis=(0, 1)) == 5 and ext.mix.reduce(big, axis=0).tolist() == big.prod(0).tolist()
    assert ext.mix.reduce(big[::3, -2::-2], axis=None, keepdims=True).tolist() == [[5]]


def test_a_library_is_a_module(library, tmp_path, monkeypatch):
    monkeypatch.syspath_prepend(os.path.dirname(library))
    monkeypatch.delitem(sys.modules, 'protocol', raising=False)
    import protocol
    assert protocol.__spec__.origin == library and protocol.asum(np.ones(3)) == 3
    monkeypatch.delitem(sys.modules, 'protocol')
    assert np.load_extension(library).cube._id == protocol.cube._id if hasattr(protocol.cube, '_id') else True


GENERAL = '''
#include "numpyni_extension.h"
static void nothing(char *const *args, const intptr_t *n, const intptr_t *steps, void *data) { (void)args, (void)n, (void)steps, (void)data; }
static const NumPyNI_UfuncLoop loops[] = {{sizeof(NumPyNI_UfuncLoop), 0, "%s", nothing, 0, 0, 0, 0}};
static const NumPyNI_Ufunc ufuncs[] = {{sizeof(NumPyNI_Ufunc), 0, 2, 1, "bad", 0, loops, %s, 0, {{0}, {0}, {0}}, "%s"}};
NUMPYNI_EXPORT NumPyNI_Extension numpyni_extension = {NUMPYNI_EXTENSION_MAGIC, sizeof(NumPyNI_Extension), 1, 1, "x", 0, 0, ufuncs, 0, 1};
'''


@pytest.mark.parametrize('types, count, core, expected', [
    ('float64(float64, float64)', 1, '(n),(n->()', "'.*' is no core signature"),
    ('float64(float64, float64)', 1, '(n)->()', 'other operands'),
    ('float64(float64)', 1, '(n),(n)->()', 'does not have its operands'),
    ('float64(float64, float64)', 0, '(n),(n)->()', 'no loops'),
])
def test_a_generalised_ufunc_that_makes_no_sense(tmp_path, types, count, core, expected):
    with pytest.raises(ImportError, match='the ufunc bad: .*' + expected):
        np.load_extension(compiled(tmp_path, 'bad', GENERAL % (types, count, core)))


TABLE = '''
#include "numpyni_extension.h"
static double half(double x) { return x / 2; }
static const NumPyNI_Function functions[] = {{%s, "half", 0, %s, (NumPyNI_Fn)half, 0, %s, 0, 0}};
NUMPYNI_EXPORT NumPyNI_Extension numpyni_extension = {%s, "x", 0, functions, 0, 1, 0};
'''
FUNCTION = ('sizeof(NumPyNI_Function), NUMPYNI_ELEMENT', '"float64(float64)"', '0')
HEAD = 'NUMPYNI_EXTENSION_MAGIC, sizeof(NumPyNI_Extension), 1, 1'


@pytest.mark.parametrize('function, head, expected', [
    (FUNCTION, 'NUMPYNI_EXTENSION_MAGIC, sizeof(NumPyNI_Extension), 1, 77', r'needs version 1\.77 of the ABI'),
    (FUNCTION, 'NUMPYNI_EXTENSION_MAGIC, sizeof(NumPyNI_Extension), 9, 0', r'needs version 9\.0 of the ABI'),
    (FUNCTION, '42, sizeof(NumPyNI_Extension), 1, 0', 'magic number'),
    (FUNCTION, 'NUMPYNI_EXTENSION_MAGIC, 8, 1, 0', 'too small'),
    ((FUNCTION[0], '"float65(float64)"', '0'), HEAD, "the function half: a dtype is expected at column 1 of 'float65"),
    ((FUNCTION[0], '"float64(int64)"', '0'), HEAD, 'no packed entry'),
    ((FUNCTION[0], '"float64(float64)"', '1'), HEAD, 'which is a scalar'),
    (('1, NUMPYNI_ELEMENT', '"float64(float64)"', '0'), HEAD, 'size of an entry'),
])
def test_a_table_that_makes_no_sense(tmp_path, function, head, expected):
    library = compiled(tmp_path, 'bad', TABLE % (*function, head))
    with pytest.raises(ImportError, match=expected):
        np.load_extension(library)


def test_what_is_no_extension(tmp_path):
    assert np.load_extension(compiled(tmp_path, 'good', TABLE % (*FUNCTION, HEAD))).half(3.0) == 1.5
    with pytest.raises(ImportError, match='does not export numpyni_extension'):
        np.load_extension(compiled(tmp_path, 'empty', 'int nothing;'))
    text = tmp_path / 'text.so'
    text.write_text('no library')
    for path in (text, tmp_path / 'missing.so', 'a\0b'):
        with pytest.raises((ImportError, ValueError)):
            np.load_extension(path)
