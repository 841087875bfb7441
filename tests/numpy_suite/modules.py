"""Where a test file's imports of numpy lead: to the tested module, to placeholders, or to NumPy's own Python source."""

import ast
import builtins
import importlib
import os
import re
import sys
import types

from judge import Judge
from missing import PRIVATE_MOD, Missing, MissingName, State, _touch, is_private, stub
from rewriting import Rewriter

# numpy modules whose pure-Python source is executed on top of the tested module
# numpy modules whose pure-Python source is executed on top of the tested module
PORTED = re.compile(r"^numpy\.(testing(\.|$)|ma\.testutils$|_utils(\.|$)|(.*\.)?tests(\.|$))")


class Proxy(types.ModuleType):
    """numpy or a numpy submodule as the tests see it: the tested module's attributes."""

    def __init__(self, name, where, res):
        d = self.__dict__
        d["__name__"] = name
        d["_suite_where"] = where      # list of objects to look names up in
        d["_suite_res"] = res

    def __getattr__(self, n):
        for w in self._suite_where:
            try:
                return getattr(w, n)
            except AttributeError:
                pass
        full = self.__name__ + "." + n
        if n.startswith("__"):
            raise AttributeError(full)
        if self.__name__ == "numpy" or n.islower():
            m = self._suite_res.submodule(full)
            if m is not None:
                return m
        if State.collecting:
            return Missing(full, is_private(full))
        raise AttributeError("module %r has no attribute %r" % (self.__name__, n))

    def __setattr__(self, n, v):
        setattr(self._suite_where[0], n, v) if self._suite_where else None

    def __delattr__(self, n):
        delattr(self._suite_where[0], n)

    def __dir__(self):
        return sorted({x for w in self._suite_where for x in dir(w)})


class Resolver:
    """What the rewritten imports call."""

    def __init__(self, target, root):
        self.root, self.tname = root, target
        self.target = importlib.import_module(target)
        self.cache = {}

    # -- used by the rewritten code
    def imp(self, name):
        """import numpy.a.b as x"""
        return self.module(name)

    def imp_root(self, name):
        """import numpy.a.b   (binds numpy)"""
        self.module(name)
        return self.module("numpy")

    def frm(self, mod, name):
        m = self.module(mod)
        if isinstance(m, Missing):
            return m._suite_sub("." + name) if State.collecting else _touch(m)
        try:
            return getattr(m, name)
        except AttributeError:
            sub = self.submodule(mod + "." + name)
            if sub is not None:
                return sub
            if State.collecting:
                return Missing(mod + "." + name, is_private(mod + "." + name))
            if is_private(mod + "." + name):
                _touch(Missing(mod + "." + name, True))
            raise ImportError("cannot import name %r from %r" % (name, mod))

    def star(self, mod):
        m = self.module(mod)
        if isinstance(m, Missing):
            return {}
        names = getattr(m, "__all__", None) or [n for n in dir(m) if not n.startswith("_")]
        return {n: getattr(m, n) for n in names if hasattr(m, n)}

    @staticmethod
    def shim_hypothesis():
        """hypothesis.extra.numpy makes real numpy arrays: its tests are n/a"""
        try:
            import hypothesis.extra
            from hypothesis import strategies as st
        except ImportError:
            return
        m = types.ModuleType("hypothesis.extra.numpy")

        def strategy(*a, **k):
            return st.builds(lambda: _touch(Missing("hypothesis.extra.numpy", True)))
        m.__getattr__ = lambda n: strategy
        sys.modules["hypothesis.extra.numpy"] = hypothesis.extra.numpy = m

    @staticmethod
    def hasattr(o, n):
        if isinstance(o, Missing):
            return False
        v = getattr(o, n, None)
        return not isinstance(v, Missing) and builtins.hasattr(o, n)

    @staticmethod
    def getattr(o, n, *d):
        if d:
            v = builtins.getattr(o, n, d[0])
            return d[0] if isinstance(v, Missing) else v
        return builtins.getattr(o, n)

    def guard(self, exc, ns, names):
        for n, kind in names:
            if n in ns and kind == "var":
                continue
            if kind == "class" and n.startswith("Test"):
                ns[n] = type(n, (), {"test_class_undefinable": stub("test_class_undefinable", exc)})
            elif kind != "var" and n.startswith("test"):
                ns[n] = stub(n, exc)
            else:
                ns[n] = Missing("%s (%s: %s)" % (n, type(exc).__name__, str(exc)[:120]))

    # -- look-up
    def module(self, name):
        if name not in self.cache:
            self.cache[name] = self._module(name)
        return self.cache[name] if State.collecting else self.raw(self.cache[name])

    @staticmethod
    def raw(m):
        """the module itself: np must be what x.__array_namespace__() returns"""
        if isinstance(m, Proxy) and len(m._suite_where) == 1 \
                and isinstance(m._suite_where[0], types.ModuleType):
            return m._suite_where[0]
        return m

    def collection_done(self):
        State.collecting = False
        for m in list(self.cache.values()):
            if isinstance(m, types.ModuleType) and not isinstance(m, Proxy) \
                    and m.__name__.startswith("suite_"):
                for k, v in list(m.__dict__.items()):
                    if isinstance(v, Proxy):
                        m.__dict__[k] = self.raw(v)

    def submodule(self, name):
        """numpy.a.b if that is a module in NumPy, else None (b is a missing name)"""
        path, pkg = self._path(name)
        if path is None and not pkg and not name.endswith("._multiarray_umath") \
                and not PRIVATE_MOD.search(name):
            return None
        m = self.module(name)
        return None if isinstance(m, Missing) else m

    def _native(self, rest):
        """The tested module's own module or attribute at the dotted path."""
        o = self.target
        for i, part in enumerate(rest):
            try:
                o = getattr(o, part)
            except AttributeError:
                try:
                    o = importlib.import_module(".".join([self.tname] + rest[:i + 1]))
                except Exception:
                    return None
        return o

    def _module(self, name):
        if name == "numpy":
            return Proxy("numpy", [self.target], self)
        if name == "numpy._pytesttester":
            return types.SimpleNamespace(PytestTester=lambda n: None)
        if self.tname == "numpy" and not re.search(r"\.tests(\.|$)", name) \
                and not name.startswith("numpy.testing"):
            try:
                return importlib.import_module(name)
            except ImportError:
                return Missing(name)
        if PORTED.match(name):
            m = self._ported(name)
            if name == "numpy.testing._private.utils":
                Judge().install(m.__dict__)
            if m is not None:
                return m
            return Missing(name, True)
        rest = name.split(".")[1:]
        m = self._native(rest)
        if m is not None:
            if isinstance(m, types.ModuleType):
                flat = [m] + ([self.target] if any(p.startswith("_") for p in rest) else [])
                return Proxy(name, flat, self)
            return m
        if PRIVATE_MOD.search(name):
            return Missing(name, True)
        if any(p.startswith("_") or p == "core" for p in rest):  # implementation modules: flat
            where = [self.target]
            for sub in ("linalg", "fft", "lib", "random", "ma", "strings", "char", "rec", "exceptions"):
                if sub in name and hasattr(self.target, sub):
                    where.insert(0, getattr(self.target, sub))
            return Proxy(name, where, self)
        if rest == ["exceptions"]:
            return self._ported(name) or Missing(name)
        return Missing(name)

    def _path(self, name):
        p = os.path.join(self.root, *name.split("."))
        if os.path.isfile(p + ".py"):
            return p + ".py", False
        if os.path.isfile(os.path.join(p, "__init__.py")):
            return os.path.join(p, "__init__.py"), True
        if os.path.isdir(p):
            return None, True
        return None, False

    def _ported(self, name):
        path, pkg = self._path(name)
        if path is None:
            return types.ModuleType(name) if pkg else None
        return self.execute(path, name, pkg)

    def execute(self, path, name, pkg=False):
        mod = types.ModuleType("suite_" + name.replace(".", "_"))
        mod.__file__ = path
        mod.__package__ = name if pkg else name.rpartition(".")[0]
        self.cache[name] = mod
        with open(path, encoding="utf-8") as f:
            src = f.read()
        tree = Rewriter(mod.__package__, self.tname).run(ast.parse(src, path))
        mod.__dict__.update(__suite__=self, __suite_exc__=(Exception, MissingName),
                            __suite_hasattr__=self.hasattr, __suite_getattr__=self.getattr)
        sys.modules[mod.__name__] = mod      # pickle, inspect, dataclasses
        exec(compile(tree, path, "exec", dont_inherit=True), mod.__dict__)
        return mod
