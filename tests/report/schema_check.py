"""As much of JSON Schema 2020-12 as the report's schema uses, and strict: a key that it does not name is wrong."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from typing import Any

_TYPES: dict[str, tuple[type, ...]] = {
    "object": (dict,),
    "array": (list,),
    "string": (str,),
    "integer": (int,),
    "number": (int, float),
    "boolean": (bool,),
    "null": (type(None),),
}


def problems(value: Any, schema: Any, whole: Any, path: str = "$") -> Iterator[str]:
    """Say what in the value does not fit the schema; `whole` holds the definitions."""
    if "$ref" in schema:
        schema = whole["$defs"][schema["$ref"].removeprefix("#/$defs/")]
    for keyword, check in _KEYWORDS.items():
        if keyword in schema:
            yield from check(value, schema, whole, path)


def _type(value: Any, schema: Any, _: Any, path: str) -> Iterator[str]:
    names = schema["type"] if isinstance(schema["type"], list) else [schema["type"]]
    allowed = tuple(kind for name in names for kind in _TYPES[name])
    if not isinstance(value, allowed) or (isinstance(value, bool) and bool not in allowed):
        yield f"{path}: {value!r} is no {' or '.join(names)}"


def _enum(value: Any, schema: Any, _: Any, path: str) -> Iterator[str]:
    if value not in schema["enum"]:
        yield f"{path}: {value!r} is not one of {schema['enum']}"


def _const(value: Any, schema: Any, _: Any, path: str) -> Iterator[str]:
    if value != schema["const"]:
        yield f"{path}: {value!r} is not {schema['const']!r}"


def _pattern(value: Any, schema: Any, _: Any, path: str) -> Iterator[str]:
    if isinstance(value, str) and not re.search(schema["pattern"], value):
        yield f"{path}: {value!r} does not match {schema['pattern']}"


def _bounds(value: Any, schema: Any, _: Any, path: str) -> Iterator[str]:
    if isinstance(value, int | float) and not schema["minimum"] <= value <= schema.get("maximum", value):
        yield f"{path}: {value!r} is out of bounds"


def _length(value: Any, schema: Any, _: Any, path: str) -> Iterator[str]:
    if not schema["minItems"] <= len(value) <= schema["maxItems"]:
        yield f"{path}: {len(value)} items"


def _any_of(value: Any, schema: Any, whole: Any, path: str) -> Iterator[str]:
    if all(list(problems(value, choice, whole, path)) for choice in schema["anyOf"]):
        yield f"{path}: {value!r} fits none of {schema['anyOf']}"


def _properties(value: Any, schema: Any, whole: Any, path: str) -> Iterator[str]:
    if set(value) != set(schema["properties"]) or set(schema["required"]) != set(schema["properties"]):
        yield f"{path}: has {sorted(value)}, wants {sorted(schema['properties'])}"
    for key, part in schema["properties"].items():
        if key in value:
            yield from problems(value[key], part, whole, f"{path}.{key}")


def _named(value: Any, schema: Any, whole: Any, path: str) -> Iterator[str]:
    for key, part in value.items():
        yield from problems(part, schema["additionalProperties"], whole, f"{path}.{key}")


def _items(value: Any, schema: Any, whole: Any, path: str) -> Iterator[str]:
    for index, part in enumerate(value):
        yield from problems(part, schema["items"], whole, f"{path}[{index}]")


def _prefix_items(value: Any, schema: Any, whole: Any, path: str) -> Iterator[str]:
    for index, (part, its_schema) in enumerate(zip(value, schema["prefixItems"], strict=False)):
        yield from problems(part, its_schema, whole, f"{path}[{index}]")


_KEYWORDS: dict[str, Callable[[Any, Any, Any, str], Iterator[str]]] = {
    "type": _type,
    "enum": _enum,
    "const": _const,
    "pattern": _pattern,
    "minimum": _bounds,
    "minItems": _length,
    "anyOf": _any_of,
    "properties": _properties,
    "additionalProperties": _named,
    "items": _items,
    "prefixItems": _prefix_items,
}
