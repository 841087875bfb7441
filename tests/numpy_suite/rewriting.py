"""A test file's syntax tree, with imports of numpy as look-ups and every statement guarded on its own."""

import ast
import re


def _names(stmt):
    """names a statement binds in its own scope"""
    out = []
    if isinstance(stmt, (ast.FunctionDef, ast.AsyncFunctionDef)):
        return [(stmt.name, "def")]
    if isinstance(stmt, ast.ClassDef):
        return [(stmt.name, "class")]

    def walk(n):
        if isinstance(n, (ast.FunctionDef, ast.AsyncFunctionDef)):
            out.append((n.name, "def"))
            return
        if isinstance(n, ast.ClassDef):
            out.append((n.name, "class"))
            return
        if isinstance(n, (ast.Lambda, ast.ListComp, ast.SetComp, ast.DictComp, ast.GeneratorExp)):
            return
        if isinstance(n, ast.Name) and isinstance(n.ctx, ast.Store):
            out.append((n.id, "var"))
        if isinstance(n, ast.alias):
            out.append(((n.asname or n.name).split(".")[0], "var"))
        for c in ast.iter_child_nodes(n):
            walk(c)
    walk(stmt)
    return out


class Rewriter(ast.NodeTransformer):
    def __init__(self, package, tname):
        self.package, self.tname = package, tname

    def run(self, tree):
        tree = self.visit(tree)
        tree.body = self.guarded(tree.body, "globals")
        return ast.fix_missing_locations(tree)

    # imports ----------------------------------------------------------
    def _call(self, meth, *args):
        return ast.Call(ast.Attribute(ast.Name("__suite__", ast.Load()), meth, ast.Load()),
                        [ast.Constant(a) for a in args], [])

    def _assign(self, node, name, value):
        return ast.copy_location(ast.Assign([ast.Name(name, ast.Store())], value), node)

    def visit_Import(self, node):
        out, keep = [], []
        for a in node.names:
            if a.name == "numpy" or a.name.startswith("numpy."):
                if a.asname:
                    out.append(self._assign(node, a.asname, self._call("imp", a.name)))
                else:
                    out.append(self._assign(node, "numpy", self._call("imp_root", a.name)))
            else:
                keep.append(a)
        if keep:
            node.names = keep
            out.insert(0, node)
        return out

    def visit_ImportFrom(self, node):
        mod = node.module or ""
        if node.level:
            parts = self.package.split(".")
            base = parts[:len(parts) - node.level + 1]
            mod = ".".join(base + ([mod] if mod else []))
        if not (mod == "numpy" or mod.startswith("numpy.")):
            return node
        out = []
        for a in node.names:
            if a.name == "*":
                upd = ast.Call(ast.Attribute(ast.Call(ast.Name("globals", ast.Load()), [], []),
                                             "update", ast.Load()), [self._call("star", mod)], [])
                out.append(ast.copy_location(ast.Expr(upd), node))
            else:
                out.append(self._assign(node, a.asname or a.name, self._call("frm", mod, a.name)))
        return out

    # code in strings, hasattr/getattr ----------------------------------
    def visit_Constant(self, node):
        v = node.value
        if isinstance(v, str) and self.tname != "numpy" and "import" in v and "numpy" in v:
            v = re.sub(r"\bimport numpy as\b", "import %s as" % self.tname, v)
            v = re.sub(r"\bfrom numpy import\b", "from %s import" % self.tname, v)
            v = re.sub(r"\bimport numpy(?=[\s;]|$)(?! as)", "import %s as numpy" % self.tname, v)
            return ast.copy_location(ast.Constant(v), node)
        return node

    def visit_JoinedStr(self, node):
        return node

    def visit_Call(self, node):
        self.generic_visit(node)
        if isinstance(node.func, ast.Name) and node.func.id in ("hasattr", "getattr"):
            node.func.id = "__suite_" + node.func.id + "__"
        return node

    # guards --------------------------------------------------------------
    def visit_ClassDef(self, node):
        self.generic_visit(node)
        if node.name.startswith("Test") or any(
                isinstance(s, (ast.FunctionDef,)) and s.name.startswith("test") for s in node.body):
            node.body = self.guarded(node.body, "locals")
        return node

    def guarded(self, body, scope):
        out = []
        for i, s in enumerate(body):
            if isinstance(s, ast.Expr) and isinstance(s.value, ast.Constant):
                out.append(s)
                continue
            if isinstance(s, ast.ImportFrom) and s.module == "__future__":
                out.append(s)
                continue
            if isinstance(s, (ast.Pass, ast.Global)):
                out.append(s)
                continue
            if isinstance(s, ast.FunctionDef) and not s.decorator_list \
                    and not s.args.defaults and not s.args.kw_defaults:
                out.append(s)
                continue
            names = ast.List([ast.Tuple([ast.Constant(n), ast.Constant(k)], ast.Load())
                              for n, k in _names(s)], ast.Load())
            call = ast.Call(ast.Attribute(ast.Name("__suite__", ast.Load()), "guard", ast.Load()),
                            [ast.Name("__suite_e__", ast.Load()),
                             ast.Call(ast.Name(scope, ast.Load()), [], []), names], [])
            h = ast.ExceptHandler(ast.Name("__suite_exc__", ast.Load()), "__suite_e__", [ast.Expr(call)])
            out.append(ast.copy_location(ast.Try([s], [h], [], []), s))
        return out
