"""The house itself: what it imports, how large its pages are, what never stands in it; its documents are true."""

from __future__ import annotations

import ast
import re
import subprocess
import sys
import tomllib
import zipfile
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import click
import pytest

from inbox_watch.cli.main import COMMANDS, cli
from inbox_watch.config import load_settings
from inbox_watch.errors import ConfigError

ROOT = Path(__file__).resolve().parents[1]
PACKAGE = ROOT / "inbox_watch"
README = (ROOT / "README.md").read_text("utf-8")
SETTINGS = (ROOT / "docs" / "settings.md").read_text("utf-8")
PAGES_OF_THE_USER = ("README.md", "docs/guide.md", "docs/settings.md")

LARGEST_FILE, LARGEST_FUNCTION = 300, 60
# What may be larger, and why.
LARGER_FILES: dict[str, str] = {}
LARGER_FUNCTIONS: dict[str, str] = {}

# Pickles run code when opened, the others are doors left open.
FORBIDDEN = (
    (r"^\s*(?:import|from) (?:pickle|joblib|marshal|shelve|dill|cloudpickle)\b", "reads code as data"),
    (r"(?<![.\w])(?:eval|exec)\(", "runs text"),
    (r"\bshell\s*=\s*True|\bos\.system\(|\bos\.popen\(", "runs a shell"),
    (r"CERT_NONE|\bverify\s*=\s*False|check_hostname\s*=\s*False|_create_unverified_context", "trusts any server"),
    (r"allow_pickle\s*=\s*True", "unpickles an array"),
    # SR56: nothing here can write to an employer.
    (r"^\s*(?:import|from) (?:smtplib|aiosmtplib|sendmail)\b|\bsendmail\(", "sends mail"),
)
# Alerts and reports to the user, to the recipients of an address in the configuration.
ONE_DOOR = {"sends mail": ["alerts/post.py"]}
# Written in two halves, so that this page holds none of them.
REGISTRIES = re.compile(
    "|".join(("pypi" + r"\.org", "python" + "hosted", "npm" + "js", "--(?:extra-)?" + r"index-url[ =]\S*//"))
)


def pages() -> list[Path]:
    return sorted(PACKAGE.rglob("*.py"))


def name(path: Path) -> str:
    return path.relative_to(PACKAGE).as_posix()


@cache
def tree(path: Path) -> ast.Module:
    return ast.parse(path.read_text("utf-8"))


def functions(path: Path) -> Iterator[tuple[str, int]]:
    for node in ast.walk(tree(path)):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            yield node.name, (node.end_lineno or node.lineno) - node.lineno + 1


# Cold start


def imported(program: str, *, cwd: Path) -> set[str]:
    """The top-level modules that are loaded after a program ran in a fresh interpreter."""
    tail = "\nimport sys\nprint('modules:', *{name.partition('.')[0] for name in sys.modules}, file=sys.stderr)"
    done = subprocess.run([sys.executable, "-c", program + tail], capture_output=True, text=True, cwd=cwd, check=False)
    assert done.returncode == 0, done.stderr
    return set(done.stderr.rpartition("modules:")[2].split())


def test_help_imports_no_heavy_library() -> None:
    loaded = imported("from inbox_watch.cli.main import run\nassert run(['--help']) == 0", cwd=ROOT)
    assert not loaded & {
        "pandas",
        "numpy",
        "scipy",
        "rich",
        "sqlalchemy",
        "alembic",
        "sklearn",
        "apprise",
        "imapclient",
    }


def test_help_imports_no_command_and_no_table() -> None:
    unwanted = ["inbox_watch.knowledge", *(f"inbox_watch.cli.{module}" for module, _ in COMMANDS.values())]
    program = "import sys\nfrom inbox_watch.cli.main import run\nrun(['--help'])\n" + "".join(
        f"assert '{module}' not in sys.modules\n" for module in unwanted
    )
    imported(program, cwd=ROOT)


def test_poll_does_not_import_the_laboratory() -> None:
    loaded = imported("import inbox_watch.poll, inbox_watch.cli.poll", cwd=ROOT)
    assert not loaded & {"sklearn", "scipy", "pandas", "rich", "jinja2", "apprise", "alembic"}


# What only a store on a server needs.
SERVERS = {"psycopg", "procrastinate"}

# What reads, links and sends mail and finds what is due: for a poll that has something to read, link or send.
ASLEEP = """
import sys
asleep = "news due memory survey followup.standing link.replay link.ties store.islands alerts.channels mail.parse"
asleep += " store.homes store.server"
awake = [name for name in (*asleep.split(), "consider") if f"inbox_watch.{name}" in sys.modules]
assert not awake, awake
"""


def test_a_poll_with_nothing_new_imports_neither_sklearn_nor_pandas(tmp_path: Path) -> None:
    (tmp_path / "Maildir" / "cur").mkdir(parents=True)
    (tmp_path / "Maildir" / "new").mkdir()
    config = tmp_path / "config.toml"
    config.write_text(
        f'[accounts.a]\nmaildir = "{tmp_path}/Maildir"\n[paths]\ndata = "{tmp_path}/data"\n[me]\ncountry = "DE"\n',
        "utf-8",
    )
    program = (
        f"import sys\nfrom inbox_watch.cli.main import run\nassert run(['-c', {str(config)!r}, 'poll']) == 0\n"
        "assert 'inbox_watch.knowledge.user_tables' not in sys.modules"
    )
    imported(program, cwd=ROOT)  # makes the store, which takes Alembic once, and looks at what is due on this day
    unwanted = {
        "sklearn",
        "scipy",
        "numpy",
        "pandas",
        "rich",
        "jinja2",
        "apprise",
        "alembic",
        "holidays",
        "smtplib",
    } | SERVERS
    assert not imported(program + ASLEEP, cwd=ROOT) & unwanted
    assert not imported(program.replace("'poll'", "'status'"), cwd=ROOT) & (unwanted | {"pebble", "imapclient"})


def test_classify_imports_neither_sklearn_nor_pandas(tmp_path: Path) -> None:
    (tmp_path / "one.eml").write_bytes(b"From: a@firm.example\r\nSubject: Your application\r\n\r\nThank you.\r\n")
    program = f"from inbox_watch.cli.main import run\nassert run(['classify', {str(tmp_path)!r}]) == 0"
    assert not imported(program, cwd=ROOT) & {"sklearn", "scipy", "pandas"}


# Size and manners


def test_files_are_short() -> None:
    long = {name(path): len(path.read_text("utf-8").splitlines()) for path in pages()}
    assert {page: lines for page, lines in long.items() if lines >= LARGEST_FILE and page not in LARGER_FILES} == {}
    assert set(LARGER_FILES) <= {page for page, lines in long.items() if lines >= LARGEST_FILE}, "an exception too many"


def test_functions_are_short() -> None:
    long = {
        f"{name(path)}:{function}"
        for path in pages()
        for function, lines in functions(path)
        if lines >= LARGEST_FUNCTION
    }
    assert long == set(LARGER_FUNCTIONS)


def test_every_page_says_what_it_is_for() -> None:
    assert [name(path) for path in pages() if not ast.get_docstring(tree(path))] == []


@pytest.mark.parametrize(("pattern", "why"), FORBIDDEN)
def test_nothing_dangerous_stands_in_the_package(pattern: str, why: str) -> None:
    found = [name(path) for path in pages() if re.search(pattern, path.read_text("utf-8"), re.MULTILINE)]
    assert found == ONE_DOOR.get(why, []), why


def test_any_exception_is_caught_only_where_it_must_be() -> None:
    """mail-parser may raise anything at hostile octets, zipfile and numpy at a damaged model; the entry point turns our
    own bugs into an exit code, a worker into an answer for the mail that met one, a fleet into trouble of the mailbox;
    and what a thread raises is handed to whoever waits for it."""
    handlers = {
        name(path)
        for path in pages()
        for node in ast.walk(tree(path))
        if isinstance(node, ast.ExceptHandler) and (node.type is None or ast.unparse(node.type) == "Exception")
    }
    assert handlers == {
        *("classify/model.py", "mail/parse.py", "cli/main.py", "aside.py", "worker.py", "fleet/mailbox.py"),
    }


def test_every_table_of_knowledge_is_read() -> None:
    code = "\n".join(path.read_text("utf-8") for path in pages())
    tables = sorted(path.stem for path in (PACKAGE / "knowledge").glob("*.tsv"))
    assert [table for table in tables if not re.search(rf"\b(?:table|patterns)\(\s*\"{table}\"", code)] == []


# What is in the repository


def test_no_registry_is_named_in_a_tracked_file() -> None:
    listed = subprocess.run(["git", "ls-files", "-z"], cwd=ROOT, capture_output=True, check=False)
    if listed.returncode != 0:
        pytest.skip("not a git checkout: there is no list of tracked files")
    paths = [ROOT / path for path in listed.stdout.decode().split("\0") if path]
    texts = ((path, path.read_bytes().decode("utf-8", "replace")) for path in paths if path.is_file())
    assert [str(path) for path, text in texts if REGISTRIES.search(text)] == []


@pytest.mark.parametrize("page", ["audit", "build", "run", "fleet", "test", "benchmarks", "fuzz"])
def test_every_requirement_is_exact_and_hashed(page: str) -> None:
    text = (ROOT / "requirements" / f"{page}.txt").read_text("utf-8")
    entries = re.split(r"(?<!\\)\n", text.strip())
    assert [entry for entry in entries if not re.match(r"[\w.-]+==\S+ (?:; [^\\]+)?\\\n\s+--hash=sha256:", entry)] == []


def test_what_the_project_declares_is_required() -> None:
    """A name in pyproject.toml without its line in the requirements means that `update.sh` was forgotten."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))
    groups = project["dependency-groups"]
    wanted = {
        "run": [*project["project"]["dependencies"], *project["project"]["optional-dependencies"]["demo"]],
        "fleet": [re.sub(r"\[.*\]", "", entry) for entry in project["project"]["optional-dependencies"]["fleet"]],
        "build": groups["build"],
        "benchmarks": groups["benchmarks"],
        "fuzz": groups["fuzz"],
        "audit": groups["audit"],
        "test": [entry for entry in groups["test"] if isinstance(entry, str)],
    }
    for page, names in wanted.items():
        text = (ROOT / "requirements" / f"{page}.txt").read_text("utf-8")
        assert [
            entry for entry in names if not re.search(rf"^{re.split('[><=]', entry)[0]}==", text, re.MULTILINE)
        ] == []


def test_the_wheel_holds_everything(tmp_path: Path) -> None:
    """Built as CI builds it; what the program reads beside its code has to be inside."""
    build = [sys.executable, "-m", "build", "--wheel", "--no-isolation", "--outdir", str(tmp_path), str(ROOT)]
    done = subprocess.run(build, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr
    with zipfile.ZipFile(next(tmp_path.glob("*.whl"))) as wheel:
        held = set(wheel.namelist())
    data = [path for path in PACKAGE.rglob("*") if path.is_file() and "__pycache__" not in path.parts]
    samples = [path for path in (ROOT / "data" / "samples").rglob("*") if path.is_file()]
    wanted = {
        "inbox_watch/_shipped/models/model.npz",
        "inbox_watch/_shipped/models/sent.npz",
        *(path.relative_to(ROOT).as_posix() for path in data),
        *(f"inbox_watch/_shipped/samples/{path.relative_to(ROOT / 'data' / 'samples').as_posix()}" for path in samples),
    }
    assert sorted(wanted - held) == []
    assert [entry for entry in held if entry.startswith(("tests/", "data/", "docs/"))] == []


# The documents


def blocks(language: str, page: str = README) -> list[str]:
    return re.findall(rf"^```{language}\n(.*?)^```$", page, re.MULTILINE | re.DOTALL)


def test_the_readme_shows_the_help_as_it_is() -> None:
    shown = cli.get_help(click.Context(cli, info_name="inbox-watch", terminal_width=80, **cli.context_settings))
    assert f"{shown}\n" in blocks("text")


@pytest.mark.parametrize("command", COMMANDS)
def test_every_command_in_the_help_exists(command: str) -> None:
    found = cli.get_command(click.Context(cli), command)
    assert found is not None
    assert found.help


def commands_named_in(text: str) -> set[str]:
    """Words that follow `inbox-watch`, with global options between, where a command is meant."""
    return set(re.findall(r"(?:[`/\n]|: )inbox-watch(?: -c \S+)? ([a-z]+)\b", text))


@pytest.mark.parametrize("page", [*PAGES_OF_THE_USER, "CONTRIBUTING.md"])
def test_the_documents_name_only_commands_that_exist(page: str) -> None:
    assert commands_named_in((ROOT / page).read_text("utf-8")) - set(COMMANDS) == set()


def test_the_program_names_only_commands_that_exist() -> None:
    pages_of_words = [*pages(), *PACKAGE.rglob("*.j2")]
    named = set[str]().union(
        *(re.findall(r"inbox-watch ([a-z]+)\b", path.read_text("utf-8")) for path in pages_of_words)
    )
    assert named - set(COMMANDS) == set()


@pytest.mark.parametrize("block", blocks("toml", SETTINGS))
def test_every_configuration_that_is_shown_holds(block: str, tmp_path: Path) -> None:
    (tmp_path / "config.toml").write_text(block, "utf-8")
    settings = load_settings(tmp_path / "config.toml", data_home=tmp_path)
    assert settings.accounts


def test_every_setting_is_shown(tmp_path: Path) -> None:
    """Asked for a key that is none, each table tells which it knows."""
    shown = tomllib.loads(max(blocks("toml", SETTINGS), key=len))
    unlike_any = "".join(f"[{table}]\nzzzz = 1\n" for table in ("accounts.a", "paths", "me", "follow_up", "alerts"))
    (tmp_path / "config.toml").write_text(unlike_any, "utf-8")
    with pytest.raises(ConfigError) as refused:
        load_settings(tmp_path / "config.toml", data_home=tmp_path)
    known = re.findall(r"zzzz in \[(\w+)[^\]]*\]; known here: ([^.]+)\.", str(refused.value))
    assert [table for table, _ in known] != []
    for table, keys in known:
        written = shown[table]["personal"] if table == "accounts" else shown[table]
        unshown = set(keys.split(", ")) - set(written)
        assert unshown <= {"password_file", "token_cmd"}, table


def test_an_unknown_setting_is_an_error_as_the_page_of_settings_says(tmp_path: Path) -> None:
    (tmp_path / "config.toml").write_text('[accounts.a]\neml = "x"\n[me]\ncontry = "DE"\n', "utf-8")
    with pytest.raises(ConfigError, match="did you mean country"):
        load_settings(tmp_path / "config.toml", data_home=tmp_path)


def test_the_readme_names_every_exit_code() -> None:
    codes = re.findall(r"^EXIT_\w+ = (\d+)", (PACKAGE / "errors.py").read_text("utf-8"), re.MULTILINE)
    assert [code for code in codes if f"\n| {code} |" not in README] == []


@pytest.mark.parametrize(
    "page",
    [
        *PAGES_OF_THE_USER,
        "CONTRIBUTING.md",
        "docs/fleet.md",
        "docs/threat-model.md",
        "docs/proof.md",
        *(f"docs/decisions/{path.name}" for path in (ROOT / "docs" / "decisions").glob("*.md")),
    ],
)
def test_every_link_between_the_documents_leads_somewhere(page: str) -> None:
    path = ROOT / page
    links = re.findall(r"\]\((?!https?:)([^)#]*)#?([^)]*)\)", path.read_text("utf-8"))
    assert [link for link, _ in links if not (path.parent / link).exists()] == []
    assert [part for link, part in links if part and part not in headings(path.parent / link if link else path)] == []


def headings(page: Path) -> set[str]:
    """The parts of a page, as links name them."""
    titles = re.findall(r"^#+ (.+)$", page.read_text("utf-8"), re.MULTILINE)
    return {re.sub(r"[^a-z0-9 -]", "", title.lower()).replace(" ", "-") for title in titles}


def test_the_list_of_decisions_is_whole() -> None:
    folder = ROOT / "docs" / "decisions"
    listed = re.findall(r"\]\((\d{4}-[^)]+)\)", (folder / "README.md").read_text("utf-8"))
    assert listed == sorted(path.name for path in folder.glob("0*.md"))
