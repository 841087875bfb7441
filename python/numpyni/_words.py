"""The constants of the ABI that the shared layer and the hosts speak in: dtype words, orders, castings, copies, flags."""


def word_of(code, bits, ext=0):
    """The dtype word: the eight bytes of `NumPyNI_DType` as one integer."""
    return code | bits << 8 | 1 << 16 | ext << 32


TYPE_INT, TYPE_UINT, TYPE_FLOAT, TYPE_OPAQUE, TYPE_BFLOAT, TYPE_COMPLEX, TYPE_BOOL = range(7)

EXT_SWAPPED, EXT_WEAK, EXT_BIG = 1, 2, 4
SWAPPED = EXT_SWAPPED << 32

BOOL = word_of(TYPE_BOOL, 8)
INT8 = word_of(TYPE_INT, 8)
INT16 = word_of(TYPE_INT, 16)
INT32 = word_of(TYPE_INT, 32)
INT64 = word_of(TYPE_INT, 64)
UINT8 = word_of(TYPE_UINT, 8)
UINT16 = word_of(TYPE_UINT, 16)
UINT32 = word_of(TYPE_UINT, 32)
UINT64 = word_of(TYPE_UINT, 64)
FLOAT16 = word_of(TYPE_FLOAT, 16)
BFLOAT16 = word_of(TYPE_BFLOAT, 16)
FLOAT32 = word_of(TYPE_FLOAT, 32)
FLOAT64 = word_of(TYPE_FLOAT, 64)
COMPLEX64 = word_of(TYPE_COMPLEX, 64)
COMPLEX128 = word_of(TYPE_COMPLEX, 128)

ORDER_K, ORDER_C, ORDER_F, ORDER_A = 0, 1, 2, 3
ORDERS = {'K': ORDER_K, 'C': ORDER_C, 'F': ORDER_F, 'A': ORDER_A, 'k': ORDER_K, 'c': ORDER_C, 'f': ORDER_F, 'a': ORDER_A}

CASTING_DEFAULT, CASTING_NO, CASTING_EQUIV, CASTING_SAFE, CASTING_SAME_KIND, CASTING_UNSAFE = 0, 1, 2, 3, 4, 5
CASTINGS = {'no': CASTING_NO, 'equiv': CASTING_EQUIV, 'safe': CASTING_SAFE, 'same_kind': CASTING_SAME_KIND,
            'unsafe': CASTING_UNSAFE}

COPY_NEVER, COPY_IF_NEEDED, COPY_ALWAYS = 0, 1, 2

READONLY, ALIGNED, C_CONTIGUOUS, F_CONTIGUOUS, NATIVE_ENDIAN, OWNDATA = 1, 2, 4, 8, 16, 32

FPE_DIVIDE, FPE_OVERFLOW, FPE_UNDERFLOW, FPE_INVALID, FPE_IMAGINARY = 1, 2, 4, 8, 16

MAXDIMS = 64


def order_of(order, default=ORDER_K):
    """The ABI's constant for an order argument."""
    if order is None:
        return default
    try:
        return ORDERS[order]
    except TypeError:
        raise TypeError(f"order must be str, not {type(order).__name__}") from None
    except KeyError:
        raise ValueError(f"order must be one of 'C', 'F', 'A', or 'K' (got {order!r})") from None


def casting_of(casting):
    """The ABI's constant for a casting argument."""
    if casting is None:
        return CASTING_SAME_KIND
    try:
        return CASTINGS[casting]
    except (KeyError, TypeError):
        raise ValueError("casting must be one of 'no', 'equiv', 'safe', 'same_kind', 'unsafe' "
                         f"(got {casting!r})") from None


class CopyMode:
    """What the argument `copy` of `array` may be, besides True, False and None: ALWAYS, NEVER, IF_NEEDED."""

    def __init__(self, name, value):
        self.name, self.value = name, value

    def __bool__(self):
        if self.value == 2:
            raise ValueError(f'{self} is neither True nor False.')
        return self.value

    def __repr__(self):
        return f'_CopyMode.{self.name}'


CopyMode.ALWAYS, CopyMode.NEVER, CopyMode.IF_NEEDED = CopyMode('ALWAYS', True), CopyMode('NEVER', False), CopyMode('IF_NEEDED', 2)


class NoValueType:
    """The type of `NOVALUE`, which stands for an argument that was not given."""

    __slots__ = ()

    def __repr__(self):
        return '<no value>'

    def __reduce__(self):
        return 'NOVALUE'


NOVALUE = NoValueType()
