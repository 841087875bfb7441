"""Python's buffer protocol, both ways."""

import sys

from .._words import (BOOL, COMPLEX64, COMPLEX128, FLOAT16, FLOAT32, FLOAT64, INT8, INT16, INT32, INT64, SWAPPED, UINT8, UINT16,
                      UINT32, UINT64)
from ._library import adapter

FORMATS = {BOOL: '?', INT8: 'b', INT16: 'h', INT32: 'i', INT64: 'q', UINT8: 'B', UINT16: 'H', UINT32: 'I', UINT64: 'Q',
           FLOAT32: 'f', FLOAT64: 'd'}
FORMAT = 4      # PyBUF_FORMAT: the consumer asks what the elements are
_WORDS = {'?': BOOL, 'e': FLOAT16, 'f': FLOAT32, 'd': FLOAT64, 'Zf': COMPLEX64, 'Zd': COMPLEX128, 'c': UINT8}
_SIGNED = {1: INT8, 2: INT16, 4: INT32, 8: INT64}
_UNSIGNED = {1: UINT8, 2: UINT16, 4: UINT32, 8: UINT64}


def word_of(format, itemsize):
    """The dtype word of a buffer's format, or None."""
    swapped = 0
    if format[:1] in ('<', '=', '@', '>', '!'):
        if format[0] in '>!' and itemsize > 1:
            swapped = SWAPPED
        format = format[1:]
    word = _WORDS.get(format)
    if word is None:
        word = _SIGNED.get(itemsize) if format in tuple('bhilqn') else _UNSIGNED.get(itemsize) if format in tuple('BHILQN') else None
    if word is None or (word >> 8 & 255) != itemsize * 8:
        return None
    return word | swapped


def from_object_buffer(obj):
    """An array over the object's buffer, or None where it has none that is usable."""
    from ._memory import from_memory
    try:
        view = memoryview(obj)
    except (TypeError, BufferError):
        return None
    word = word_of(view.format, view.itemsize)
    if word is None or not view.c_contiguous:
        return None
    shape = tuple(view.shape) if view.shape is not None else (view.nbytes // view.itemsize,)
    count = view.itemsize
    for length in shape:
        if length < 0:
            return None
        count *= length
    if count != view.nbytes:
        return None
    try:
        address, keep = adapter.from_buffer(view) if view.nbytes else (0, view)
    except (TypeError, ValueError, BufferError):
        return None
    result = from_memory(address, word, shape, None, view.readonly, obj)
    result._memory = (result._memory, keep)
    return result


def exported(a, flags):
    """The memoryview that a consumer of the buffer protocol gets: PyPy and CPython from 3.12 on ask a class written in Python for it."""
    if not flags & FORMAT:
        if a.dtype.hasobject:
            raise BufferError('the objects of an array are no memory')
        return memory_of(a).cast('B')
    if a._word not in FORMATS or not a._shape:      # PyPy aborts where one of no dimensions is read
        raise BufferError(f'a memoryview made by Python has no elements of {a.dtype!r}')
    view = memory_of(a).cast('B')
    return view.cast(FORMATS[a._word], a._shape) if a._size and a._shape[1:] else view.cast(FORMATS[a._word])


def memory_of(a):
    """The array's memory as a memoryview; the array is kept while it lives."""
    from ._array import address, flags
    bits = flags(a)
    if not bits & 4:
        raise ValueError('memoryview: underlying buffer is not C-contiguous')
    format = FORMATS.get(a._word)
    view = memoryview(adapter.foreign_buffer(address(a), a._size * a.itemsize, a))
    if a._readonly:
        view = view.toreadonly()
    if format is None or not a._shape or 0 in a._shape:
        return view.cast('B')
    flat = view.cast('B').cast(format)
    # PyPy's memoryview of several dimensions fails when it is copied out
    return flat if len(a._shape) == 1 or sys.implementation.name == 'pypy' else view.cast('B').cast(format, a._shape)
