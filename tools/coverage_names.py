"""Writes COVERAGE_NAMES.md: NumPy's public names by module, which of them are here, and how many of these have no example.

    python tools/coverage_names.py            with a CPython that imports numpyni and NumPy 2.5
    python tools/coverage_names.py --check    fails if it is out of date
"""
import importlib
import sys
import types
from pathlib import Path

import numpy
import numpyni

PATH = Path(__file__).resolve().parent.parent / "COVERAGE_NAMES.md"
MODULES = """numpy numpy.char numpy.dtypes numpy.exceptions numpy.fft numpy.lib numpy.lib.array_utils numpy.lib.format numpy.lib.introspect
numpy.lib.mixins numpy.lib.npyio numpy.lib.recfunctions numpy.lib.scimath numpy.lib.stride_tricks numpy.linalg numpy.ma numpy.polynomial
numpy.polynomial.chebyshev numpy.polynomial.hermite numpy.polynomial.hermite_e numpy.polynomial.laguerre numpy.polynomial.legendre
numpy.polynomial.polynomial numpy.polynomial.polyutils numpy.random numpy.rec numpy.strings numpy.testing numpy.typing""".split()
# type, NumPy's, and ours or an instance of it, where attributes are the instance's
TYPES = [("ndarray", numpy.ndarray, numpyni.ndarray), ("dtype", numpy.dtype, numpyni.dtype("f8")), ("generic", numpy.generic, numpyni.generic),
         ("ufunc", numpy.ufunc, numpyni.add), ("flatiter", numpy.flatiter, numpyni.flatiter), ("nditer", numpy.nditer, numpyni.nditer([1])),
         ("random.Generator", numpy.random.Generator, numpyni.random.Generator),
         ("random.RandomState", numpy.random.RandomState, numpyni.random.RandomState),
         ("ma.MaskedArray", numpy.ma.MaskedArray, numpyni.ma.MaskedArray), ("poly1d", numpy.poly1d, numpyni.poly1d)]


def public(module):
    """A module's public names, submodules not."""
    names = getattr(module, "__all__", None) or [name for name in dir(module) if getattr(getattr(module, name), "__module__", "") == module.__name__]
    return sorted({name for name in names if name[0] != "_" and not isinstance(getattr(module, name, None), types.ModuleType)})


def here(module, name):
    """Whether a name is there and is more than its announcement."""
    if not isinstance(module, types.ModuleType):
        return name in dir(module)
    return hasattr(module, name) and not isinstance(getattr(module, name), numpyni._names.NotYet)


def bare(holder, names):
    """How many of the names that are here and can be called have no example in their docstrings."""
    owner = holder if isinstance(holder, (types.ModuleType, type)) else type(holder)
    found = [getattr(owner, name, None) for name in names if here(holder, name)]
    return sum(callable(each) and ">>>" not in (each.__doc__ or "") for each in found)


def row(title, names, holder):
    missing = [name for name in names if not here(holder, name)]
    return f"| {title} | {len(names)} | {len(names) - len(missing)} | {bare(holder, names)} | {', '.join(missing)} |"


def text():
    lines = ["<!-- python tools/coverage_names.py -->", "", "# Coverage of names", "", f"NumPy {numpy.__version__}'s public names, and how many of them are here.", "",
             "| module | names | here | without an example | missing |", "|---|--:|--:|--:|---|"]
    for name in MODULES:
        try:
            ours = importlib.import_module(name.replace("numpy", "numpyni", 1))
        except ImportError:
            ours = None
        lines.append(row(name, public(importlib.import_module(name)), ours))
    lines += ["", "| type | attributes and methods | here | without an example | missing |", "|---|--:|--:|--:|---|"]
    lines += [row(name, sorted(each for each in dir(theirs) if each[0] != "_"), ours) for name, theirs, ours in TYPES]
    return "\n".join(lines) + "\n"


def main(arguments):
    if arguments == ["--check"]:
        current = PATH.exists() and PATH.read_text() == text()
        if not current:
            print("COVERAGE_NAMES.md is out of date: python tools/coverage_names.py")
        return int(not current)
    PATH.write_text(text())
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
