"""The objects of CPython's native host: their memory, life, buffers; what it does with bad input."""

import ctypes
import gc
import pickle
import sys
import weakref

import pytest

np = pytest.importorskip('numpyni')
from numpyni import _host as host                                                            # noqa: E402

pytestmark = pytest.mark.skipif(host.name != 'cpython', reason='the native host of CPython')

DTYPES = ['bool', 'int8', 'int16', 'int32', 'int64', 'uint8', 'uint16', 'uint32', 'uint64', 'float16', 'float32', 'float64',
          'complex64', 'complex128']
FORMATS = dict(zip(DTYPES, ['?', 'b', 'h', 'i', 'q', 'B', 'H', 'I', 'Q', 'e', 'f', 'd', 'Zf', 'Zd']))


class View(ctypes.Structure):
    """`NumPyNI_View`, as the header has it."""
    _fields_ = [('struct_size', ctypes.c_uint32), ('flags', ctypes.c_uint32), ('data', ctypes.c_void_p),
                ('dtype', ctypes.c_uint64), ('ndim', ctypes.c_int32), ('device_type', ctypes.c_int32),
                ('shape', ctypes.POINTER(ctypes.c_int64)), ('strides', ctypes.POINTER(ctypes.c_int64)),
                ('epoch', ctypes.POINTER(ctypes.c_uint64)), ('epoch0', ctypes.c_uint64), ('lease', ctypes.c_void_p)]


class Buffer(ctypes.Structure):
    """`Py_buffer`"""
    _fields_ = [('buf', ctypes.c_void_p), ('obj', ctypes.py_object), ('len', ctypes.c_ssize_t),
                ('itemsize', ctypes.c_ssize_t), ('readonly', ctypes.c_int), ('ndim', ctypes.c_int),
                ('format', ctypes.c_char_p), ('shape', ctypes.POINTER(ctypes.c_ssize_t)),
                ('strides', ctypes.POINTER(ctypes.c_ssize_t)), ('suboffsets', ctypes.POINTER(ctypes.c_ssize_t)),
                ('internal', ctypes.c_void_p)]


def test_the_inline_view_stands_at_the_published_offset():
    from numpyni import _native
    a = np.zeros((3, 4), dtype='f4')[::2, 1:]
    view = View.from_address(id(a) + _native.VIEW_OFFSET)
    assert view.struct_size == ctypes.sizeof(View)
    assert view.data == host.address(a)
    assert view.dtype == a.dtype.word
    assert tuple(view.shape[:view.ndim]) == a.shape == (2, 3)
    assert tuple(view.strides[:view.ndim]) == a.strides == (32, 4)
    assert view.epoch[0] == view.epoch0


def test_a_changed_layout_leaves_exported_pointers_alone():
    a = np.arange(12.0)
    exported = memoryview(a)
    for shape in ((3, 4), (2, 6), (12,)):
        a.shape = shape
    a.shape = (4, 3)
    assert exported.shape == (12,) and exported[11] == 11.0
    assert a.shape == (4, 3) and a[3, 2] == 11.0


def test_handles_are_closed_when_objects_die():
    gc.collect()
    before = host.handle_count()
    a = np.zeros((4, 4))
    keep = [a[1:], a.T, a.reshape(-1), a + a, a[0], memoryview(a)]
    a.shape = (2, 8)
    assert host.handle_count() > before
    del a, keep
    gc.collect()
    assert host.handle_count() == before


def test_a_view_keeps_its_memory_and_a_chain_of_views_has_one_base():
    a = np.arange(10)
    b = a[2:]
    c = b[::2].T
    assert b.base is a and c.base is a
    dead = weakref.ref(a)
    del a, b
    assert dead() is not None and c.tolist() == [2, 4, 6, 8]
    del c
    assert dead() is None


def test_subclasses_are_finalized_and_collected():
    class Named(np.ndarray):
        def __array_finalize__(self, obj):
            self.source = type(obj).__name__

    a = host.view_as(np.arange(4), Named)
    assert type(a) is Named and a.source == 'ndarray'
    assert type(a[1:]) is Named and a[1:].source == 'Named'
    a.cycle = a
    dead = weakref.ref(a)
    del a
    gc.collect()
    assert dead() is None


@pytest.mark.parametrize('make', [
    lambda: np.zeros(3), lambda: np.zeros((2, 2))[0], lambda: np.zeros(3)[1], lambda: np.zeros(3) + 1.0, lambda: np.sum(np.ones(3)),
    lambda: np.float64(1.5) * 2, lambda: np.int8(3) + np.int8(4), lambda: list(np.arange(3)), lambda: np.arange(3).tolist(),
    lambda: memoryview(np.zeros(2)), lambda: np.zeros(3).shape, lambda: np.add(1, 2), lambda: np.zeros(3) == 0,
    lambda: pytest.raises(IndexError, np.zeros(3).__getitem__, 5), lambda: pytest.raises(TypeError, np.add, 1),
])
def test_no_reference_is_lost_or_kept(make):
    objects = [np.ndarray, np.float64, np.int64, np.bool, np.True_, np.sum, np.add, None, np.float64(0).dtype]
    make()
    before = [sys.getrefcount(each) for each in objects]
    for _ in range(300):
        make()
    gc.collect()
    after = [sys.getrefcount(each) for each in objects]
    assert all(abs(x - y) < 50 for x, y in zip(before, after)), (before, after)


@pytest.mark.parametrize('name', DTYPES)
def test_buffers_go_both_ways_without_a_copy(name):
    a = np.zeros((2, 3), dtype=name)
    a[1, 2] = 1
    view = memoryview(a)
    assert (view.format, view.shape, view.strides, view.readonly) == (FORMATS[name], (2, 3), a.strides, False)
    b = host.from_object_buffer(a)
    assert b.dtype == a.dtype and b.shape == a.shape and host.address(b) == host.address(a)
    assert bool(b[1, 2]) and not bool(b[0, 0])
    turned = host.from_object_buffer(a.T)
    assert turned.shape == (3, 2) and turned.strides == a.T.strides


def test_swapped_elements_are_exported_with_their_order():
    a = np.arange(3).astype('>i4')
    assert memoryview(a).format == '>i'
    assert host.from_object_buffer(a).tolist() == [0, 1, 2]


def test_a_buffer_that_is_asked_too_much_is_refused():
    a = np.arange(6.0).reshape(2, 3)
    with pytest.raises((BufferError, TypeError, ValueError), match='contiguous'):
        (ctypes.c_char * 48).from_buffer(a.T)
    fixed = host.from_object_buffer(b'12345678')
    assert memoryview(fixed).readonly
    with pytest.raises((BufferError, TypeError, ValueError)):
        (ctypes.c_char * 8).from_buffer(fixed)
    with pytest.raises(ValueError, match='read-only'):
        fixed[0] = 1


def test_a_released_buffer_is_refused():
    view = memoryview(bytearray(8))
    view.release()
    with pytest.raises(ValueError):
        host.from_object_buffer(view)


def test_an_exporter_cannot_resize_under_an_array():
    memory = bytearray(8)
    a = host.from_object_buffer(memory)
    with pytest.raises(BufferError):
        memory.append(1)
    del a
    memory.append(1)


def _lying(**lies):
    memory = ctypes.create_string_buffer(64)
    shape, strides = (ctypes.c_ssize_t * 2)(2, 4), (ctypes.c_ssize_t * 2)(32, 8)
    buffer = Buffer(ctypes.addressof(memory), None, 64, 8, 0, 2, b'd', shape, strides, None, None)
    for name, value in lies.items():
        setattr(buffer, name, (ctypes.c_ssize_t * len(value))(*value) if isinstance(value, tuple) else value)
    make = ctypes.pythonapi.PyMemoryView_FromBuffer
    make.restype, make.argtypes = ctypes.py_object, [ctypes.POINTER(Buffer)]
    clear = ctypes.pythonapi.Py_DecRef
    return make(ctypes.byref(buffer)), memory


@pytest.mark.parametrize('lies', [
    {'shape': (-2, -4)}, {'len': 1 << 40}, {'len': 8}, {'shape': (1 << 40, 1 << 40)}, {'strides': (1 << 62, 1 << 62)},
    {'itemsize': 3}, {'itemsize': 0},
])
def test_an_object_that_lies_about_its_buffer_is_refused(lies):
    view, memory = _lying(**lies)
    with pytest.raises((ValueError, BufferError)):
        host.from_object_buffer(view)
    assert _lying()[0].shape == (2, 4)


def test_objects_without_a_usable_buffer_give_none():
    assert host.from_object_buffer(3) is None
    assert host.from_object_buffer([1]) is None


@pytest.mark.parametrize('key, error', [
    (10, IndexError), (-11, IndexError), (1 << 70, IndexError), ('x', IndexError), (1.5, IndexError), ((1, 2), IndexError),
    (slice(None, None, 0), ValueError),
])
def test_bad_indices_raise(key, error):
    a = np.zeros(10)
    with pytest.raises(error):
        a[key]
    with pytest.raises(error):
        a[key] = 1
    with pytest.raises((ValueError, TypeError)):
        del a[0]


def test_sizes_of_all_kinds():
    assert np.zeros(0).tolist() == [] and np.zeros((0, 5)).sum() == 0
    a = np.zeros((1,) * 64)
    assert a.ndim == 64 and a[(0,) * 64] == 0 and memoryview(a).ndim == 64
    for shape in [(1,) * 65, (1 << 40, 1 << 40), (-1,), 1 << 62]:
        with pytest.raises((ValueError, MemoryError)):
            np.zeros(shape)
    zero = np.zeros(())
    assert zero[()] == 0 and float(zero) == 0.0
    with pytest.raises(TypeError):
        len(zero)
    with pytest.raises(TypeError):
        iter(zero)


def test_a_version_that_the_table_does_not_speak_is_refused():
    from numpyni import _native
    path = host.library_path()
    _native.check_version(path, 1, 1)
    with pytest.raises(ImportError, match='version 99'):
        _native.check_version(path, 99, 99)
    with pytest.raises(ImportError, match='missing'):
        _native.check_version('/nowhere/libnumpyni.so', 1, 1)


def test_hot_functions_look_like_functions():
    assert np.sum.__name__ == 'sum' and np.sum.__doc__ and np.sum.__module__.startswith('numpyni')
    assert pickle.loads(pickle.dumps(np.sum)) is np.sum
    assert pickle.loads(pickle.dumps(np.zeros)) is np.zeros
    import inspect
    assert 'axis' in inspect.signature(np.sum).parameters
    assert np.zeros(3, dtype=np.int8).dtype == np.int8 and np.ones((2, 2), np.float32).tolist() == [[1, 1], [1, 1]]
    assert np.ndarray.sum.__doc__


def test_a_large_operation_lets_other_threads_run():
    import threading
    a = np.ones(1 << 20)
    results = []
    threads = [threading.Thread(target=lambda: results.append(float((a + a).sum()))) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert results == [float(1 << 21)] * 4
