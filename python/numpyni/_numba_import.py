"""Tells Numba of our arrays as soon as it is imported: it remembers the type of the first array of a kind that it meets."""

import importlib.util
import sys


class _Finder:
    """Stands before all other finders until Numba is imported."""

    @staticmethod
    def find_spec(name, path=None, target=None):
        if name != 'numba':
            return None
        sys.meta_path.remove(_Finder)
        spec = importlib.util.find_spec(name)
        if spec is not None and spec.loader is not None:
            execute = spec.loader.exec_module

            def exec_module(module):
                execute(module)
                _register()

            spec.loader.exec_module = exec_module
        return spec


def _register():
    try:
        from .numba import register
        register()
    except Exception as error:      # another version of Numba: its users do not depend on us
        import warnings

        warnings.warn(f'numpyni: Numba does not take its arrays: {type(error).__name__}: {error}', stacklevel=2)


def watch():
    """Registers now if Numba is there, or when it comes."""
    if 'numba' in sys.modules:
        _register()
    elif sys.implementation.name == 'cpython':
        sys.meta_path.insert(0, _Finder)
