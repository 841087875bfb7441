"""Masked arrays: arrays some of whose elements count as missing."""

from . import core, extras
from .core import *
from .core import __all__ as _core_names
from .extras import *
from .extras import __all__ as _extra_names

__all__ = ['core', 'extras', *_core_names, *_extra_names]


def __getattr__(name):
    if name == 'mrecords':
        import importlib
        return importlib.import_module('numpyni.ma.mrecords')
    raise AttributeError(f'module {__name__!r} has no attribute {name!r}')
