"""Reads from the source of flows what each `act(…)` says to each outcome of its effect, without running it."""

import ast
import typing
from collections.abc import Iterator
from dataclasses import dataclass
from importlib import import_module
from pathlib import Path
from types import ModuleType

from flows.effects.base import Effect

ROOT = Path(__file__).resolve().parents[2]
Names = frozenset[str]
NOTHING: Names = frozenset()


@dataclass(frozen=True)
class Read:
    """One `act(…)`: where it stands, the effects it may try, and the outcomes it names."""

    where: str
    effects: tuple[type[Effect], ...]
    answered: Names
    """Outcomes that it says something to, leads on from or calls silent, whichever way its conditions go."""
    named: Names
    """All outcomes that it names, including those that only a condition adds."""

    @property
    def unanswered(self) -> Names:
        """Outcomes of the effects that would leave a person without a word, although nobody meant that."""
        return NOTHING.union(*(effect.OUTCOMES for effect in self.effects)) - self.answered

    @property
    def unknown(self) -> Names:
        """Outcomes that it names and that none of its effects has."""
        return self.named - NOTHING.union(*(effect.OUTCOMES for effect in self.effects))


def every_act() -> list[Read]:
    """Every `act(…)` in flows, in the order of the files."""
    return [read for path in sorted((ROOT / "flows").rglob("*.py")) for read in _of_file(path)]


def _of_file(path: Path) -> Iterator[Read]:
    module = import_module(".".join(path.relative_to(ROOT).with_suffix("").parts).removesuffix(".__init__"))
    tree = ast.parse(path.read_text("utf-8"))
    for call in [node for node in ast.walk(tree) if isinstance(node, ast.Call)]:
        if isinstance(call.func, ast.Name) and call.func.id == "act":
            around = [
                node
                for node in ast.walk(tree)
                if isinstance(node, ast.FunctionDef) and call in ast.walk(node)
            ]
            yield _Reader(module, around, f"{path.relative_to(ROOT)}:{call.lineno}").act(call)


class _Reader:
    """Reads one call. `around`: the functions it stands in, the inmost last."""

    def __init__(self, module: ModuleType, around: list[ast.FunctionDef], where: str) -> None:
        self.module, self.around, self.where = module, around, where

    def act(self, call: ast.Call) -> Read:
        """What the call says to which outcomes."""
        answered, named = self._keys(call.args[1]) if len(call.args) > 1 else (NOTHING, NOTHING)
        for keyword in call.keywords:
            if keyword.arg in ("leads", "silent"):
                surely, perhaps = self._keys(keyword.value)
            else:
                surely = perhaps = frozenset({str(keyword.arg)})
            answered, named = answered | surely, named | perhaps
        return Read(self.where, tuple(self._effects(call.args[0])), answered, named)

    def _effects(self, said: ast.expr) -> list[type[Effect]]:
        match said:
            case ast.Call(ast.Name(name)) if isinstance(made := getattr(self.module, name, None), type):
                return [made]
            case ast.Call(ast.Name("replace"), [old, *_]):
                return self._effects(old)
            case ast.IfExp(_, one, other):
                return self._effects(one) + self._effects(other)
            case ast.Name(name):
                assigned = [each for value in self._assigned(name) for each in self._effects(value)]
                return assigned or self._annotated(name)
        raise AssertionError(
            f"{self.where}: which effect is {ast.unparse(said)}? Write it so that it can be read"
        )

    def _annotated(self, name: str) -> list[type[Effect]]:
        for function in reversed(self.around):
            for each in (*function.args.args, *function.args.kwonlyargs):
                if each.arg == name and each.annotation is not None:
                    kind = self._value(each.annotation)
                    return list(typing.get_args(kind)) or [kind]
        raise AssertionError(f"{self.where}: which effect is {name}? Write it so that it can be read")

    def _keys(self, said: ast.expr) -> tuple[Names, Names]:
        """The keys of a mapping, or the members of a tuple: those that are there surely, and those that may be."""
        match said:
            case ast.Constant(None):
                return NOTHING, NOTHING
            case ast.IfExp(_, one, other):
                (surely, perhaps), (or_surely, or_perhaps) = self._keys(one), self._keys(other)
                return surely & or_surely, perhaps | or_perhaps
            case ast.Dict(keys, values):
                surely, perhaps = NOTHING, NOTHING
                for key, value in zip(keys, values, strict=True):
                    inner = self._keys(value) if key is None else (frozenset({self._value(key)}),) * 2
                    surely, perhaps = surely | inner[0], perhaps | inner[1]
                return surely, perhaps
            case ast.Call(ast.Attribute(ast.Name("dict"), "fromkeys"), [keys, *_]):
                return self._keys(keys)
            case ast.Name(name) if values := list(self._assigned(name)):
                read = [self._keys(value) for value in values]
                return frozenset.intersection(*(each for each, _ in read)), NOTHING.union(
                    *(each for _, each in read)
                )
            case ast.Name(name) if any(name in _parameters(function) for function in self.around):
                return NOTHING, NOTHING  # whatever a caller may lead on to comes on top
            case (
                ast.Name()
                | ast.Tuple()
                | ast.Set()
                | ast.Attribute()
                | ast.BinOp()
                | ast.DictComp()
                | ast.Call()
            ):
                value = self._value(said)
                names = frozenset({value}) if isinstance(value, str) else frozenset(value)
                return names, names
        raise AssertionError(f"{self.where}: which outcomes are in {ast.unparse(said)}?")

    def _assigned(self, name: str) -> Iterator[ast.expr]:
        for function in self.around:
            for node in ast.walk(function):
                if isinstance(node, ast.Assign) and ast.unparse(node.targets[0]) == name:
                    yield node.value

    def _value(self, said: ast.expr) -> typing.Any:
        try:
            return eval(ast.unparse(said), vars(self.module))  # noqa: S307  (a constant of our own source)
        except NameError:
            raise AssertionError(
                f"{self.where}: what is {ast.unparse(said)}? It can't be read from the source"
            ) from None


def _parameters(function: ast.FunctionDef) -> list[str]:
    return [each.arg for each in (*function.args.args, *function.args.kwonlyargs)]
