"""`draft`: the words of the one follow-up, for the user to send, say or post."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import click

from inbox_watch.accounts import ImapAccount
from inbox_watch.clean import clean_line
from inbox_watch.cli.application_names import no_such
from inbox_watch.cli.completing import application_ids
from inbox_watch.cli.context import Shared, clock
from inbox_watch.cli.output import write_whole
from inbox_watch.cli.screen import show_json
from inbox_watch.cli.state import surveyed_now
from inbox_watch.errors import UsageError
from inbox_watch.followup.draft import MAILED, author_of, draft
from inbox_watch.followup.envelope import as_file, as_mailto, as_message
from inbox_watch.followup.objections import objection, refusal, remarks
from inbox_watch.followup.occasion import Occasion, has_interest_elsewhere, language_for, occasion
from inbox_watch.followup.thread import thread
from inbox_watch.knowledge.wording import LANGUAGES
from inbox_watch.records import Address, Channel, Draft, DraftKind, Finding, FolderRole, Standing

if TYPE_CHECKING:
    from inbox_watch.config import Settings
    from inbox_watch.survey import Survey

_SECONDS = 60.0


@click.command(help="Write the one follow-up of an application; you send it, the program never does.")
@click.argument("name", metavar="ID", shell_complete=application_ids)
@click.option("--letter", "kind", flag_value="letter", help="A letter of at most 120 words.")
@click.option("--arrival", "kind", flag_value="arrival", help="Ask only whether it arrived, in at most 50 words.")
@click.option("--linkedin", "kind", flag_value="linkedin", help="A note of at most 300 characters.")
@click.option("--call", "kind", flag_value="call", help="A call sheet: what to say in 45 seconds, ask and write down.")
@click.option("--thank-you", "kind", flag_value="thank_you", help="Thanks after an interview; not a follow-up.")
@click.option("--language", type=click.Choice(LANGUAGES), help="Default: the language of the correspondence.")
@click.option("--interest-elsewhere", "elsewhere", is_flag=True, help="Say that you are in talks elsewhere, if true.")
@click.option("--eml", "form", flag_value="eml", help="As a message in the right thread, for a mail program.")
@click.option("--mailto", "form", flag_value="mailto", help="As a mailto: link.")
@click.option("--save-draft", "form", flag_value="save", help="Put it into the Drafts folder of your mailbox.")
@click.option("--json", "form", flag_value="json", help="As one JSON document, with what to mind.")
@click.option("-o", "--output", type=click.Path(path_type=Path), help="Write to this file.", metavar="FILE")
@click.option("--force", is_flag=True, help="Write it although nothing is to be sent.")
@click.pass_obj
def command(
    shared: Shared,
    /,
    name: str,
    kind: str | None,
    form: str | None,
    output: Path | None,
    language: str | None,
    elsewhere: bool,
    force: bool,
) -> None:
    """Print the words, or hand them over in the form that was asked for; what to mind goes to standard error."""
    settings, now = shared.settings(), clock()
    seen = surveyed_now(settings, now)
    about = occasion(_standing_of(name, seen), settings.timezone)
    wanted = _kind(kind, form, about.standing)
    _check_form(wanted, form, output, elsewhere=elsewhere)
    minded = _permitted(about, wanted, seen, elsewhere=elsewhere, force=force)
    answered = thread(about.standing, about.address)
    author = author_of(_own_letters(about.standing, seen), sorted(settings.addresses))
    spoken = language or language_for(about.standing, settings.language)
    written = draft(about, wanted, answered, author, spoken, elsewhere=elsewhere)
    minded = tuple(clean_line(line, 400) for line in (*minded, *remarks(about, wanted, author)))
    if form == "json":
        show_json(_document(written, minded))
        return
    if not shared.quiet:
        for line in minded:
            click.echo(line, err=True)
    if form == "save":
        _save(written, _account(answered.account, author, settings), quiet=shared.quiet)
    else:
        _hand_over(_text(written, form), output)


def _standing_of(name: str, seen: Survey) -> Standing:
    found = next((each for each in seen.report.standings if each.application.id == name), None)
    if found is None:
        raise no_such(name)
    return found


def _kind(kind: str | None, form: str | None, standing: Standing) -> DraftKind:
    """What was asked for; else a call sheet where a call is advised and no mail is asked for; else a letter."""
    if kind:
        return DraftKind(kind)
    calls = standing.follow_up.channel is Channel.PHONE and form in (None, "json")
    return DraftKind.CALL if calls else DraftKind.LETTER


def _check_form(kind: DraftKind, form: str | None, output: Path | None, *, elsewhere: bool) -> None:
    if form in ("eml", "mailto", "save") and kind not in MAILED:
        raise UsageError("A note and a call sheet are no mail: leave --eml, --mailto and --save-draft out.")
    if form == "save" and output:
        raise UsageError("--save-draft writes to your mailbox: leave -o out.")
    if form == "json" and output:
        raise UsageError("--json prints one document: leave -o out.")
    if elsewhere and kind is not DraftKind.LETTER:
        raise UsageError("--interest-elsewhere belongs to a letter: leave one of the two out.")


def _permitted(about: Occasion, kind: DraftKind, seen: Survey, *, elsewhere: bool, force: bool) -> tuple[str, ...]:
    """What was overruled; raises UsageError for what cannot be written, or is not to be sent as it stands."""
    refused = refusal(about, kind, seen.report.as_of)
    if refused:
        raise UsageError(refused)
    if elsewhere and not has_interest_elsewhere(about.standing, seen.report.standings):
        raise UsageError("No other application has a talk or an offer today, so the letter cannot say so.")
    against = objection(about.standing, kind)
    if against and not force:
        raise UsageError(f"{against} --force writes it all the same.")
    return (against,) if against else ()


def _own_letters(standing: Standing, seen: Survey) -> Iterator[Finding]:
    """The user's mail, newest first; that of this application before all other."""
    yield from (event.finding for event in reversed(standing.events) if event.finding.role is FolderRole.SENT)
    sent = (finding for finding in seen.findings.values() if finding.role is FolderRole.SENT)
    yield from sorted(sent, key=lambda finding: finding.internaldate, reverse=True)


def _text(written: Draft, form: str | None) -> str:
    if form == "eml":
        return as_file(written).decode("ascii")
    if form == "mailto":
        return f"{as_mailto(written)}\n"
    head = (f"To: {_shown(written.to)}" if written.to.address else "", f"Subject: {written.subject}")
    shown = "\n".join(filter(None, head)) + "\n\n" if written.kind in MAILED else ""
    return f"{shown}{written.body}\n"


def _document(written: Draft, minded: Sequence[str]) -> dict[str, object]:
    """What `--json` prints; an address that is not known is empty."""
    return {
        "kind": written.kind.value,
        "language": written.language,
        "to": {"name": written.to.name, "address": clean_line(written.to.address)},
        "subject": written.subject,
        "body": written.body,
        "in_reply_to": written.in_reply_to,
        "references": list(written.references),
        "mind": list(minded),
    }


def _shown(to: Address) -> str:
    address = clean_line(to.address)
    return f"{to.name} <{address}>" if to.name else address


def _hand_over(text: str, output: Path | None) -> None:
    if output:
        write_whole(output, text)
    else:
        click.echo(text, nl=False)


def _account(answered: str, author: Address, settings: Settings) -> ImapAccount:
    """The mailbox of the answered mail, else the author's, else the only one there is; raises UsageError."""
    known = [account for account in settings.accounts if isinstance(account, ImapAccount)]
    fits = [account for account in known if account.name == answered] or [
        account for account in known if account.user.lower() == author.address
    ]
    if not fits and len(known) != 1:
        raise UsageError("No IMAP account of the configuration fits --save-draft: write a file with --eml instead.")
    return (fits or known)[0]


def _save(written: Draft, account: ImapAccount, *, quiet: bool) -> None:
    from inbox_watch.sources.deadline import Deadline  # the network, for those who asked for it
    from inbox_watch.sources.drafts import save_draft

    folder = save_draft(account, as_message(written), Deadline(_SECONDS))
    if not quiet:
        click.echo(f"Saved in {folder} of {account.name}. Read it over and send it yourself.")
