"""Reads from the source of the store which outcomes an effect can have, without running it.

It follows every `return` of the function that applies an effect through the functions it calls, down to the names given
to `Outcome(…)`. It does not read conditions, so now and then it finds a name that cannot come.
"""

import ast
from collections.abc import Iterator, Mapping
from functools import cache
from importlib import import_module
from inspect import getsource, unwrap
from itertools import product
from typing import Any

from flows.effects.base import Outcome

Names = frozenset[str]
Given = Mapping[str, Names]
NOTHING: Names = frozenset()


class Unreadable(AssertionError):
    """The name of an outcome is put together in a way that cannot be read from the source."""


@cache
def _tree(module: str) -> ast.Module:
    return ast.parse(getsource(import_module(module)))


def outcomes_of(applies: Any) -> Names:
    """The names of the outcomes that a function of `store.effects` may return. Raises Unreadable."""
    function = unwrap(applies)
    return _returned(_Function(function.__module__, function.__name__), ())


class _Function:
    """A function of a module, as written."""

    def __init__(self, module: str, name: str) -> None:
        self.module, self.name = module, name
        found = [
            each for each in _tree(module).body if isinstance(each, ast.FunctionDef) and each.name == name
        ]
        if not found:
            raise Unreadable(f"{module}.{name} is no function")
        self.node = found[0]
        self.parameters = [each.arg for each in self.node.args.args]

    def annotation(self, parameter: str | None) -> ast.expr | None:
        """The type that is written at a parameter."""
        every = (*self.node.args.args, *self.node.args.kwonlyargs)
        return next((each.annotation for each in every if each.arg == parameter), None)

    def assigned(self, name: str) -> Iterator[ast.expr]:
        """Whatever is assigned to a variable; of a tuple that is unpacked, the first."""
        for node in ast.walk(self.node):
            targets = node.targets if isinstance(node, ast.Assign) else []
            for target in targets:
                first = target.elts[0] if isinstance(target, ast.Tuple) else target
                if isinstance(first, ast.Name) and first.id == name and isinstance(node, ast.Assign):
                    yield node.value


@cache
def _returned_by(module: str, name: str, given: tuple[tuple[str, Names], ...]) -> Names:
    function = _Function(module, name)
    found = NOTHING
    for node in ast.walk(function.node):
        if isinstance(node, ast.Return) and node.value is not None:
            found |= _Reading(function, dict(given)).outcome(node.value)
    refused = any(isinstance(by, ast.Name) and "for_" in by.id for by in function.node.decorator_list)
    return found | {"none"} if refused else found


def _returned(function: _Function, given: tuple[tuple[str, Names], ...]) -> Names:
    return _returned_by(function.module, function.name, given)


class _Reading:
    """Reads expressions of one function. `given`: the outcomes that its parameters may be."""

    def __init__(self, function: _Function, given: Given) -> None:
        self.function, self.given, self.module = function, given, import_module(function.module)
        self.reading: set[str] = set()

    def outcome(self, said: ast.expr) -> Names:
        """The names of the outcomes that an expression may be."""
        match said:
            case ast.Constant(None):
                return NOTHING
            case ast.IfExp(_, one, other):
                return self.outcome(one) | self.outcome(other)
            case ast.BoolOp(_, parts):
                return NOTHING.union(*map(self.outcome, parts))
            case ast.Tuple([first, *_]):
                return self.outcome(first)
            case ast.Name(name):
                return self._variable(name, self.outcome, self._constant(name))
            case ast.Attribute(ast.Name(_), _):
                return frozenset({self._value(said).name})
            case ast.Call(ast.Name("Outcome"), [name, *_]):
                return self.name(name)
            case ast.Call(ast.Name("replace"), [old, *_], keywords):
                named = [each.value for each in keywords if each.arg == "name"]
                return self.name(named[0]) if named else self.outcome(old)
            case ast.Call(function, args, keywords):
                return self._called(function, args, keywords)
        raise self._unreadable(said)

    def name(self, said: ast.expr) -> Names:
        """What an expression for the name of an outcome may be."""
        match said:
            case ast.Constant(str(name)):
                return frozenset({name})
            case ast.IfExp(_, one, other):
                return self.name(one) | self.name(other)
            case ast.JoinedStr(parts):
                each = [self.name(part) for part in parts]
                return frozenset("".join(one) for one in product(*each))
            case ast.FormattedValue(value):
                return self.name(value)
            case ast.Attribute(of, "name"):
                return self.outcome(of)
            case ast.Subscript(ast.Name(table), _) if isinstance(getattr(self.module, table, None), dict):
                return frozenset(getattr(self.module, table).values())
            case ast.Subscript(ast.Name(_) as listed, ast.Constant(_)):
                return self.name(listed)
            case ast.ListComp(ast.Name(_), [ast.comprehension(_, ast.Name(listed))]):
                return frozenset(getattr(self.module, listed))
            case ast.Name(name):
                return self._variable(name, self.name, NOTHING)
            case ast.Call(ast.Name(called)):
                inner = _Function(self.function.module, called)
                reading = _Reading(inner, {})
                values = [node.value for node in ast.walk(inner.node) if isinstance(node, ast.Return)]
                return NOTHING.union(*(reading.name(value) for value in values if value is not None))
        raise self._unreadable(said)

    def _variable(self, name: str, read: Any, otherwise: Names) -> Names:
        if name in self.reading:
            return NOTHING
        self.reading.add(name)
        found = otherwise.union(self.given.get(name, NOTHING), *map(read, self.function.assigned(name)))
        self.reading.remove(name)
        if not found and name not in self.given:
            raise self._unreadable(ast.Name(name))
        return found

    def _constant(self, name: str) -> Names:
        value = getattr(self.module, name, None)
        return frozenset({value.name}) if isinstance(value, Outcome) else NOTHING

    def _value(self, said: ast.expr) -> Any:
        return eval(ast.unparse(said), vars(self.module))  # noqa: S307  (a name of our own source)

    def _called(self, called: ast.expr, args: list[ast.expr], keywords: list[ast.keyword]) -> Names:
        function = unwrap(self._value(called))
        inner = _Function(function.__module__, function.__name__)
        named = [*zip(inner.parameters, args, strict=False), *((each.arg, each.value) for each in keywords)]
        given = []
        for parameter, value in named:
            match inner.annotation(parameter):
                case ast.Name("Outcome"):
                    given.append((str(parameter), self.outcome(value)))
                case ast.Name("str") if isinstance(value, (ast.Constant, ast.IfExp)):
                    given.append((str(parameter), self.name(value)))
        return _returned(inner, tuple(given))

    def _unreadable(self, said: ast.AST) -> Unreadable:
        where = f"{self.function.module}.{self.function.name}"
        return Unreadable(
            f"{where}: which outcome is {ast.unparse(said)}? Write its name so that it can be read"
        )
