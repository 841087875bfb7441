"""Submodules that are imported when first used."""

import importlib
import types


class Submodule(types.ModuleType):
    """Stands for a submodule until an attribute is asked for; its import then takes this object's place in the package."""

    def __getattr__(self, name):
        if name in ('__path__', '__file__', '__wrapped__'):         # what Python asks of any module
            raise AttributeError(name)
        return getattr(importlib.import_module(self.__name__), name)

    def __dir__(self):
        return dir(importlib.import_module(self.__name__))


def submodules(names):
    """A stand-in for each name of a submodule of the package."""
    return {name: Submodule(f'numpyni.{name}') for name in names.split()}
