"""What nodes of Python's syntax stand for in a formula."""

import ast

OPERATORS = {ast.Add: "+", ast.Sub: "-", ast.Mult: "*", ast.Div: "/", ast.FloorDiv: "//", ast.Mod: "%", ast.Pow: "**"}
COMPARISONS = {ast.Eq: "==", ast.NotEq: "!=", ast.Lt: "<", ast.LtE: "<=", ast.Gt: ">", ast.GtE: ">="}


def literal(node: ast.AST):
    """The number or text that a node is, None where it is something else."""
    sign = 1
    if isinstance(node, ast.UnaryOp) and isinstance(node.op, ast.USub):
        node, sign = node.operand, -1
    value = node.value if isinstance(node, ast.Constant) else None
    if sign < 0:
        return -value if isinstance(value, (int, float)) and not isinstance(value, bool) else None
    return value if isinstance(value, (int, float, str)) else None
