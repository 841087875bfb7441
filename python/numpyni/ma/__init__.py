"""Masked arrays: arrays some of whose elements count as missing."""

import sys as _sys

from .. import _docs
from .._docs import masked as _texts
from . import core, extras
from .core import *
from .core import __all__ as _core_names
from .extras import *
from .extras import __all__ as _extra_names

__all__ = ['core', 'extras', *_core_names, *_extra_names]

_docs.describe_by_example(MaskedArray, *_texts.METHODS)
_docs.describe_by_example(_sys.modules[__name__], *_texts.FUNCTIONS)


def __getattr__(name):
    if name == 'mrecords':
        import importlib
        return importlib.import_module('numpyni.ma.mrecords')
    raise AttributeError(f'module {__name__!r} has no attribute {name!r}')
