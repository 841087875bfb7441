"""The NumPy that results are compared with, where it is installed."""

import pytest

VERSION = (2, 5)


def numpy(**kwargs):
    """The reference; skips the test (or, with allow_module_level=True, the module) where it is absent or older."""
    try:
        import numpy
    except ImportError:
        pytest.skip('compares with NumPy, which is not installed here', **kwargs)
    if tuple(map(int, numpy.__version__.split('.')[:2])) < VERSION:
        pytest.skip('compares with NumPy {}.{} or newer'.format(*VERSION), **kwargs)
    return numpy
