"""The user's own addresses in mail: nobody is the counterpart of themselves."""

from __future__ import annotations

from dataclasses import replace

from inbox_watch.records import Address, Finding, FolderRole

# What a mail says of the employer in the subject and the text does not depend on whose address it has.
_SAID_IN_WORDS = frozenset({"template", "subject", "body", "below_role", "mention"})


def without_own(finding: Finding, own_addresses: frozenset[str]) -> Finding:
    """The mail without the user among those who were written to, or who write.

    The sender of a Sent mail is the user, whatever the configuration knows. In a copy to oneself the To field has the
    counterpart; received mail with the user's own address (forged, or sent by a form of a web site) has none.
    """
    is_sent = finding.role is FolderRole.SENT
    own = own_addresses | {finding.from_.address} if is_sent else own_addresses
    if own.isdisjoint(address.address for address in (finding.from_, *finding.to, *finding.reply_to)):
        return finding
    others = replace(finding, to=_without(finding.to, own), reply_to=_without(finding.reply_to, own))
    if is_sent or finding.from_.address not in own:
        return others
    facts = finding.facts
    named = tuple(candidate for candidate in facts.employers if candidate.evidence in _SAID_IN_WORDS)
    known = replace(facts, employers=named, contacts=_without(facts.contacts, own))
    return replace(others, from_=Address(finding.from_.name, ""), facts=known)


def _without(addresses: tuple[Address, ...], own: frozenset[str]) -> tuple[Address, ...]:
    return tuple(address for address in addresses if address.address not in own)
