"""Small changes of a module: where one may be made, and what may stand there instead."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from typing import Any

import msgspec

_FLIPPED: dict[type[ast.AST], tuple[type[ast.AST], ...]] = {
    ast.Lt: (ast.LtE, ast.GtE),
    ast.LtE: (ast.Lt, ast.Gt),
    ast.Gt: (ast.GtE, ast.LtE),
    ast.GtE: (ast.Gt, ast.Lt),
    ast.Eq: (ast.NotEq,),
    ast.NotEq: (ast.Eq,),
    ast.In: (ast.NotIn,),
    ast.NotIn: (ast.In,),
    ast.Is: (ast.IsNot,),
    ast.IsNot: (ast.Is,),
    ast.And: (ast.Or,),
    ast.Or: (ast.And,),
    ast.Add: (ast.Sub,),
    ast.Sub: (ast.Add,),
    ast.Mult: (ast.FloorDiv,),
    ast.Div: (ast.Mult,),
    ast.RShift: (ast.LShift,),
    ast.Break: (ast.Continue,),
    ast.Continue: (ast.Break,),
}
_SWAPPED = {"min": "max", "max": "min", "all": "any", "any": "all"}
_SILENT = ("log", "warnings")
"""Calls to these may be left out unnoticed."""


class Mutant(msgspec.Struct, frozen=True):
    """One change of one module."""

    module: str
    lines: tuple[int, ...]
    """Lines of the module as it stands that the change concerns."""
    was: str
    now: str
    source: str
    anew: bool = False
    """Whether it changes a class as such, so that all must be loaded anew."""


class Hole(msgspec.Struct, frozen=True):
    """A place in a tree, and what may stand there instead."""

    parent: Any
    field: str
    index: int | None
    others: tuple[ast.AST, ...]
    shown: ast.AST
    """The smallest piece of code around it that reads well."""

    def put(self, node: Any) -> Any:
        """Set the place to a node; what stood there."""
        held = getattr(self.parent, self.field)
        if self.index is None:
            setattr(self.parent, self.field, node)
            return held
        before, held[self.index] = held[self.index], node
        return before


def others(node: ast.AST) -> list[ast.AST]:
    """What may stand in the place of a node."""
    if kinds := _FLIPPED.get(type(node)):
        return [kind() for kind in kinds]
    match node:
        case ast.Constant(value=bool() as value):
            return [ast.Constant(not value)]
        case ast.Constant(value=int() | float() as value):
            near = [value + 1, value - 1, 0] if value not in (0, 1) else [value + 1, value - 1]
            return [ast.Constant(number) for number in near]
        case ast.UnaryOp(op=ast.Not()):
            return [node.operand]
        case ast.Call(func=ast.Name(id=name)) if name in _SWAPPED:
            return [ast.Call(ast.Name(_SWAPPED[name]), node.args, node.keywords)]
        case ast.Expr(value=ast.Call() as call) if not _is_silent(call):
            return [ast.Pass()]
        case ast.Return(value=value) if value is not None and ast.unparse(value) != "None":
            return [ast.Return(ast.Constant(None))]
        case ast.If(test=test):
            refused = ast.UnaryOp(ast.Not(), test)
            return [ast.If(refused, node.body, node.orelse)]
    return []


def _is_silent(call: ast.Call) -> bool:
    return ast.unparse(call.func).startswith(_SILENT)


def holes(node: ast.AST, shown: ast.AST) -> Iterator[Hole]:
    """Every place below a node that can be changed; annotations, messages and names left out."""
    for field, value in ast.iter_fields(node):
        if field in {"annotation", "returns", "decorator_list", "bases", "keywords"} and isinstance(
            node, ast.arg | ast.AnnAssign | ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef
        ):
            continue
        for index, child in enumerate(value) if isinstance(value, list) else [(None, value)]:
            if not isinstance(child, ast.AST) or _is_apart(child):
                continue
            inner = child if isinstance(child, ast.stmt | ast.Compare | ast.BinOp) else shown
            if found := others(child):
                yield Hole(node, field, index, tuple(found), inner if inner is child else shown)
            yield from holes(child, inner)


def _is_apart(node: ast.AST) -> bool:
    """Whether nothing below is ever changed: words for people, a module run as a program."""
    main = isinstance(node, ast.If) and "__name__" in ast.unparse(node.test)
    return main or isinstance(node, ast.JoinedStr | ast.Import | ast.ImportFrom)


def mutants(module: str, source: str) -> list[Mutant]:
    """All changes of a module, in the order of its lines."""
    tree, found = ast.parse(source), []
    for hole in list(holes(tree, tree)):
        was = _head(hole.shown)
        for other in hole.others:
            before = hole.put(other)
            shown = other if hole.shown is before else hole.shown
            made = ast.unparse(ast.fix_missing_locations(tree))
            lines = _lines(hole, before, tree)
            found.append(Mutant(module, lines, was, _head(shown), made, _is_of_class(tree, lines)))
            hole.put(before)
    return [mutant for mutant in found if mutant.was != mutant.now]


def _head(node: ast.AST) -> str:
    """The code of a node, of a block only what stands before its body."""
    text = ast.unparse(node)
    return text.split(":\n")[0] if isinstance(node, ast.stmt) else text


def _lines(hole: Hole, node: ast.AST, tree: ast.Module) -> tuple[int, ...]:
    """Where a change shows; of a constant of the module, where its name is used."""
    at = next(n for n in (node, hole.parent, hole.shown) if hasattr(n, "lineno"))
    top = next((s for s in tree.body if s.lineno <= at.lineno <= (s.end_lineno or 0)), None)
    if isinstance(top, ast.Assign | ast.AnnAssign):
        target = top.targets[0] if isinstance(top, ast.Assign) else top.target
        name = ast.unparse(target)
        return tuple(
            sorted(
                n.lineno
                for n in ast.walk(tree)
                if isinstance(n, ast.Name) and n.id == name and isinstance(n.ctx, ast.Load)
            )
        )
    return (at.lineno,)


def _is_of_class(tree: ast.Module, lines: tuple[int, ...]) -> bool:
    """Whether a line stands in a class and in none of its functions."""
    kinds = (ast.FunctionDef, ast.AsyncFunctionDef)
    classes = [n for n in ast.walk(tree) if isinstance(n, ast.ClassDef)]
    for one in classes:
        inside = [n for n in one.body if isinstance(n, kinds)]
        for line in lines:
            if one.lineno <= line <= (one.end_lineno or 0):
                return not any(n.lineno <= line <= (n.end_lineno or 0) for n in inside)
    return False
