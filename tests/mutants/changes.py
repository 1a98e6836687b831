"""What is changed in a function, one change at a time: conditions, filters, transactions, acts."""

import ast
from collections.abc import Callable, Iterator
from functools import partial
from types import CodeType
from typing import NamedTuple

Put = Callable[[ast.AST], None]

LONGEST = 70  # characters of the code in the name of a change
# Evaluated when the function is made, or never: no part of its code.
NOT_ITS_CODE = {"annotation", "returns", "decorator_list", "defaults", "kw_defaults"}
OTHERWISE = {
    ast.Eq: ast.NotEq,
    ast.NotEq: ast.Eq,
    ast.Lt: ast.LtE,
    ast.LtE: ast.Lt,
    ast.Gt: ast.GtE,
    ast.GtE: ast.Gt,
    ast.Is: ast.IsNot,
    ast.IsNot: ast.Is,
    ast.In: ast.NotIn,
    ast.NotIn: ast.In,
    ast.Add: ast.Sub,
    ast.Sub: ast.Add,
    ast.BitOr: ast.BitAnd,
    ast.BitAnd: ast.BitOr,
}
NAMES = {"any": "all", "all": "any", "min": "max", "max": "min"}
ENDS = {"first": "last", "last": "first"}
ONE_ROW = "filter(pk="  # has the same at both ends
# Never done; what no longer calls ``super()`` can still take the place of what did.
KNOWS_ITS_CLASS = ast.If(ast.Constant(False), [ast.Expr(ast.Name("__class__", ast.Load()))], [])
LOOKUPS = {"lt": "lte", "lte": "lt", "gt": "gte", "gte": "gt"}
NARROWING = {"filter", "exclude", "get", "update_or_create", "in_year", "of_year", "visible_to"}


class Mutant(NamedTuple):
    """A function with one change: its name in the module, what was changed, the new code."""

    function: str
    line: int
    change: str
    code: CodeType


def mutants(source: str, path: str) -> Iterator[Mutant]:
    """Yield every change of every function of a module."""
    tree = ast.parse(source)
    for name, function in functions(tree):
        parts = list(slots(function))
        if "super()" in ast.unparse(function):
            function.body.append(ast.fix_missing_locations(KNOWS_ITS_CLASS))
        for node, put in parts:
            for other in instead_of(node):
                put(ast.fix_missing_locations(ast.copy_location(other, node)))
                code = code_of(name, compile(tree, path, "exec"))
                put(node)
                yield Mutant(name, node.lineno, said(node, other), code)


def functions(node: ast.AST, within: str = "") -> Iterator[tuple[str, ast.FunctionDef]]:
    """Yield the functions of a module and its classes, by the names that Python gives them."""
    for child in ast.iter_child_nodes(node):
        if isinstance(child, ast.FunctionDef):
            yield within + child.name, child
        elif isinstance(child, ast.ClassDef):
            yield from functions(child, f"{within}{child.name}.")


def code_of(name: str, code: CodeType) -> CodeType:
    """Return the code of the function of this name."""
    parts = [part for part in code.co_consts if isinstance(part, CodeType)]
    within = (part for part in parts if name.startswith(f"{part.co_qualname}."))
    found = next((part for part in parts if part.co_qualname == name), None)
    return found or code_of(name, next(within))


def slots(node: ast.AST) -> Iterator[tuple[ast.AST, Put]]:
    """Yield every part of a piece of code, with what puts another in its place."""
    for name, value in ast.iter_fields(node):
        if name in NOT_ITS_CODE:
            continue
        if isinstance(value, ast.AST):
            yield value, partial(setattr, node, name)
            yield from slots(value)
        for place, part in enumerate(value if isinstance(value, list) else ()):
            if isinstance(part, ast.AST):
                yield part, partial(value.__setitem__, place)
                yield from slots(part)


def instead_of(node: ast.AST) -> Iterator[ast.AST]:
    """Yield what may stand in the place of a part, each a change that ought to be noticed."""
    match node:
        case ast.Compare(ops=[operator]):
            yield like(node, ops=[OTHERWISE[type(operator)]()])
        case ast.BinOp(op=operator) if type(operator) in OTHERWISE:
            yield like(node, op=OTHERWISE[type(operator)]())
        case ast.BoolOp(values=values):
            for rest in one_less(values):
                yield like(node, values=rest) if len(rest) > 1 else rest[0]
        case ast.UnaryOp(op=ast.Not(), operand=operand):
            yield operand
        case ast.If() | ast.IfExp():
            yield like(node, test=ast.Constant(True))
            yield like(node, test=ast.Constant(False))
        case ast.Constant(value=int(number)) if not isinstance(number, bool):
            yield ast.Constant(number + 1)
        case ast.Name(id=name) if name in NAMES:
            yield like(node, id=NAMES[name])
        case ast.keyword(arg=str(name)) if (lookup := name.rpartition("__")[2]) in LOOKUPS:
            yield like(node, arg=name.removesuffix(lookup) + LOOKUPS[lookup])
        case ast.Attribute(attr=name) if name in ENDS and ONE_ROW not in ast.unparse(node):
            yield like(node, attr=ENDS[name])
        case ast.Call(func=ast.Attribute(attr=name)) if name in NARROWING:
            yield from wider(node)
        case ast.ListComp() | ast.SetComp() | ast.DictComp() | ast.GeneratorExp():
            yield from unfiltered(node)
        case ast.With(items=[item], body=body) if ast.unparse(item).endswith("atomic()"):
            yield ast.If(ast.Constant(True), body, [])
        case ast.Expr(value=ast.Call() | ast.YieldFrom()) | ast.Raise():
            yield ast.If(ast.Constant(False), [node], [])  # what it refers to is still known


def like(node: ast.AST, **others: object) -> ast.AST:
    """Return the same part with something else in it."""
    return type(node)(**dict(ast.iter_fields(node)) | others)


def one_less(parts: list) -> Iterator[list]:
    """Yield the list without the first, without the second, …"""
    for place in range(len(parts)):
        yield parts[:place] + parts[place + 1 :]


def wider(call: ast.Call) -> Iterator[ast.Call]:
    """Yield a search with one condition less; ``all()`` where none is left."""
    for conditions in one_less([*call.args, *call.keywords]):
        args = [each for each in conditions if not isinstance(each, ast.keyword)]
        keywords = [each for each in conditions if isinstance(each, ast.keyword)]
        unnarrowed = not conditions and call.func.attr != "get"
        function = like(call.func, attr="all") if unnarrowed else call.func
        yield like(call, func=function, args=args, keywords=keywords)


def unfiltered(node: ast.AST) -> Iterator[ast.AST]:
    """Yield a comprehension that leaves nothing out."""
    for place, part in enumerate(node.generators):
        for conditions in one_less(part.ifs):
            generators = list(node.generators)
            generators[place] = like(part, ifs=conditions)
            yield like(node, generators=generators)


def said(node: ast.AST, other: ast.AST) -> str:
    """Return what was changed, as code before and after."""
    match node, other:
        case (ast.If(test=test), ast.If(test=new)):
            return f"if {short(test)} → if {short(new)}"
        case (ast.With(items=items), _):
            return f"with {short(items[0])} → without"
        case (_, ast.If()):
            return f"{short(node)} → left out"
        case (ast.Call(func=function), ast.Call()) if len(parts_of(node)) > len(parts_of(other)):
            return f"{function.attr}({gone(node, other)}) → without"
        case (ast.ListComp() | ast.SetComp() | ast.DictComp() | ast.GeneratorExp(), _):
            return f"for … if {gone(node, other)} → without"
    return f"{short(node)} → {short(other)}"


def gone(node: ast.AST, other: ast.AST) -> str:
    """Return the condition that one has more than the other."""
    left = parts_of(other)
    return next(short(part) for part in parts_of(node) if part not in left)


def parts_of(node: ast.AST) -> list[ast.AST]:
    """Return the arguments of a call, the conditions of a comprehension."""
    if isinstance(node, ast.Call):
        return [*node.args, *node.keywords]
    return [part for generator in node.generators for part in generator.ifs]


def short(node: ast.AST) -> str:
    """Return code on one line, not too long."""
    line = " ".join(ast.unparse(node).split())
    return line if len(line) <= LONGEST else f"{line[:LONGEST]}…"
