"""Who is on the other side: the kind of counterpart, guessed from who got the application and who answers."""

from __future__ import annotations

from inbox_watch.facts.names import employer_key
from inbox_watch.knowledge.senders import is_agency, is_free_mail, is_machine, is_owner, is_small_desk, platform_of
from inbox_watch.link.case import Case
from inbox_watch.mail.origin import registrable_domain
from inbox_watch.records import Address, CounterpartKind, Finding


def guess_kind(case: Case, finding: Finding) -> None:
    """The system that answers tells the kind of company (docs/standing.md); agencies call themselves so."""
    if not case.kind_guessed or case.kind in (CounterpartKind.RECRUITER, CounterpartKind.OUTSOURCED):
        return
    platform = platform_of(finding.from_.address)
    if finding.facts.platform_kind == "agency":
        is_own = _went_to(case, finding.from_)
        case.kind = CounterpartKind.RECRUITER if is_own else CounterpartKind.OUTSOURCED
    elif platform and platform.kind == "ats" and case.kind is not CounterpartKind.LARGE:
        case.kind = CounterpartKind.LARGE if platform.size == "large" else CounterpartKind.MIDSIZE


def _went_to(case: Case, agency: Address) -> bool:
    """Did the application go to this agency itself, and not to the company for which it answers?"""
    if desk_of(agency) in case.reached or not case.employer or is_agency(case.employer):
        return True
    platform = platform_of(agency.address)
    if platform and "domain" not in platform.employer_in and not case.reached:
        return True  # a system that agencies rent: the employer it names may be the agency
    employer = "".join(employer_key(case.employer))
    names = (label_of(agency), platform.vendor if platform else "")
    return any(are_alike("".join(employer_key(name)), employer) for name in names)


def agency_readers(finding: Finding) -> set[str]:
    """The addresses of the house that wrote which somebody reads; a portal it answers through is none."""
    house = registrable_domain(finding.from_.domain)
    return {
        address.address
        for address in (finding.from_, *finding.reply_to)
        if registrable_domain(address.domain) == house and not is_machine(address.local_part)
    }


def kind_of_target(target: Address) -> CounterpartKind:
    """The kind of who got a letter of the user's, as the address tells it."""
    platform = platform_of(target.address)
    if platform and platform.kind == "ats":
        return CounterpartKind.LARGE if platform.size == "large" else CounterpartKind.MIDSIZE
    is_known_agency = platform is not None and platform.kind == "agency"
    if is_known_agency or is_agency(f"{target.name} {target.domain.replace('-', ' ').replace('.', ' ')}"):
        return CounterpartKind.RECRUITER
    if is_free_mail(target.domain) or is_small_desk(target.local_part) or is_owner(target.local_part):
        return CounterpartKind.SMALL_OWNER
    return CounterpartKind.UNKNOWN


def desk_of(address: Address) -> str:
    """What tells one recipient's employer from another's: the domain, or the address where many share the domain."""
    is_shared = is_free_mail(address.domain) or platform_of(address.address) is not None
    return address.address if is_shared else registrable_domain(address.domain)


def label_of(address: Address) -> str:
    """The name a domain has: "Lindhof Labs" for lindhof-labs.example."""
    return registrable_domain(address.domain).split(".")[0].replace("-", " ").title()


def are_alike(one: str, other: str) -> bool:
    """Does one name, run together, begin with the other, however its umlauts are spelled?"""
    first, second = (name.replace("ae", "a").replace("oe", "o").replace("ue", "u") for name in (one, other))
    return len(min(first, second, key=len)) >= 3 and (first.startswith(second) or second.startswith(first))
