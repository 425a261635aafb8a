"""A calculator that remembers: FastAPI, SQLite and one HTML page. Run it with `uvicorn main:app`."""

import ast
import operator
import os
import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Any

from fastapi import FastAPI, HTTPException, WebSocket
from fastapi.responses import FileResponse
from pydantic import BaseModel

HERE = Path(__file__).resolve().parent
DATABASE = os.environ.get("CALC_DB") or HERE / "calculator.db"
MAX_LENGTH = 200
MAX_VALUE = 2**53  # JavaScript, and so the page, holds integers exactly up to here.
MAX_EXPONENT = 1000
OPERATORS = {
    ast.Add: operator.add,
    ast.Sub: operator.sub,
    ast.Mult: operator.mul,
    ast.Div: operator.truediv,
    ast.FloorDiv: operator.floordiv,
    ast.Mod: operator.mod,
    ast.Pow: operator.pow,
    ast.UAdd: operator.pos,
    ast.USub: operator.neg,
}

app = FastAPI(title="Calculator")


class Invalid(Exception):
    """What is wrong with an expression, for the user to read."""


def evaluate(expression: str) -> int | float:
    """Works an arithmetic expression out."""
    if len(expression) > MAX_LENGTH:
        raise Invalid(f"an expression has at most {MAX_LENGTH} characters")
    try:
        value = value_of(ast.parse(expression, mode="eval").body)
    except ZeroDivisionError:
        raise Invalid("division by zero") from None
    except OverflowError:
        raise Invalid("the number is too large") from None
    except (SyntaxError, ValueError, MemoryError, RecursionError):
        raise Invalid("not an arithmetic expression") from None
    return float(f"{value:.15g}") if isinstance(value, float) else value  # 0.1 + 0.2 is 0.3 here.


def value_of(node: ast.expr) -> int | float:
    match node:
        case ast.Constant(value=value) if type(value) in (int, float):
            pass
        case ast.UnaryOp(op=op, operand=operand) if type(op) in OPERATORS:
            value = OPERATORS[type(op)](value_of(operand))
        case ast.BinOp(op=op) if type(op) in OPERATORS:
            left, right = value_of(node.left), value_of(node.right)
            if isinstance(op, ast.Pow) and abs(right) > MAX_EXPONENT:
                raise Invalid("the exponent is too large")
            value = OPERATORS[type(op)](left, right)
        case _:
            raise Invalid("only numbers, + - * / // % ** and parentheses are understood")
    if isinstance(value, complex):
        raise Invalid("the result is not a real number")
    if not abs(value) <= MAX_VALUE:
        raise Invalid("the number is too large")
    return value


@contextmanager
def database() -> Iterator[sqlite3.Connection]:
    """One transaction: committed at the end, rolled back by an exception."""
    with closing(sqlite3.connect(DATABASE)) as connection, connection:
        connection.row_factory = sqlite3.Row
        connection.execute(
            "CREATE TABLE IF NOT EXISTS history"
            " (id INTEGER PRIMARY KEY AUTOINCREMENT, expression TEXT NOT NULL, result NOT NULL)"
        )
        yield connection


class Calculation(BaseModel):
    expression: str


@app.get("/")
def page() -> FileResponse:
    return FileResponse(HERE / "index.html")


@app.get("/health")
def health() -> dict[str, str]:
    return {"status": "ok"}


@app.post("/api/calculate")
def calculate(calculation: Calculation) -> dict[str, Any]:
    expression = calculation.expression.strip()
    try:
        result = evaluate(expression)
    except Invalid as error:
        raise HTTPException(400, str(error)) from error
    with database() as db:
        row = db.execute("INSERT INTO history (expression, result) VALUES (?, ?)", (expression, result))
    return {"expression": expression, "result": result, "id": row.lastrowid}


@app.get("/api/history")
def history() -> list[dict[str, Any]]:
    with database() as db:
        return [dict(row) for row in db.execute("SELECT id, expression, result FROM history ORDER BY id")]


@app.delete("/api/history")
def clear() -> dict[str, int]:
    with database() as db:
        return {"deleted": db.execute("DELETE FROM history").rowcount}


@app.websocket("/ws")
async def echo(socket: WebSocket) -> None:
    """Sends each text back. Without a WebSocket library such as `websockets`, uvicorn never comes here."""
    await socket.accept()
    async for text in socket.iter_text():
        await socket.send_text(text)
