"""What docstrings say beyond their first sentence: shape, dtype, errors and an example. tests/python/test_docstrings.py runs the examples."""

from types import FunctionType

from . import creation, methods, others, reductions, selection, shapes, types, ufuncs, values

_DOCS = {}
for _module in (creation, shapes, selection, reductions, values, others):
    _DOCS.update(_module.DOCS)

_UFUNC = '''{doc}

The operands broadcast, and the loop for their common type (`types` lists them) computes; a result without dimensions is a scalar.
TypeError where no loop fits; ValueError where the shapes do not.

>>> np.{name}({operands})
{result}
'''


def describe(function, name):
    """Completes the docstring of a public function."""
    native = not isinstance(function, (FunctionType, type))
    _complete(getattr(function, '__wrapped__', function) if native else function, _DOCS.get(name))


def describe_all(namespace, docs):
    """Completes the docstrings of the functions of a submodule."""
    for name, text in docs.items():
        _complete(namespace[name], text)


def describe_by_example(target, notes, lines):
    """Completes the docstrings of the functions of a module or class: lines are `name: call -> result`."""
    for line in lines.strip().splitlines():
        name, _, example = line.partition(': ')
        call, _, result = example.partition(' ->')
        _complete(getattr(target, name), f'{notes}\n\n>>> {call}\n{result.strip()}\n')


def describe_types(namespace):
    """Completes the docstrings of the public types; those of the hosts have none of their own."""
    for name, (sentence, example) in types.DOCS.items():
        each = namespace[name]
        first = sentence or each.__doc__ or ''
        if '>>>' not in first:
            each.__doc__ = f'{first}\n{example}'


def describe_methods(cls):
    """Completes the docstrings of the methods of arrays that a class has in Python."""
    for name, text in methods.DOCS.items():
        method = getattr(cls, name, None)
        if type(method) is FunctionType:
            _complete(method, text)


def _complete(function, text):
    first = function.__doc__ or ''
    function = getattr(function, '__func__', function)
    if text and '>>>' not in first:
        function.__doc__ = f'{first}\n\nNotes: {text}'


def of_ufunc(name, doc):
    """The docstring of a ufunc."""
    if name not in ufuncs.EXAMPLES:
        return doc
    operands, result = ufuncs.EXAMPLES[name]
    return _UFUNC.format(doc=doc, name=name, operands=operands, result=result)
