"""The concrete scalar types: immutable values whose arithmetic a JIT sees through.

Arithmetic on operands whose result NEP 50 keeps in a concrete type is computed here, with NumPy's result and warnings;
everything else goes to `generic._binary_cold`. Each factory makes the methods of one kind of type as closures over its
limits.
"""

from .._words import BFLOAT16, BOOL, COMPLEX64, COMPLEX128, FLOAT16, FLOAT32, FLOAT64, SWAPPED
from . import _access, _layout
from ._rounding import round16, round32, round_brain
from ._scalar_basis import boxes, dtypes, types
from ._scalar_complex import make_complex64, make_complex128
from ._scalar_float64 import make_float64
from ._scalar_floats import make_small_float
from ._scalar_integers import make_bool, make_integer


def scalar_type(name, bases, word):
    """Makes a concrete scalar type; called once for each by the shared layer."""
    code, bits = word & 255, word >> 8 & 255
    if word == FLOAT64:
        cls = make_float64(name, bases)
    elif word == COMPLEX128:
        cls = make_complex128(name, bases)
    elif word == COMPLEX64:
        cls = make_complex64(name, bases)
    elif word == BOOL:
        cls = make_bool(name, bases)
    elif code in (0, 1):
        cls = make_integer(name, bases, bits, code == 0)
    else:
        cls = make_small_float(name, bases, {FLOAT16: round16, BFLOAT16: round_brain, FLOAT32: round32}[word])
    cls.__module__ = 'numpyni'
    cls.__qualname__ = name
    cls._word = word
    types[word] = cls
    return cls


def register_dtype(word, dtype, cls):
    """Takes the dtype object of a word; its arrays hold scalars of type `cls`."""
    dtypes[word] = dtype
    if _layout.is_opaque(word):
        return
    if word & SWAPPED:
        boxes[word] = boxes[word & ~SWAPPED]
    if word not in types:
        types[word] = cls
    _access.register(word, boxes[word], cls)


def dtype_of_word(word):
    """The shared layer's dtype object."""
    return dtypes[word]
