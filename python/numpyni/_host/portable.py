"""The host in plain Python, over cffi (PyPy) or ctypes: the core protocol's names."""

import sys

from .._words import NOVALUE
from . import _arithmetic
from ._array import (address, base, flags, from_memory, handle_of, ndarray, new, set_layout, set_readonly, transpose, view_as)
from ._buffers import from_object_buffer
from ._calls import set_hooks
from ._library import adapter, api, library_path
from ._operations import (arange, as_strided, assign, astype, broadcast_to, can_cast, concatenate, get, handle_count, item,
                          level_name, nonzero, overlaps, promote, reshape, set, set_thread_count, thread_count)
from ._scalars import make_scalar, register_dtype, scalar_type, scalar_value
from ._ufunc import (UfuncBase, hot_array, hot_new, hot_reduction, matmul, reduce, ufunc_accumulate, ufunc_at, ufunc_call,
                     ufunc_count, ufunc_info, ufunc_reduce, ufunc_reduceat, ufunc_resolve)

name = adapter.name


def abi_version():
    """The ABI's version: (major, minor)."""
    return api.major, api.minor


def _tune_jit():
    """Room for loops with many element accesses, and for loops that see several dtypes (each gets its own version)."""
    try:
        import pypyjit
    except ImportError:
        return
    for setting in ('trace_limit=16000', 'retrace_limit=24', 'max_retrace_guards=60'):
        try:
            pypyjit.set_param(setting)
        except ValueError:
            pass


_tune_jit()
