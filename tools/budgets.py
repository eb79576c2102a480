"""Checks the size budgets: files of at most 500 lines, functions of at most 60, nine in ten of at most 20.

    python tools/budgets.py

A function's lines are its own: without signature, docstring and the functions inside it. The share of short functions
is taken over the package, and over everything else together. Complexity is ruff's to check (C901).
"""

from __future__ import annotations

import ast
import sys
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
GROUPS = (("src",), ("tests", "tools", "bench"))
LONGEST_FILE, LONGEST_FUNCTION, SHORT_FUNCTION, SHORT_SHARE = 500, 60, 20, 0.9

Function = ast.FunctionDef | ast.AsyncFunctionDef


def main() -> int:
    """Print a line of totals a group and each breach; 1 if there is a breach."""
    breaches = [breach for group in GROUPS for breach in check_group(group)]
    print("\n".join(breaches) or "within the budgets")
    return 1 if breaches else 0


def check_group(folders: tuple[str, ...]) -> Iterator[str]:
    """What in these folders is over the budgets; prints their totals."""
    sizes: list[int] = []
    for path in sorted(path for folder in folders for path in (ROOT / folder).rglob("*.py")):
        text = path.read_text(encoding="utf-8")
        functions = list(find_functions(ast.parse(text)))
        sizes += [size for _, size in functions]
        yield from check_file(str(path.relative_to(ROOT)), text.count("\n"), functions)
    share = sum(size <= SHORT_FUNCTION for size in sizes) / max(1, len(sizes))
    name = ", ".join(folders)
    print(f"{name}: {len(sizes)} functions, longest {max(sizes, default=0)} lines, {share:.1%} short")
    if share < SHORT_SHARE:
        yield f"{name}: {share:.1%} of functions have at most {SHORT_FUNCTION} lines, not {SHORT_SHARE:.0%}"


def check_file(path: str, lines: int, functions: list[tuple[Function, int]]) -> Iterator[str]:
    """What in a file is over the budgets."""
    if lines > LONGEST_FILE:
        yield f"{path}: {lines} lines, not {LONGEST_FILE}"
    for function, size in functions:
        if size > LONGEST_FUNCTION:
            yield f"{path}:{function.lineno}: {function.name} has {size} lines, not {LONGEST_FUNCTION}"


def find_functions(tree: ast.AST) -> Iterator[tuple[Function, int]]:
    """Every function with the number of its own lines."""
    for node in ast.walk(tree):
        if isinstance(node, Function):
            inner = [child for child in ast.walk(node) if isinstance(child, Function) and child is not node]
            theirs = {line for child in inner for line in range(child.lineno, (child.end_lineno or 0) + 1)}
            yield node, len(_lines(node) - theirs)


def _lines(function: Function) -> set[int]:
    """The lines of a function's body, from its first statement after the docstring."""
    first = function.body[1:] if ast.get_docstring(function) is not None else function.body
    return set(range(first[0].lineno, (function.end_lineno or 0) + 1)) if first else set()


if __name__ == "__main__":
    sys.exit(main())
