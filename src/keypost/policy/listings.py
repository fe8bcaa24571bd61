"""Action and Resource elements against one request (IAM User Guide, policy elements Action and Resource)."""

from keypost.arn import parse_arn
from keypost.named import Callable, lru_cache
from keypost.policy.document import Listing, Version
from keypost.policy.facts import Facts, Unsettled
from keypost.policy.logic import any_of, negate
from keypost.policy.reasons import Reason
from keypost.policy.variables import Template, collect_pieces, fill_template, split_value, variables_in
from keypost.unknown import Glob, Tri, build_glob

# Variables stand only in the resource part, after the fifth colon.
_COLONS = 5
_USER = ":user/"

ResourceTest = Callable[[str, Facts], Tri]


def match_action(listing: Listing | None, *, action: str) -> Tri:
    """Tell whether the element covers the action: case-insensitive, `*` and `?` anywhere; False where it is missing."""
    if listing is None:
        return False
    answer = _lists_action(listing.values, action)
    if listing.unread and not answer:
        answer = None
    return negate(answer) if listing.negated else answer


@lru_cache(maxsize=8192)
def _lists_action(values: tuple[str, ...], action: str) -> Tri:
    """Few lists of actions occur over and over in the policies of an estate."""
    lowered = action.lower()
    return any_of(build_glob(value.lower()).match(lowered) for value in values)


def compile_resource(listing: Listing | None, *, version: Version) -> ResourceTest:
    """Return the test for the element: case-sensitive, wildcards anywhere; a missing element covers nothing."""
    if listing is None:
        return lambda _resource, _facts: False
    tests = [_compile_pattern(value, version) for value in listing.values]
    if listing.unread:
        tests.append(lambda _resource, _facts: None)
    if listing.negated:
        return lambda resource, facts: negate(any_of(test(resource, facts) for test in tests))
    if len(tests) == 1:
        return tests[0]
    return lambda resource, facts: any_of(test(resource, facts) for test in tests)


def resource_keys(listing: Listing | None, *, version: Version) -> frozenset[str]:
    """Return the context keys, in lower case, that the element's variables stand for."""
    values = listing.values if listing is not None else ()
    return frozenset(variable.key for value in values for variable in variables_in(_split(value, version)))


def explain_resource(listing: Listing | None, *, resource: str) -> Reason:
    """Return why an element that doesn't cover the resource fails to."""
    if listing is None:
        return Reason.NO_RESOURCE
    if listing.negated:
        return Reason.RESOURCE_LISTED
    arns = [parse_arn(value) for value in listing.values]
    if "kms" in resource and any(arn is not None and arn.resource.startswith("alias/") for arn in arns):
        return Reason.RESOURCE_IS_ALIAS
    if any(value.startswith("alias/") for value in listing.values):
        return Reason.RESOURCE_IS_ALIAS
    if arns and not any(arns) and not any("*" in value for value in listing.values):
        return Reason.RESOURCE_IS_NOT_ARN
    return Reason.RESOURCE_NOT_LISTED


@lru_cache(maxsize=4096)
def _compile_pattern(value: str, version: Version) -> ResourceTest:
    template = _split(value, version)
    keys = tuple(variable.key for variable in variables_in(template))
    if not keys:
        glob = Glob(collect_pieces(template))
        if _USER in value:
            return _loosen_case(glob.match, _lower(template))
        return lambda resource, _facts: glob.match(resource)

    def test(resource: str, facts: Facts) -> Tri:
        if any(isinstance(facts.get(key), Unsettled) for key in keys):
            return None
        pieces = fill_template(template, facts=facts)
        return False if pieces is None else Glob(pieces).match(resource)

    return test


def _loosen_case(match: Callable[[str], Tri], lowered: Glob) -> ResourceTest:
    """One edition of the page compares IAM user names with regard to case, another without: then it can't be told."""

    def test(resource: str, _facts: Facts) -> Tri:
        found = match(resource)
        if found is not False or not names_user(resource):
            return found
        return None if lowered.match(resource.lower()) is not False else False

    return test


def _lower(template: Template) -> Glob:
    pieces = collect_pieces(template)
    return Glob(tuple(piece.lower() if isinstance(piece, str) else piece for piece in pieces))


def names_user(resource: str) -> bool:
    """Tell whether the resource is an IAM user."""
    return _USER in resource and resource.startswith("arn:") and ":iam:" in resource


def _split(value: str, version: Version) -> Template:
    """Take the pattern apart; before the fifth colon `${...}` is plain text."""
    parts = value.split(":", _COLONS)
    if len(parts) <= _COLONS:
        return split_value(value, version=Version.OLD)
    head = ":".join(parts[:_COLONS]) + ":"
    return (*split_value(head, version=Version.OLD), *split_value(parts[-1], version=version))
