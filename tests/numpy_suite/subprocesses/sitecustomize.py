"""On the path of the processes that NumPy's tests start: there `numpy` is the tested package too, never NumPy's own."""

import importlib
import importlib.util
import os
import sys

TARGET = os.environ['NUMPY_SUITE_TARGET']


class Alias:
    """The finder and loader of `numpy` and `numpy.X`: the modules of the tested package."""

    @classmethod
    def find_spec(cls, name, path=None, target=None):
        if name == 'numpy' or name.startswith('numpy.'):
            return importlib.util.spec_from_loader(name, cls)

    @staticmethod
    def create_module(spec):
        return None

    @staticmethod
    def exec_module(module):
        name = module.__name__
        sys.modules[name] = importlib.import_module(TARGET + name[len('numpy'):])


sys.meta_path.insert(0, Alias)
