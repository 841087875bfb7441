"""How the elements of one array are read and written.

An array holds an access object for its dtype and rank, so that one class `ndarray` serves all of them: a JIT checks which
access object it sees once a loop, looks through it, and what is left is the range check and a load. Pointers are typed,
strides count the pointer's units. Ranks from one to three are written out; other ranks, and elements that are unaligned
or byte-swapped, go through the runtime.
"""

import functools
import math
import struct

try:
    from __pypy__.intop import int_add, int_mul, int_sub    # machine arithmetic, which needs no check for overflow
except ImportError:
    from operator import add as int_add, mul as int_mul, sub as int_sub

from .._words import BFLOAT16, BOOL, FLOAT16, FLOAT32, FLOAT64, SWAPPED
from . import _tables
from ._library import adapter

try:
    # PyPy takes out of a loop what it still remembers at the loop's end. It remembers 16 operations of a kind, which the offsets
    # of a stencil overflow; more take it no measurable time.
    from pypyjit import set_param
    set_param('pureop_historylength=200')
except (ImportError, ValueError):
    pass

_KIND_OF_CODE = {0: 'i', 1: 'u', 2: 'f', 4: 'u', 5: 'f', 6: 'u'}
# Every length that is read here is below it. That it is written out tells PyPy that an index in range can be added to without
# overflow. GraalPy takes nine times as long to compare with what is no int of Java's.
LIMIT = (adapter.REACH or 1 << 61) - 1
_accesses = {}      # (word, rank, readonly) -> access object; the rank is negative for a form of its own
_rows = {}          # word -> access object
_ROWS2, _TABLE2, _TABLE3 = -1, -2, -3


class known:
    """The access object of vectors of float64: what a class holds is a constant to PyPy."""

    double = None


def cell(kind):
    """A pointer to one number, for rounding through memory."""
    memory = adapter.allocate(16, True)
    _cells.append(memory)
    return adapter.pointer(kind, memory)


_cells = []


class Access:
    """Access to elements that is not written out: everything goes another way."""

    unit = 1
    step = 1            # bytes that the strides `_s0`, `_s1` and `_s2` count: a unit, or one where offsets are in bytes
    rank = 0            # how many non-negative integers `get` and `set` take as they are
    pointer = adapter.pointer_type('u8')
    native = False
    in_bytes = False    # whether those count bytes
    tabled = False      # whether the array has a table of offsets
    readonly = True
    row = None          # the access object of a one-dimensional view

    @staticmethod
    def get(a, key):
        return a._get_other(key)

    @staticmethod
    def set(a, key, value):
        a._setitem_cold(key, value)


# The plain case is as short as can be: PyPy stops at a number of traced operations, and a stencil has many accesses.

def _rank1(load, unbox, store):
    class Rank1(Access):
        rank = 1

        @staticmethod
        def get(a, key):
            if type(key) is int and 0 <= key < a._n0 < LIMIT:
                return load(a._p, int_mul(key, a._s0))
            return a._get_other(key)

        @staticmethod
        def set(a, key, value):
            if type(key) is int and 0 <= key < a._n0 < LIMIT:
                raw = unbox(value)
                if raw is not None:
                    store(a._p, int_mul(key, a._s0), raw)
                    return
            a._set_other(key, value)
    return Rank1


def _rank2(load, unbox, store):
    class Rank2(Access):
        rank = 2

        @staticmethod
        def get(a, key):
            if type(key) is tuple and len(key) == 2:
                i, j = key
                if type(i) is int and type(j) is int and 0 <= i < a._n0 < LIMIT and 0 <= j < a._n1 < LIMIT:
                    return load(a._p, int_add(int_mul(i, a._s0), int_mul(j, a._s1)))
            return a._get_other(key)

        @staticmethod
        def set(a, key, value):
            if type(key) is tuple and len(key) == 2:
                i, j = key
                if type(i) is int and type(j) is int and 0 <= i < a._n0 < LIMIT and 0 <= j < a._n1 < LIMIT:
                    raw = unbox(value)
                    if raw is not None:
                        store(a._p, int_add(int_mul(i, a._s0), int_mul(j, a._s1)), raw)
                        return
            a._set_other(key, value)
    return Rank2


def _rank2_rows(load, unbox, store):
    """As `_rank2`, where the elements of a row follow one another: no stride of the last axis."""
    class Rank2Rows(Access):
        rank = 2

        @staticmethod
        def get(a, key):
            if type(key) is tuple and len(key) == 2:
                i, j = key
                if type(i) is int and type(j) is int and 0 <= i < a._n0 < LIMIT and 0 <= j < a._n1 < LIMIT:
                    return load(a._p, int_add(int_mul(i, a._s0), j))
            return a._get_other(key)

        @staticmethod
        def set(a, key, value):
            if type(key) is tuple and len(key) == 2:
                i, j = key
                if type(i) is int and type(j) is int and 0 <= i < a._n0 < LIMIT and 0 <= j < a._n1 < LIMIT:
                    raw = unbox(value)
                    if raw is not None:
                        store(a._p, int_add(int_mul(i, a._s0), j), raw)
                        return
            a._set_other(key, value)
    return Rank2Rows


def _rank3(load, unbox, store):
    class Rank3(Access):
        rank = 3

        @staticmethod
        def get(a, key):
            if type(key) is tuple and len(key) == 3:
                i, j, k = key
                if type(i) is int and type(j) is int and type(k) is int \
                        and 0 <= i < a._n0 < LIMIT and 0 <= j < a._n1 < LIMIT and 0 <= k < a._n2 < LIMIT:
                    return load(a._p, int_add(int_add(int_mul(i, a._s0), int_mul(j, a._s1)), int_mul(k, a._s2)))
            return a._get_other(key)

        @staticmethod
        def set(a, key, value):
            if type(key) is tuple and len(key) == 3:
                i, j, k = key
                if type(i) is int and type(j) is int and type(k) is int \
                        and 0 <= i < a._n0 < LIMIT and 0 <= j < a._n1 < LIMIT and 0 <= k < a._n2 < LIMIT:
                    raw = unbox(value)
                    if raw is not None:
                        store(a._p, int_add(int_add(int_mul(i, a._s0), int_mul(j, a._s1)), int_mul(k, a._s2)), raw)
                        return
            a._set_other(key, value)
    return Rank3


# ---- elements: load(pointer, offset) -> scalar; unbox(value) -> raw or None for the cold way; store(pointer, offset, raw)

def _number(box, unbox, load=None):
    def load_boxed(p, o):
        return box(p[o])

    def store(p, o, raw):
        p[o] = raw
    return load or load_boxed, unbox, store


def _pair(box, unbox):
    def load(p, o):
        return box(complex(p[o], p[o + 1]))

    def store(p, o, raw):
        p[o] = raw.real
        p[o + 1] = raw.imag
    return load, unbox, store


def _half(box, cls, widen, narrow):
    def load(p, o):
        return box(widen(p[o]))

    def unbox(value):
        if type(value) is cls:
            return narrow(value._v)
        plain = type(value) is float or type(value) is int
        return narrow(cls(value)._v) if plain and -65504 <= value <= 65504 else None

    def store(p, o, raw):
        p[o] = raw
    return load, unbox, store


def _widener(exponent_bits, fraction_bits):
    """From the bits of a small float to the double that equals it."""
    bias = (1 << exponent_bits - 1) - 1
    one = 1 << fraction_bits
    top = (1 << exponent_bits) - 1
    sign = one << exponent_bits
    units = [2.0 ** (max(e, 1) - bias - fraction_bits) for e in range(top)]

    def widen(bits):
        exponent, fraction = bits >> fraction_bits & top, bits & one - 1
        if exponent == top:
            value = math.nan if fraction else math.inf
        else:
            value = (fraction if exponent == 0 else fraction + one) * units[exponent]
        return -value if bits & sign else value
    return widen


widen16, widen_brain = _widener(5, 10), _widener(8, 7)


def narrow16(value):
    """The bits of a double that a float16 equals."""
    return struct.unpack('H', struct.pack('e', value))[0]


def narrow_brain(value):
    """The bits of a double that a bfloat16 equals."""
    return struct.unpack('I', struct.pack('f', value))[0] >> 16


def _unbox_double(cls):
    def unbox(value):
        kind = type(value)
        if kind is float:
            return value
        if kind is cls:
            return float.__pos__(value)
        if kind is int and -0x20000000000000 <= value <= 0x20000000000000 or kind is bool:
            return float(value)
        return None
    return unbox


def _unbox_single(cls):
    def unbox(value):
        kind = type(value)
        if kind is cls:
            return value._v
        if (kind is float or isinstance(value, float)) and -3.4028234663852886e+38 <= value <= 3.4028234663852886e+38:
            return float.__pos__(value)
        if kind is int and -0x1000000 <= value <= 0x1000000 or kind is bool:
            return float(value)
        return None
    return unbox


def _unbox_integer(cls):
    lo, hi = cls._lo, cls._hi

    def unbox(value):
        kind = type(value)
        if kind is int and lo <= value <= hi:
            return value
        if kind is cls:
            return value._v
        if kind is bool and hi > 0:
            return 1 if value else 0
        return None
    return unbox


def _unbox_bool(cls):
    def unbox(value):
        kind = type(value)
        if kind is bool:
            return 1 if value else 0
        if kind is cls:
            return 1 if value._v else 0
        if kind is int:
            return 1 if value != 0 else 0
        return None
    return unbox


def _unbox_complex(cls):
    def unbox(value):
        kind = type(value)
        if kind is complex or kind is float or isinstance(value, (complex, float)) or kind is int and abs(value) < 1 << 53:
            value = complex(value)
            return value if cls._word >> 8 & 255 == 128 or abs(value.real) < 1e38 and abs(value.imag) < 1e38 else None
        return value._v if kind is cls else None
    return unbox


def register(word, box, cls):
    """Makes the access objects of a dtype."""
    if word & SWAPPED:
        return
    code, bits = word & 255, word >> 8 & 255
    unit = bits // 8 if code != 5 else bits // 16
    if word == FLOAT16:
        parts = _half(box, cls, widen16, narrow16)
        kind = 'u16'
    elif word == BFLOAT16:
        parts = _half(box, cls, widen_brain, narrow_brain)
        kind = 'u16'
    else:
        kind = f'{_KIND_OF_CODE[code]}{unit * 8}'
        unbox = (_unbox_double if word == FLOAT64 else _unbox_single if word == FLOAT32 else _unbox_bool if word == BOOL
                 else _unbox_complex if code == 5 else _unbox_integer)(cls)
        parts = _pair(box, unbox) if code == 5 else _number(box, unbox, getattr(cls, '_load', None))
    load, pointer = parts[0], adapter.pointer_type(kind)
    forms = {0: None, 1: _rank1, 2: _rank2, _ROWS2: _rank2_rows, 3: _rank3, 4: None}
    if _tables.CELL is not None:
        for form, make in ((1, _tables.rank1), (_TABLE2, _tables.rank2), (_TABLE3, _tables.rank3)):
            forms[form] = functools.partial(make, Access, LIMIT, int_add, int_mul, kind)
    for rank, make in forms.items():
        written = make(*parts) if make else type('Other', (Access,), {})
        read = type('ReadOnly' + written.__name__, (written,), {'set': staticmethod(Access.set)})
        for readonly, made in ((False, written), (True, read)):
            made.unit, made.pointer, made.load, made.readonly = unit, pointer, staticmethod(load), readonly
            made.step = 1 if made.in_bytes else unit
            made.native, made.unbox, made.store = True, staticmethod(parts[1]), staticmethod(parts[2])
            _accesses[word, rank, readonly] = made()
    for readonly in (False, True):
        for rank in forms:
            type(_accesses[word, rank, readonly]).row = _accesses[word, 1, readonly]
    _rows[word] = _accesses[word, 1, False]
    if word == FLOAT64:
        known.double = _rows[word]


_OPAQUE = Access()


def of_row(word):
    """The access object of one-dimensional, writable, aligned arrays."""
    return _rows[word]


def choose(word, address, shape, strides, readonly, whole):
    """The access object for an array's layout; `whole` says that the array is not a part of another one."""
    rank = len(shape)
    access = _accesses.get((word, rank if rank < 4 else 4, readonly))
    if access is None:
        return _OPAQUE
    unit = access.unit
    if address % unit:
        return _OPAQUE
    if rank == 2:       # written out: a JIT would leave the caller's loop for one of its own
        if strides[0] % unit or strides[1] % unit:
            return _OPAQUE
    elif rank == 3:
        if strides[0] % unit or strides[1] % unit or strides[2] % unit:
            return _OPAQUE
    else:
        for stride in strides:
            if stride % unit:
                return _OPAQUE
    if adapter.REACH and sum([abs(length * stride) for length, stride in zip(shape, strides)]) >= adapter.REACH:
        return _OPAQUE
    if whole and _tables.fits(shape):
        return _accesses[word, _TABLE2 if rank == 2 else _TABLE3, readonly]
    if rank == 2 and strides[1] == unit:
        return _accesses[word, _ROWS2, readonly]
    return access
