"""Whose mail it is by the names in it: the employer's name, a form of it, or the name of somebody else."""

from __future__ import annotations

from collections.abc import Sequence

from inbox_watch.facts.names import RoleFit, employer_id, role_fit
from inbox_watch.knowledge.senders import is_free_mail
from inbox_watch.link.case import Case, short_forms
from inbox_watch.link.evidence import counterparts, domain_id, fits_role, is_correspondent, name_of_domain
from inbox_watch.records import EmployerCandidate, Finding, FolderRole

# Where nothing but an address speaks for a name, it may be that of a system or a group.
_OF_AN_ADDRESS = frozenset({"domain", "reply_to"})
# A shorter part of a domain is in many names.
_SHORTEST = 3
_IN_PASSING = _OF_AN_ADDRESS | {"signature"}


def named(finding: Finding, cases: Sequence[Case]) -> list[Case]:
    """The cases of the first employer candidate that is the employer of any."""
    for candidate in finding.facts.employers:
        fits = [case for case in cases if case.knows_name(candidate.name)]
        if fits:
            return fits
    return []


def may_be_named(finding: Finding, case: Case) -> bool:
    """Does the mail name the role of the case, and what may be its employer: a short or long form of the name
    ("Kestrel", "Kestrel Works"), or a name that the founding mail mentions besides?"""
    keys = {employer_id(each.name) for each in finding.facts.employers if each.evidence not in _OF_AN_ADDRESS}
    if role_fit(finding.facts.role, case.role) is RoleFit.SAME and not case.hinted.isdisjoint(keys):
        return True
    return fits_role(finding, case) and any(_is_form(each, case) for each in finding.facts.employers)


def names_another_employer(finding: Finding, case: Case) -> bool:
    """Does the mail say in words that it is about an employer, and is that none of the case's?

    Many employers write through one recruiting system, agency or group, whose own name in its mail says nothing. Where
    the user wrote to an address alone, whatever name answers from there may be the employer's; an address at a mail
    provider is of one person.
    """
    if is_free_mail(finding.from_.domain) and finding.from_.address in case.addresses:
        return False
    own = {domain_id(address) for address in counterparts(finding)} if is_correspondent(finding, case) else set()
    is_told = any(not _is_one_of(name, own) for name in case.told)
    said = _said_in_words(finding, own) if is_told else []
    return bool(said) and not any(_is_known(each, case) for each in said)


def _said_in_words(finding: Finding, own: set[str]) -> list[EmployerCandidate]:
    """The employers a mail names besides the owner of its domain and the user; none when no word speaks for any."""
    is_sent = finding.role is FolderRole.SENT
    user = {employer_id(address.name) for address in ((finding.from_,) if is_sent else finding.to)}
    said = [(employer_id(each.name), each) for each in finding.facts.employers]
    others = [each for name, each in said if name not in user and not _is_one_of(name, own)]
    is_said = any(each.evidence == "subject" if is_sent else each.evidence not in _IN_PASSING for each in others)
    return others if is_said else []


def are_strangers(one: Case, other: Case) -> bool:
    """Is each called by a name, and has neither a name of the other or a form of it?"""
    ours, theirs = one.names | one.hinted | one.forms, other.names | other.hinted | other.forms
    return bool(one.told and other.told) and ours.isdisjoint(other.names) and theirs.isdisjoint(one.names)


def owns(case: Case, domain: str) -> bool:
    """Is the domain called as the employer is, as far as domains shorten or lengthen names?"""
    return any(_is_one_of(name, {name_of_domain(domain)}) for name in case.names)


def _is_one_of(name: str, domains: set[str]) -> bool:
    """Is it the name of the owner of a domain, as far as a domain shortens or lengthens names?"""
    return any(min(len(domain), len(name)) >= _SHORTEST and (domain in name or name in domain) for domain in domains)


def _is_known(candidate: EmployerCandidate, case: Case) -> bool:
    is_told = employer_id(candidate.name) in case.told or not case.told.isdisjoint(short_forms(candidate.name))
    return is_told or employer_id(candidate.name) in case.names | case.hinted or _is_form(candidate, case)


def _is_form(candidate: EmployerCandidate, case: Case) -> bool:
    key = employer_id(candidate.name)
    if key in case.forms or not case.names.isdisjoint(short_forms(candidate.name)):
        return True
    return candidate.evidence in _OF_AN_ADDRESS and _is_abbreviated(key, case)


def _is_abbreviated(label: str, case: Case) -> bool:
    """Domains shorten the last word too: sturmvogel-luft.example is that of Sturmvogel Luftfracht."""
    begun = (name for name in case.names if name.startswith(label))
    return any(name.startswith(form) and label.startswith(form) for name in begun for form in case.forms)
