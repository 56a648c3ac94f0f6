"""Who is the employer: candidates with their evidence, strongest first. A platform is one only of its own people."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from itertools import pairwise

from inbox_watch.facts.best_employer import best_first, is_somebody_else, may_be_employer, weighable
from inbox_watch.facts.company_names import capitalised, compact, in_phrases, plausible, vouched
from inbox_watch.facts.display_name import desk_names, display_names, house_of
from inbox_watch.facts.employer_choice import Around, Named
from inbox_watch.facts.greeting import addressed
from inbox_watch.facts.mentions import NONE, Mentions
from inbox_watch.facts.names import desk_words, employer_id, without_desk_words
from inbox_watch.facts.platform_jobs import hiring_platforms
from inbox_watch.facts.role import role
from inbox_watch.facts.templates import template_fields
from inbox_watch.facts.titles import is_title
from inbox_watch.knowledge.senders import is_free_mail, is_machine, platform_of
from inbox_watch.knowledge.subjects import without_prefixes
from inbox_watch.mail.origin import registrable_domain
from inbox_watch.records import EmployerCandidate, Message

_REGIONS = frozenset(
    "us eu na uk de emea apac app mail email no-reply noreply notifications message www na1 eu1 m jobs careers".split()
)
_CANDIDATES = 8
_SHORTEST_LABEL = 4
_INITIALS = re.compile(r"[A-Z]{2,5}")
_NAME_EMPLOYERS = frozenset({"ats", "job_board", "scheduler", "assessment", "background_check", "agency"})
_NAMES_OF_A_DOMAIN = 4
_MENTIONED, _SURELY_MENTIONED = 0.5, 0.8
# Where a name is made of an address, as it can be spelled there.
_OF_AN_ADDRESS = frozenset({"local_part", "subdomain", "domain", "reply_to"})
_GUESSED = frozenset({"domain", "reply_to"})
_OF_A_DESK = frozenset({"desk_name", "domain_name"})
_IN_PHRASES = frozenset({"subject", "body"})
_LEGAL_LINE = re.compile(
    r"\A(.{2,50}?)(?<!\s)\s++(?:GmbH(?: & Co\. ?KGa?A?)?|AG|SE|KG|e\.V\.|Ltd\.?|Limited|Inc\.?|LLC|plc"
    r"|B\.?V\.?|N\.?V\.?|S\.?A\.?S?\.?|S\.?r\.?l\.?|S\.?L\.?|Lda\.?)"
)
_TEAM_LINE = re.compile(
    r"\A(?:The|Your|Das|Ihr|Dein|Het|L'équipe|El equipo de|Il team)\s+(.{2,40}?)[\s-]+"
    r"(?:Team|HR|Recruiting|Recruitment|Careers)(?:\s\w+)?"
)


def employers(message: Message, seen: Mentions = NONE) -> tuple[EmployerCandidate, ...]:
    """Return the names that may be the employer of a received mail, each with where it was found; `seen` is what the
    tagger sees."""
    candidates = list(_candidates(message))
    named = _in_order(candidates, message, seen)
    if seen.weights:
        named = best_first(named, candidates, message, seen)
    platforms = () if named else hiring_platforms(message)
    return (*named[:_CANDIDATES], *{employer_id(each.name): each for each in platforms}.values())


def weighed(message: Message, seen: Mentions) -> tuple[Mapping[str, Named], Around]:
    """Return what is weighed when the employer of a mail is chosen: its names, and what the mail tells of them."""
    candidates = list(_candidates(message))
    return weighable(_in_order(candidates, message, seen), candidates, message, seen)


def _in_order(candidates: Iterable[EmployerCandidate], message: Message, seen: Mentions) -> list[EmployerCandidate]:
    """Each name once, the first place first; jobs are left out."""
    found: dict[str, EmployerCandidate] = {}
    jobs = _jobs(seen)
    for candidate in candidates:
        key = employer_id(candidate.name)
        if not (candidate.evidence in _IN_PHRASES and key in jobs):
            found.setdefault(key, candidate)
    return _with_mention(_spelled_out(list(found.values())), seen, message)[:_CANDIDATES]


def recipients(message: Message) -> tuple[EmployerCandidate, ...]:
    """Return what the employer of a Sent mail may be called besides: as the address it went to has it, then as the text
    spells or lengthens the name of its domain."""
    target = next(iter(message.to), None)
    if target is None or is_free_mail(target.domain) or platform_of(target.address):
        return ()
    label = compact(registrable_domain(target.domain).split(".")[0])
    in_text = (name for text in (message.text[:6000], message.subject) for name in _lengthened(text, label))
    named = (*((each, "recipient") for each in (house_of(target),)), *((each, "domain_name") for each in in_text))
    found = ((name, place) for each, place in named for name in plausible(iter([each])) if not is_title(name))
    return tuple({employer_id(name): EmployerCandidate(name, place) for name, place in found}.values())[:2]


def _lengthened(text: str, label: str) -> Iterator[str]:
    """Runs of capitalised words that begin with the name of a domain ("Freshwell" for fresh.example)."""
    names = (without_desk_words(name) for name in capitalised(text))
    return (name for name in names if len(label) >= _SHORTEST_LABEL and compact(name).startswith(label))


def _jobs(seen: Mentions) -> frozenset[str]:
    """What is rather a title than a name: "Cartographer - your application" names no house."""
    titles = (each.text for each in seen.roles if each.probability >= _MENTIONED)
    names = (each.text for each in seen.employers if each.probability >= _MENTIONED)
    return frozenset(map(employer_id, titles)).difference(map(employer_id, names))


def _spelled_out(found: list[EmployerCandidate]) -> list[EmployerCandidate]:
    """Initials give way to the name they stand for ("CTR", "Carrow Tyre & Rubber"), when the mail has it too."""
    initials = found[0].name if found and _INITIALS.fullmatch(found[0].name) else ""
    full = next((each for each in found[1:] if initials and _initials_of(each.name).startswith(initials)), None)
    return [full, *(each for each in found if each is not full)] if full else found


def _with_mention(found: list[EmployerCandidate], seen: Mentions, message: Message) -> list[EmployerCandidate]:
    """The name the tagger sees stands beside the first one; before it where only an address speaks for the first, or
    where the first is a desk's ("Personalbüro Lindhof Labs")."""
    best = next(iter(seen.employers), None)
    if best is None or best.probability < _MENTIONED or not may_be_employer(best.text, message):
        return found
    mention = EmployerCandidate(next(plausible(iter([best.text]))), "mention")
    key = employer_id(mention.name)
    is_first = bool(found) and key == employer_id(found[0].name)
    if is_first and found[0].evidence not in _OF_AN_ADDRESS:
        return found
    others = [each for each in found if employer_id(each.name) != key]
    is_of_a_desk = best.probability >= _SURELY_MENTIONED and bool(found) and _is_within(key, found[0])
    comes_first = not found or is_first or found[0].evidence in _GUESSED or is_of_a_desk
    return [mention, *others] if comes_first else [*others[:1], mention, *others[1:]]


def _is_within(key: str, first: EmployerCandidate) -> bool:
    return first.evidence in _OF_A_DESK and key in employer_id(first.name)


def _initials_of(name: str) -> str:
    return "".join(word[0] for word in name.split() if word[0].isupper())


def _candidates(message: Message) -> Iterator[EmployerCandidate]:
    places = ["template", *_places(message), "signature"]
    if _has_own_domain(message):
        places.append("domain")
    reader = addressed(message.text)
    for place in places:
        yield from (
            EmployerCandidate(name, place)
            for name in plausible(_PLACES[place](message))
            if not is_somebody_else(name, place, reader)
        )


def _has_own_domain(message: Message) -> bool:
    platform = platform_of(message.from_.address)
    return platform is None or "domain" in platform.employer_in


def _places(message: Message) -> list[str]:
    """Where to look, in the vendor's order; what a vendor's table leaves out comes after it."""
    platform = platform_of(message.from_.address)
    if platform is None:
        return (
            ["subject", "body"]
            if is_free_mail(message.from_.domain)
            else ["domain_name", "desk_name", "subject", "body"]
        )
    own = [name for name in platform.employer_in if name not in ("", "domain")]
    if own[:1] == ["local_part"] and _display_says_tenant(message):
        own = ["display_name", *own]
    rest = ("display_name", "below_role", "subject", "body") if platform.kind in _NAME_EMPLOYERS else ()
    return [*own, *(place for place in rest if place not in own)]


def _display_says_tenant(message: Message) -> bool:
    """ "Zephyr Pharma Workday <zephyr@…>": the display name is the long form of the tenant's slug."""
    slugs = [compact(name) for name in _local_part(message)]
    return any(slug and compact(name).startswith(slug[:8]) for name in display_names(message) for slug in slugs)


def _template(message: Message) -> Iterator[str]:
    employer = template_fields(message).get("employer")
    if employer:
        yield employer


def _local_part(message: Message) -> Iterator[str]:
    """The tenant of a shared platform address: tenant@…, tenant+autoreply@…, correspondencetenant@…"""
    slug = re.split(r"[+]", message.from_.local_part)[0]
    slug = re.sub(r"^(?:correspondence|noreply|no-reply)|(?:recruiting|careers|noreply)$", "", slug)
    if slug and slug not in desk_words() and not is_machine(slug):
        yield slug.replace("-", " ").replace("_", " ").replace(".", " ").title()


def _subdomain(message: Message) -> Iterator[str]:
    labels = message.from_.domain.split(".")
    first = next((label for label in labels[:-2] if label not in _REGIONS), None)
    if first and first != registrable_domain(message.from_.domain).split(".")[0]:
        yield first.replace("-", " ").title()


def _domain_name(message: Message) -> Iterator[str]:
    """A name in the mail that the sender's own domain vouches for: "Lindhof Labs" for lindhof.example."""
    label = compact(registrable_domain(message.from_.domain).split(".")[0])
    if len(label) < 3:
        return
    named = (
        *display_names(message),
        *_signature(message),
        *_subject(message),
        *_body(message),
        *_capitalised(message, label),
    )
    fits = dict.fromkeys(name for name in named if vouched(compact(name), label))
    yield from sorted(fits, key=lambda name: not compact(name).startswith(label))[:_NAMES_OF_A_DOMAIN]


def _capitalised(message: Message, label: str) -> Iterator[str]:
    """Runs of capitalised words that hold the label's first letters, anywhere in the text."""
    for text in (message.subject, message.text[:6000], message.signature[:1500]):
        names = (without_desk_words(name) for name in capitalised(text))
        yield from (name for name in names if compact(name).startswith(label[:4]))


def _reply_to(message: Message) -> Iterator[str]:
    for address in message.reply_to:
        if platform_of(address.address) is None and not is_free_mail(address.domain):
            yield registrable_domain(address.domain).split(".")[0].replace("-", " ").title()


def _subject(message: Message) -> Iterator[str]:
    return (without_desk_words(name) for name in in_phrases(without_prefixes(message.subject), "subject"))


def _below_role(message: Message) -> Iterator[str]:
    """Boards show a block: the role on a line, the employer (and a place) on the next."""
    lines = [line.strip() for line in message.text[:3000].split("\n") if line.strip()]
    title = role(message)
    for line, following in pairwise(lines):
        if title and line.startswith(title) and len(line) < len(title) + 30:
            yield re.sub(
                r"^(?:Unternehmen|Company|Empresa|Entreprise|Bedrijf|Azienda):?\s+",
                "",
                re.split(r"\s[·|–-]\s|,\s", following)[0],
            )
            return


def _body(message: Message) -> Iterator[str]:
    return in_phrases(message.text[:6000], "body")


def _signature(message: Message) -> Iterator[str]:
    """The company line below the closing: "Lindhof Labs GmbH", "The Lindhof Labs Team"."""
    closing = message.text.rstrip().split("\n")[-8:] + message.signature.split("\n")[:8]
    for line in (piece.strip(" ,-*|") for piece in closing):
        for match in (_LEGAL_LINE.fullmatch(line), _TEAM_LINE.fullmatch(line)):
            if match:
                yield without_desk_words(match[1]) or match[1]


def _domain(message: Message) -> Iterator[str]:
    domain = registrable_domain(message.from_.domain)
    if domain and not is_free_mail(domain) and "." in domain:
        yield domain.split(".")[0].replace("-", " ").title()


_PLACES = {
    "template": _template,
    "signature": _signature,
    "domain": _domain,
    "local_part": _local_part,
    "subdomain": _subdomain,
    "display_name": display_names,
    "desk_name": desk_names,
    "below_role": _below_role,
    "domain_name": _domain_name,
    "reply_to": _reply_to,
    "subject": _subject,
    "body": _body,
}
