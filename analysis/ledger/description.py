"""``datapackage.json``: read, and held against what the ledger needs of a description of tables."""

import hashlib
import json
import re
from datetime import date

from analysis.ledger.errors import LedgerError

# What each table's schema demands, in short: the code relies on these columns, lists and links.
RULES = {
    "sources": "863cc503", "claims": "80561dc8", "events": "ddaf6031", "terms": "dd76ca6c",
    "readings": "6ea99e2c", "contradictions": "25db7ca6", "origins": "6914d8c2", "reviews": "bbceea9b",
    "inputs": "fb6266ed", "input_claims": "75f68d26", "assumptions": "360afae9", "estimates": "7c8f2ea0",
    "parts": "0c0bc81c", "words": "e2a23430", "points": "0fccb4fb", "likelihood": "946141b6",
    "confidence": "6d5b0b04", "choices": "3c925209", "theses": "8c957601", "evidence": "be720e96",
    "fingerprints": "75228a49", "overrides": "a9c222c4",
}  # fmt: skip
FILE = "datapackage.json"
_HEAD = {
    "title": (r"[^<>\n]+", "a line of text without < and >"),
    "name": (r"[a-z0-9._-]+", "small letters, digits, points, hyphens"),
    "description": (r"[^<>\n]+", "a line of text without < and >"),
    "created": (r"\d{4}-(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])(T[\d:.]+Z)?", "a day, such as 2026-11-24"),
    "version": (r"\d+(\.\d+){0,2}", "numbers with points, such as 1.1.0"),
}
# Control characters, as JSON writes them and as they are, and marks without a width.
_UNSEEN = re.compile(
    r"(?<!\\)\\(?:u00[01][0-9a-f]|[bfnrt])|[\x7f-\xa0\xad\u061c\u200b-\u200f\u2028-\u202f\u2060-\u206f\ue000-\uf8ff\ufeff]"
)
PATH = re.compile(r"([a-z][a-z_]*/)*[a-z][a-z_]*\.csv")
# What a description says of every file here; the code reads no other kind.
FIXED = {"type": "table", "format": "csv", "mediatype": "text/csv", "encoding": "utf-8"}
TYPES = ("string", "number", "integer")
COMPUTED = {  # columns that the rules compute with, in whatever table
    *("low", "high", "limit", "looks", "most", "points", "low_percent", "high_percent"),
    *("least_direct", "least_governments", "least_origins", "least_points", "most_points_against"),
}


def describe(folder):
    """Return ``datapackage.json`` as a dict; raise LedgerError if it does not describe tables."""
    path = folder / FILE
    if path.exists() and not path.is_file():
        raise LedgerError(f"{FILE} cannot be read: it is no file")
    try:
        package = json.loads(path.read_text(encoding="utf-8-sig"), object_pairs_hook=_once)
        text = json.dumps(package, ensure_ascii=False)
        text.encode()  # half a character is none
    except FileNotFoundError:
        raise LedgerError(f"no ledger here: {path} does not exist") from None
    except OSError as error:
        raise LedgerError(f"{FILE} cannot be read: {error.strerror}") from None
    except (ValueError, RecursionError) as error:
        raise LedgerError(f"{FILE} is not valid JSON: {error}") from None
    if not isinstance(package, dict) or not _is_list(package.get("resources"), dict):
        raise LedgerError(f"{FILE} has no list of resources, each with a name, a path and a schema")
    for name, default in (("topic", ""), ("version", "0")):
        if not isinstance(package.setdefault(name, default), str):
            raise LedgerError(f"{FILE}, {name}: found {package[name]!r}; allowed: a text")
    if not _is_list(package.setdefault("articles", []), dict):
        raise LedgerError(f"{FILE}, articles: allowed: a list of tables, each with a name, a path and a schema")
    schemas = {}
    for table in package["resources"]:
        name = _named(table)
        if name in schemas:
            raise LedgerError(f"{FILE}, resources: found {name!r} twice; a name may stand once")
        schemas[name] = _schema(name, table.get("schema"))
    of_articles = set()
    for table in package["articles"]:
        name, schema = _named(table), table.get("schema")
        if name in of_articles:
            raise LedgerError(f"{FILE}, articles: found {name!r} twice; a name may stand once")
        of_articles.add(name)
        if isinstance(schema, str) and schema not in schemas:
            raise LedgerError(
                f"{FILE}, article table {name!r}, schema: found {schema!r}; allowed: {', '.join(schemas)}"
            )
        schemas.setdefault(name, schemas[schema] if isinstance(schema, str) else _schema(name, schema))
    for name, schema in schemas.items():
        _require_targets(name, schema, schemas)
    _head(package)
    for name, schema in schemas.items():
        if name in RULES and RULES[name] != (now := rules_of(schema)):
            raise LedgerError(
                f"{FILE}, table {name!r}: its columns or their rules are not those that the code was written for; "
                f"put them back, or see that all works and write {now!r} in RULES of analysis/ledger/description.py"
            )
    unseen = _UNSEEN.search(text)
    if unseen:
        raise LedgerError(f"{FILE} holds {ascii(unseen[0])}, which no reader sees; allowed: what can be seen")
    return package


def _head(package):
    """Raise LedgerError unless title, day and licence can be printed with every chart."""
    for name, (pattern, allowed) in _HEAD.items():
        if not isinstance(package.get(name), str) or not re.fullmatch(pattern, package[name]):
            raise LedgerError(f"{FILE}, {name}: found {package.get(name)!r}; allowed: {allowed}")
    try:
        known = date.fromisoformat(package["created"][:10]) <= date.today()
    except ValueError:
        known = False
    if not known:
        raise LedgerError(f"{FILE}, created: found {package['created']!r}; allowed: a day that has come")
    licences = package.get("licenses")
    if not _is_list(licences, dict) or not licences:
        raise LedgerError(
            f"{FILE}, licenses: found {licences!r}; allowed: a list of licences, each with title and path"
        )
    for name, (pattern, allowed) in {"title": _HEAD["title"], "path": (r"https?://[\w./-]+", "an address")}.items():
        if not isinstance(licences[0].get(name), str) or not re.fullmatch(pattern, licences[0][name]):
            raise LedgerError(f"{FILE}, licenses, {name}: found {licences[0].get(name)!r}; allowed: {allowed}")


def rules_of(schema):
    """Return a short digest of all that a schema demands, its descriptions left aside."""

    def plain(value):
        if isinstance(value, dict):
            return {key: plain(one) for key, one in value.items() if key not in ("description", "title")}
        return [plain(one) for one in value] if isinstance(value, list) else value

    return hashlib.sha256(json.dumps(plain(schema), sort_keys=True).encode()).hexdigest()[:8]


def _once(pairs):
    keys = [key for key, _ in pairs]
    twice = next((key for key in keys if keys.count(key) > 1), None)
    if twice is not None:
        raise ValueError(f"{twice!r} stands twice in one object")
    return dict(pairs)


def _is_list(value, kind):
    return isinstance(value, list) and all(isinstance(one, kind) for one in value)


def _named(table):
    """Return the name of a table, once its description says nothing that the code would pass over."""
    name, path = table.get("name"), table.get("path")
    if not isinstance(name, str) or not re.fullmatch("[a-z_]+", name):
        raise LedgerError(f"{FILE}, a table's name: found {name!r}; allowed: small letters and _")
    if not isinstance(path, str) or not PATH.fullmatch(path):
        raise LedgerError(
            f"{FILE}, table {name!r}, path: found {path!r}; allowed: a CSV file below the folder, such as record/claims.csv"
        )
    for key in table.keys() - {"name", "path", "description", "schema"}:
        if table[key] != FIXED.get(key):
            allowed = repr(FIXED[key]) if key in FIXED else f"no such entry; {', '.join(FIXED)}"
            raise LedgerError(f"{FILE}, table {name!r}, {key}: found {table[key]!r}; allowed: {allowed}")
    return name


def _schema(name, schema):
    where = f"{FILE}, table {name!r}"
    if not isinstance(schema, dict):
        raise LedgerError(f"{where}, schema: found {schema!r}; allowed: an object of fields and primaryKey")
    fields = schema.get("fields")
    if not _is_list(fields, dict) or not fields:
        raise LedgerError(f"{where}, fields: found {fields!r}; allowed: a list of columns, each with name and type")
    columns = []
    for field in fields:
        if not isinstance(field.get("name"), str) or field["name"] in columns:
            raise LedgerError(
                f"{where}, a column's name: found {field.get('name')!r}; allowed: a text that stands once"
            )
        columns.append(field["name"])
        if field.get("type") not in TYPES:
            raise LedgerError(
                f"{where}, column {columns[-1]}, type: found {field.get('type')!r}; allowed: string, number"
            )
        if columns[-1] in COMPUTED and field["type"] == "string":
            raise LedgerError(
                f"{where}, column {columns[-1]}, type: found 'string'; allowed: number, for it is computed with"
            )
        _constraints(f"{where}, column {columns[-1]}", field.get("constraints", {}))
    key = schema.get("primaryKey")
    if not _is_list(key, str) or not key or not set(key) <= set(columns):
        raise LedgerError(f"{where}, primaryKey: found {key!r}; allowed: a list of its columns, one at least")
    return schema


def _constraints(where, rules):
    known = {"required": bool, "unique": bool, "pattern": str, "enum": list}
    if not isinstance(rules, dict) or not set(rules) <= set(known):
        raise LedgerError(f"{where}, constraints: found {rules!r}; allowed: {', '.join(known)}")
    for rule, value in rules.items():
        if not isinstance(value, known[rule]) or (rule == "enum" and not (value and _is_list(value, str))):
            raise LedgerError(f"{where}, {rule}: found {value!r}; allowed: {_ALLOWED[rule]}")
    try:
        re.compile(rules.get("pattern", ""))
    except re.error as error:
        raise LedgerError(f"{where}, pattern: found {rules['pattern']!r}; no regular expression: {error}") from None


_ALLOWED = {"required": "true, false", "unique": "true, false", "pattern": "a text", "enum": "a list of texts"}


def _require_targets(name, schema, schemas):
    """Raise LedgerError unless each foreign key goes from one column to one column that is there."""
    columns = {table: [field["name"] for field in one["fields"]] for table, one in schemas.items()}
    keys = schema.setdefault("foreignKeys", [])
    if not _is_list(keys, dict):
        raise LedgerError(f"{FILE}, table {name!r}, foreignKeys: found {keys!r}; allowed: a list of objects")
    for key in keys:
        try:
            (column,), other = key["fields"], key["reference"]["resource"] or name
            (target,) = key["reference"]["fields"]
            fits = column in columns[name] and target in columns[other]
        except (KeyError, TypeError, ValueError):
            fits = False
        if not fits:
            raise LedgerError(
                f"{FILE}, table {name!r}, foreignKeys: found {key!r}; allowed: one column to one that exists"
            )
