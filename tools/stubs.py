"""Writes the type stubs, from the live module and from what tools/stub_parts says where types matter.

    python tools/stubs.py            writes python/numpyni/**/*.pyi; run it with a CPython that imports numpyni
    python tools/stubs.py --check    fails if a stub and the module disagree

A public name that no part has gets its signature from the module, so that a new function is never forgotten.
"""
import importlib
import inspect
import keyword
import re
import sys
import types
from pathlib import Path

import numpyni

ROOT = Path(__file__).resolve().parent.parent
PACKAGE = ROOT / "python/numpyni"
PARTS = ROOT / "tools/stub_parts"
COMMAND = "python tools/stubs.py"

MODULES = """numpyni numpyni.char numpyni.dtypes numpyni.exceptions numpyni.fft numpyni.lib numpyni.lib.array_utils numpyni.lib.format
numpyni.lib.introspect numpyni.lib.mixins numpyni.lib.npyio numpyni.lib.recfunctions numpyni.lib.scimath numpyni.lib.stride_tricks
numpyni.linalg numpyni.ma numpyni.ma.core numpyni.ma.extras numpyni.polynomial numpyni.polynomial.chebyshev
numpyni.polynomial.hermite numpyni.polynomial.hermite_e numpyni.polynomial.laguerre numpyni.polynomial.legendre
numpyni.polynomial.polynomial numpyni.polynomial.polyutils numpyni.random numpyni.random.bit_generator numpyni.random.mtrand
numpyni.rec numpyni.strings numpyni.testing numpyni.typing""".split()

HEAD = """\
# {command}
# mypy: disable-error-code="override, misc, type-var, overload-overlap"
import builtins
from collections.abc import Callable, Iterator, Sequence
from types import ModuleType
from typing import Any, Generic, Literal, Protocol, SupportsIndex, TypeAlias, overload
from typing_extensions import Buffer, Self, TypeVar
"""
TYPES = "ArrayLike DTypeLike NDArray".split()
SCALARS = "bool_ dtype float64 generic int64 intp ndarray ufunc".split()

# Types of parameters by name, and of results by function; the rest is Any.
PARAMETERS = {"dtype": "DTypeLike", "out": "Any", "subok": "builtins.bool", "casting": "str", "device": "str | None"}
RESULTS = {name: kind for kind, names in {
    "NDArray[Any]": """arange ascontiguousarray asfortranarray frombuffer fromiter fromfunction concatenate concat stack vstack hstack dstack
        column_stack block full_like copy identity diag diagflat tri tril triu vander logspace geomspace ravel reshape transpose swapaxes moveaxis
        rollaxis squeeze expand_dims broadcast_to repeat tile resize flip fliplr flipud rot90 roll append delete insert pad sort partition union1d
        intersect1d setdiff1d setxor1d outer kron cross convolve correlate gradient diff loadtxt genfromtxt fromfile""",
    "NDArray[bool_]": "isneginf isposinf iscomplex isreal isin isclose",
    "NDArray[intp]": "argsort argpartition flatnonzero argwhere bincount lexsort",
    "tuple[NDArray[intp], ...]": "nonzero tril_indices triu_indices diag_indices",
    "list[NDArray[Any]]": "split array_split hsplit vsplit dsplit",
    "builtins.bool": "allclose array_equal array_equiv isscalar iterable isfortran iscomplexobj isrealobj can_cast issubdtype shares_memory may_share_memory",
    "dtype[Any]": "result_type promote_types min_scalar_type",
    "tuple[int, ...]": "shape broadcast_shapes",
    "int": "ndim",
    "str": "array2string array_repr array_str binary_repr base_repr typename mintypecode",
    "None": "copyto put putmask place fill_diagonal save savez savez_compressed savetxt set_printoptions put_along_axis",
}.items() for name in names.split()}

OPERATORS = "add sub mul truediv floordiv mod pow matmul and or xor lshift rshift divmod".split()
BINARY = {f"__{prefix}{name}__" for name in OPERATORS for prefix in ("", "r", "i")} | {f"__{name}__" for name in "eq ne lt le gt ge".split()}
UNARY = {f"__{name}__" for name in "neg pos abs invert bool int float complex index len iter".split()}
PRIVATE_DUNDERS = set("""__class__ __dict__ __doc__ __module__ __weakref__ __slots__ __static_attributes__ __firstlineno__ __subclasshook__ __annotations__
__getattribute__ __init_subclass__ __sizeof__ __reduce__ __reduce_ex__ __getstate__ __setstate__ __dir__ __delattr__ __setattr__ __str__ __repr__ __format__
__hash__ __abstractmethods__ __orig_bases__ __parameters__ __match_args__ __signature__ __qualname__ __annotate__ __annotate_func__ __annotations_cache__
__buffer__ __release_buffer__ __wrapped__ __text_signature__ __class_getitem__ __instancecheck__ __subclasscheck__""".split())


def public(module):
    """The names that a stub has: those of `__all__`, and the public ones defined here."""
    names = [name for name in getattr(module, "__all__", ()) if hasattr(module, name)]
    own = [name for name, value in vars(module).items()
           if not name.startswith("_") and not isinstance(value, types.ModuleType) and _home(value) == module.__name__]
    return list(dict.fromkeys(name for name in names + own if not keyword.iskeyword(name)))


def _home(value):
    home = getattr(value, "__module__", None) if isinstance(value, (type, types.FunctionType)) else None
    return home if isinstance(home, str) else None


def signature(function, name, method=False):
    """The text of the parameters, with the types that their names tell."""
    try:
        parameters = list(inspect.signature(function).parameters.values())
    except (ValueError, TypeError):
        return "(self, *args: Any, **kwargs: Any)" if method else "(*args: Any, **kwargs: Any)"
    words, seen_star, previous = [], False, None
    for i, each in enumerate(parameters):
        if previous is each.POSITIONAL_ONLY and each.kind is not each.POSITIONAL_ONLY:
            words.append("/")
        if each.kind is each.KEYWORD_ONLY and not seen_star:
            words.append("*")
            seen_star = True
        seen_star |= each.kind is each.VAR_POSITIONAL
        star = {each.VAR_POSITIONAL: "*", each.VAR_KEYWORD: "**"}.get(each.kind, "")
        if i == 0 and method and not star:
            words.append(each.name)
        else:
            default = "" if each.default is each.empty else " = ..."
            words.append(f"{star}{each.name}: {'Any' if star else PARAMETERS.get(each.name, 'Any')}{default}")
        previous = each.kind
    if previous is inspect.Parameter.POSITIONAL_ONLY:
        words.append("/")
    return f"({', '.join(words)})"


def function_text(value, name):
    return f"def {name}{signature(value, name)} -> {RESULTS.get(name, 'Any')}: ..."


def bases(cls, known):
    """The nearest public bases."""
    answer = []
    for base in cls.__bases__:
        if base is object:
            continue
        if base.__module__ in ("builtins", "enum", "typing") and base.__name__ in vars(importlib.import_module(base.__module__)):
            answer.append(base.__name__ if base.__module__ == "builtins" and base.__name__ not in known else f"{base.__module__}.{base.__name__}")
        elif base.__name__ in known:
            answer.append(base.__name__)
        else:
            answer += bases(base, known)
    return list(dict.fromkeys(answer))


def members(cls, known):
    """{name: attribute} of a class and of those of its bases that have no stub of their own."""
    answer = {}
    stubbed = {base for parent in cls.__mro__[1:] if parent.__module__ == "builtins" or parent.__name__ in known for base in parent.__mro__}
    for base in reversed(cls.__mro__):
        if base not in stubbed:
            answer.update(vars(base))
    return {name: value for name, value in answer.items()
            if name not in PRIVATE_DUNDERS and (not name.startswith("_") or name.startswith("__") and name.endswith("__"))}


def member_text(cls, name, value):
    if isinstance(value, property) or inspect.isgetsetdescriptor(value) or inspect.ismemberdescriptor(value):
        text = f"    @property\n    def {name}(self) -> Any: ..."
        settable = not isinstance(value, property) or value.fset
        return text + (f"\n    @{name}.setter\n    def {name}(self, value: Any, /) -> None: ..." if settable else "")
    if isinstance(value, staticmethod) and name != "__new__":
        return f"    @staticmethod\n    def {name}{signature(value.__func__, name)} -> Any: ..."
    if isinstance(value, classmethod):
        return f"    @classmethod\n    def {name}{signature(value.__func__, name, True)} -> Any: ..."
    if name == "__new__":
        return f"    def __new__{signature(getattr(value, '__func__', value), name, True)} -> Self: ..."
    if name == "__init__":
        return f"    def __init__{signature(value, name, True)} -> None: ..."
    if name in UNARY:
        return f"    def {name}(self) -> Any: ..."
    if name in BINARY:
        return f"    def {name}(self, value: Any, /) -> Any: ..."
    if callable(value) and not isinstance(value, type):
        return f"    def {name}{signature(value, name, True)} -> Any: ..."
    return f"    {name}: Any"


def class_text(cls, name, known, hand=frozenset(), indent="class"):
    """A class from the live one; `hand` are the members that a part has."""
    lines = [member_text(cls, each, value) for each, value in sorted(members(cls, known).items()) if each not in hand]
    if indent != "class":
        return "\n".join(lines)
    head = f"class {name}({', '.join(bases(cls, known - {name}))}):".replace("()", "")
    return f"{head}  # type: ignore\n" + ("\n".join(lines) or "    ...")


def expanded(text, module, known):
    """A part with its lines that begin with @ replaced, and the names that it defines."""
    out = []
    for line in text.splitlines():
        word, _, argument = line.partition(" ")
        if word == "@BINARY":
            line = "\n".join(_binary(operator) for operator in OPERATORS)
        elif word == "@METHODS":
            hand = set(re.findall(r"^    def (\w+)", "\n".join(out), re.M)) | set(re.findall(r"__[ri]?(?:\w+)__", "\n".join(out)))
            line = class_text(getattr(module, argument), argument, known, hand, "") + "\n"
        elif word == "@CLASS":
            line = class_text(getattr(module, argument), argument, known)
        elif word == "@CLASSES":
            line = "\n".join(class_text(getattr(module, name), name, known) for name in scalars(module))
        elif word == "@NEW":
            line = _new(argument)
        elif word == "@LIKE":
            line = _like(argument)
        out.append(line)
    text = "\n".join(out)
    return text, set(re.findall(r"^(?:def|class) (\w+)", text, re.M)) | set(re.findall(r"^(\w+)(?::| =)", text, re.M))


def scalars(module):
    """The concrete scalar types."""
    return [name for name in module.__all__ if isinstance(getattr(module, name), type) and issubclass(getattr(module, name), module.generic)
            and getattr(module, name).__name__ == name and name not in
            "generic number integer signedinteger unsignedinteger inexact floating complexfloating flexible character bool".split()]


def _binary(operator):
    """The operators of arrays: those of one type stay in it."""
    if operator == "divmod":
        return "\n".join(f"    def __{prefix}divmod__(self, value: ArrayLike, /) -> Any: ..." for prefix in ("", "r"))
    kept = "_IntegerT" if operator in ("and", "or", "xor", "lshift", "rshift") else "_InexactT" if operator == "truediv" else "_NumberT"
    other = "int" if kept == "_IntegerT" else "float"
    narrow = [f"    @overload\n    def __{{}}{operator}__(self: NDArray[{kept}], value: NDArray[{kept}], /) -> NDArray[{kept}]: ..."]
    if operator != "matmul":
        scalar = "_InexactT" if other == "float" else kept
        narrow.append(f"    @overload\n    def __{{}}{operator}__(self: NDArray[{scalar}], value: {other}, /) -> NDArray[{scalar}]: ...")
    wide = f"    @overload\n    def __{{}}{operator}__(self, value: ArrayLike, /) -> Any: ..."
    forms = ["\n".join([*narrow, wide]).replace("{}", prefix) for prefix in ("", "r")]
    return "\n".join([*forms, f"    def __i{operator}__(self, value: ArrayLike, /) -> Self: ...  # type: ignore[misc]"])


def _new(name):
    rest = "order: _Order = ..., *, device: str | None = ..., like: Any = ...)"
    kinds = [("None", "float64"), ("type[float]", "float64"), ("type[builtins.bool]", "bool_"), ("type[int]", "int64"), ("_DTypeOf[_ScalarT]", "_ScalarT"),
             ("DTypeLike", "Any")]
    kinds = [kinds[0], kinds[4], kinds[2], kinds[3], kinds[1], kinds[5]]
    first = f"@overload\ndef {name}(shape: _Shape, dtype: None = ..., {rest} -> NDArray[float64]: ..."
    more = [f"@overload\ndef {name}(shape: _Shape, dtype: {kind}{' = ...' if kind == 'DTypeLike' else ''}, {rest} -> NDArray[{result}]: ..." for kind, result in kinds[1:]]
    return "\n".join([first, *more])


def _like(name):
    first = "prototype" if name == "empty_like" else "a"
    rest = "order: _Order = ..., subok: builtins.bool = ..., shape: _Shape | None = ..., *, device: str | None = ...)"
    rows = [("NDArray[_ScalarT]", "None = ...", "_ScalarT"), ("Any", "_DTypeOf[_ScalarT]", "_ScalarT"), ("Any", "DTypeLike = ...", "Any")]
    positional = ", /" if name == "empty_like" else ""
    return "\n".join(f"@overload\ndef {name}({first}: {kind}{positional}, dtype: {dtype}, {rest} -> NDArray[{result}]: ..." for kind, dtype, result in rows)


def stub(module_name):
    """The text of a module's stub."""
    module = importlib.import_module(module_name)
    names, top = public(module), module is numpyni
    known = {name for name in numpyni.__all__ if isinstance(getattr(numpyni, name), type)} | \
        {name for name in names if isinstance(getattr(module, name), type)}
    if module_name == "numpyni.typing":
        imports = ["from .. import dtype, generic, ndarray"]
    else:
        dots = "." if top else "." * (module_name.count(".") + (1 if _is_package(module_name) else 0))
        imports = [f"from {dots}typing import {', '.join(TYPES)}"]
        if not top:
            defined = {name for name in names if _home(getattr(module, name)) == module_name}
            needed = sorted((known & set(numpyni.__all__) | set(SCALARS)) - defined - set(names))
            imports.append(f"from {dots} import {', '.join(needed)}")
    part = PARTS / ("__init__.pyi" if top else "/".join(module_name.split(".")[1:]) + ".pyi")
    hand, done = expanded(part.read_text(), module, known) if part.exists() else ("", set())
    lines = []
    for name in names:
        if name not in done and re.fullmatch(r"\w+", name):
            lines.append(_name_text(module, name, getattr(module, name), known, imports))
    inner = sorted(name.rpartition(".")[2] for name in MODULES if name.rpartition(".")[0] == module_name)
    imports += [f"from . import {name} as {name}" for name in inner]
    listed = getattr(module, "__all__", None)
    everything = f"__all__ = {[name for name in listed if hasattr(module, name)]!r}\n" if listed else ""
    return "\n".join([HEAD.format(command=COMMAND) + "\n".join(imports), everything, hand, *lines, ""])


def _is_package(module_name):
    return hasattr(sys.modules[module_name], "__path__")


def _name_text(module, name, value, known, imports):
    if isinstance(value, types.ModuleType):
        full = getattr(value, "__name__", "")
        if full in MODULES and full.rpartition(".")[0] == module.__name__:
            return ""
        return f"{name}: ModuleType"
    if isinstance(value, numpyni.ufunc):
        return f"{name}: ufunc"
    if isinstance(value, type):
        home = value.__module__
        if home == module.__name__ and value.__name__ == name:
            return class_text(value, name, known)
        if home in MODULES and home != module.__name__ and hasattr(importlib.import_module(home), value.__name__) and value.__name__ in known | set(
                public(importlib.import_module(home))):
            imports.append(f"from {_relative(module.__name__, home)} import {value.__name__} as {name}")
            return ""
        return f"{name} = {value.__name__}" if value.__name__ in known and value.__name__ != name else class_text(value, name, known)
    if inspect.isroutine(value):
        return function_text(value, name)
    if isinstance(value, (bool, int, float, str)) and type(value) in (bool, int, float, str):
        return f"{name}: {'builtins.bool' if type(value) is bool else type(value).__name__}"
    if value is None:
        return f"{name}: None"
    return f"{name}: Any"


def _relative(module_name, home):
    """`home` as an import of `module_name` writes it."""
    dots = "." * (module_name.count(".") + (1 if _is_package(module_name) else 0))
    return dots + ".".join(home.split(".")[1:])


def place(module_name):
    base = PACKAGE.joinpath(*module_name.split(".")[1:])
    return base / "__init__.pyi" if _is_package(module_name) else base.with_suffix(".pyi")


def main(arguments):
    stale = []
    for name in MODULES:
        text = stub(name)
        path = place(name)
        if arguments == ["--check"]:
            stale += [str(path.relative_to(ROOT))] if not path.exists() or path.read_text() != text else []
        else:
            path.write_text(text)
    if arguments != ["--check"]:
        (PACKAGE / "py.typed").touch()
    if stale:
        print(f"{', '.join(stale)}: not what the module says; run {COMMAND}")
    return 1 if stale else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
