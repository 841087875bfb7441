"""Placeholders for what the tested module lacks: the tests that touch one fail, the others run."""

import re
import types

# compiled test helpers with no public counterpart
PRIVATE_MOD = re.compile(r"(_multiarray_tests|_rational_tests|_umath_tests|_operand_flag_tests|"
                         r"_struct_ufunc_tests|_simd|_umath_linalg|lapack_lite|_examples|"
                         r"extbuild|_array_api_info|_internal)")


def is_private(name):
    """a compiled test helper, or a function NumPy itself names _private"""
    last = name.rpartition(".")[2]
    return bool(PRIVATE_MOD.search(name)) or (last.startswith("_") and not last.startswith("__"))


class MissingName(BaseException):
    """A test touched something that the tested module does not have."""


class State:
    """Whether the test files are still being collected: until then a placeholder may be touched."""

    collecting = True


def _touch(m):
    if m._suite_private:
        import pytest
        pytest.skip("n/a: numpy-private " + m._suite_name)
    raise MissingName("missing: " + m._suite_name)


class Missing:
    """Stands for a name that the tested module lacks; what is made from it at collection time is missing too."""

    __slots__ = ("_suite_name", "_suite_private", "__weakref__")

    def __init__(self, name, private=False):
        object.__setattr__(self, "_suite_name", name)
        object.__setattr__(self, "_suite_private", private)

    def __repr__(self):
        return "<missing %s>" % self._suite_name

    def _suite_sub(self, suffix):
        if State.collecting:
            return Missing(self._suite_name + suffix, self._suite_private)
        _touch(self)

    def __getattr__(self, n):
        if n.startswith("__") and n.endswith("__"):
            raise AttributeError(n)
        return self._suite_sub("." + n)

    def __setattr__(self, n, v):
        if not State.collecting:
            _touch(self)

    def __call__(self, *a, **k):
        if State.collecting:
            if len(a) == 1 and not k and isinstance(a[0], (types.FunctionType, type)):
                return stub(getattr(a[0], "__name__", "test"), self, a[0])  # a decorator
            return Missing(self._suite_name + "()", self._suite_private)
        _touch(self)

    def __iter__(self):
        if State.collecting:
            return iter([Missing(self._suite_name + "[*]", self._suite_private)])
        _touch(self)

    def __len__(self):
        if State.collecting:
            return 1
        _touch(self)

    def __bool__(self):
        if State.collecting:
            return False
        _touch(self)

    def __hash__(self):
        return id(self)

    def __eq__(self, o):
        return self is o if State.collecting else _touch(self)

    def __ne__(self, o):
        return self is not o if State.collecting else _touch(self)

    def __mro_entries__(self, bases):
        raise MissingName("missing: " + self._suite_name)


for _op in ("add sub mul truediv floordiv mod pow matmul and or xor lshift rshift "
            "radd rsub rmul rtruediv rfloordiv rmod rpow rmatmul rand ror rxor "
            "lt le gt ge neg pos invert getitem contains enter").split():
    def _f(self, *a, _o=_op):
        return self._suite_sub(" " + _o)
    setattr(Missing, "__%s__" % _op, _f)


def stub(name, why, like=None):
    """What stands for a definition that could not be made."""
    m = why if isinstance(why, Missing) else None
    text = why._suite_name if m else "%s: %s" % (type(why).__name__, str(why)[:150])

    def test_undefinable(*a, **k):
        if m is not None:
            _touch(m)
        raise MissingName("could not be defined: " + text)
    test_undefinable.__name__ = name
    if isinstance(like, types.FunctionType):    # parametrize looks for the arguments
        import inspect
        test_undefinable.__signature__ = inspect.signature(like)
    return test_undefinable
