"""The host in plain Python, over cffi (PyPy) or ctypes: the core protocol's names."""

import sys

from .._words import NOVALUE
from . import _arithmetic, _places
from ._array import address, base, flags, ndarray, set_layout, set_readonly, view_as
from ._buffers import from_object_buffer
from ._calls import set_hooks
from ._extensions import extension_load, function_call, function_info, make_function
from ._functions import hot_function
from ._handles import handle_of
from ._library import adapter, api, library_path
from ._memory import from_memory, new, take_memory
from ._operations import (arange, as_strided, assign, astype, broadcast_to, can_cast, concatenate, get, handle_count, item,
                          level_name, nonzero, overlaps, promote, reshape, set, set_thread_count, thread_count, transpose)
from ._random import random_draw, random_fill, random_find
from ._scalar_basis import make_scalar, scalar_value
from ._scalars import register_dtype, scalar_type
from ._ufunc import (UfuncBase, hot_array, hot_new, hot_reduction, reduce, ufunc_accumulate, ufunc_at, ufunc_call,
                     ufunc_count, ufunc_info, ufunc_reduce, ufunc_reduceat, ufunc_resolve, ufunc_signature)

name = adapter.name


def abi_version():
    """The ABI's version: (major, minor)."""
    return api.major, api.minor


def _tune_jit():
    """Room for loops with many element accesses: PyPy gives up a trace of more than 6000 operations; older ones take 16383.

    `retrace_limit`, which would give a loop that sees several dtypes a version for each, stays as it is: above 1 it crashes
    PyPy 7.3.11 and 8.0.1 inside the compiler on three nested loops.
    """
    try:
        import pypyjit
    except ImportError:
        return
    pypyjit.set_param('trace_limit=40000' if sys.pypy_version_info >= (7, 3, 12) else 'trace_limit=16383')


_tune_jit()
