"""What the source of the package may not hold: read from its syntax, so that no comment or string counts."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
PACKAGE = ROOT / "inbox_watch"

# What runs what it reads, unpacks it, or is there to be fooled.
MODULES = frozenset(
    "pickle cPickle dill cloudpickle joblib skops shelve marshal yaml zipfile tarfile shutil.unpack_archive telnetlib "
    "ftplib xmlrpc pty xml.dom xml.sax ctypes tempfile.mktemp".split()
)
NAMES = frozenset({"eval", "exec", "compile", "__import__", "breakpoint", "input"})
ATTRIBUTES = frozenset(
    "CERT_NONE CERT_OPTIONAL _create_unverified_context PROTOCOL_TLSv1 PROTOCOL_TLSv1_1 TLSv1 TLSv1_1 system popen "
    "getoutput getstatusoutput mktemp write_attachments extractall unpack_archive".split()
)
# A keyword of a call, and the value that it may not have.
KEYWORDS = {"shell": True, "verify": False, "check_hostname": False, "allow_pickle": True, "autoescape": False}

# path below the package: why it may
PERMITTED = {
    (
        "sources/ledger/files.py",
        "zipfile",
    ): "an export of LinkedIn is a ZIP that the user names; its tables are read, not unpacked",
    ("facts/damage.py", "zipfile"): "the name of the error that numpy raises on a damaged file of our own",
}


def sins(source: str) -> Iterator[str]:
    """What is forbidden in a source, in its order."""
    for node in ast.walk(ast.parse(source)):
        match node:
            case ast.Import(names=names):
                yield from (name.name for name in names if _is_forbidden(name.name))
            case ast.ImportFrom(module=str(module), names=names):
                wholes = [module, *(f"{module}.{name.name}" for name in names)]
                yield from (whole for whole in wholes if _is_forbidden(whole))
            case ast.Call(func=ast.Name(id=name)) if name in NAMES:
                yield name
            case ast.Attribute(attr=name) if name in ATTRIBUTES:
                yield name
            case ast.Assign(targets=[ast.Attribute(attr=name)], value=ast.Constant(value=value)) if name in KEYWORDS:
                yield from [name] if value is KEYWORDS[name] else []
        if isinstance(node, ast.Call):
            yield from (word.arg for word in node.keywords if word.arg and _is_bad(word.arg, word.value))


def _is_forbidden(module: str) -> bool:
    return any(module == each or module.startswith(f"{each}.") for each in MODULES)


def _is_bad(name: str, value: ast.expr) -> bool:
    if name not in KEYWORDS:
        return False
    return not isinstance(value, ast.Constant) or value.value is KEYWORDS[name]


@pytest.mark.parametrize(
    "source",
    [
        "import pickle",
        "from joblib import load",
        "import xml.dom.minidom",
        "from os import popen\nos.popen('x')",
        "eval('1')",
        "exec(text)",
        "import yaml",
        "subprocess.run('x', shell=True)",
        "subprocess.run('x', shell=is_wanted)",
        "context.verify_mode = ssl.CERT_NONE",
        "context.check_hostname = False",
        "requests.get(url, verify=False)",
        "np.load(path, allow_pickle=True)",
        "ssl._create_unverified_context()",
        "mail.write_attachments(folder)",
        "from zipfile import ZipFile",
        "archive.extractall()",
        "def f():\n    import marshal",
    ],
)
def test_each_sin_is_found(source: str) -> None:
    assert list(sins(source))


@pytest.mark.parametrize(
    "source", ["# eval(x)", "'CERT_NONE'", "re.compile('x')", "np.load(x, allow_pickle=False)", "model.evaluate()"]
)
def test_words_are_no_sins(source: str) -> None:
    assert list(sins(source)) == []


def test_the_package_has_none() -> None:
    found = {
        (path.relative_to(PACKAGE).as_posix(), sin)
        for path in PACKAGE.rglob("*.py")
        for sin in sins(path.read_text("utf-8"))
    }
    assert found == set(PERMITTED)
