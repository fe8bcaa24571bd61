"""Which services assume roles: each that a path names, with the page or the template that shows it."""

from keypost.catalogue.all import all_paths
from keypost.catalogue.declare import AssumedRole, Evidence, Part, Path, RoleThenService, Sent, Service
from keypost.catalogue.trusts import ASSUME, TRUSTS
from tests.catalogue.test_service_principals import END


def list_trusted(path: Path) -> set[str]:
    callers = (path.caller, *(call.caller for call in path.calls))
    named = {one.trusted_service for one in callers if isinstance(one, AssumedRole | RoleThenService)}
    return named | ({path.assumed_by} if path.assumed_by else set())


def test_every_service_that_assumes_a_role_is_known_and_no_other() -> None:
    assert set().union(*map(list_trusted, all_paths())) == set(TRUSTS)


def test_each_calls_as_itself_on_the_role_and_says_where_that_is_shown() -> None:
    for service, trust in TRUSTS.items():
        assert trust.call.caller == Service(service)
        assert (trust.call.action, trust.call.on, trust.call.on_role) == (ASSUME, Part.ROLE, True)
        assert trust.shown_by.startswith(("https://docs.aws.amazon.com/", "https://github.com/"))
        assert trust.shown_by.startswith("https://docs") or trust.call.evidence is Evidence.OBSERVED
        assert all(name.endswith(END) for name in trust.also)


def test_what_is_sent_of_the_account_is_that_of_the_source() -> None:
    told = [trust.call.context["aws:SourceAccount"] for trust in TRUSTS.values()]
    assert {one.value for one in told if isinstance(one, Sent)} == {Part.SOURCE_ACCOUNT}
    assert len([one for one in told if isinstance(one, Sent)]) == len(TRUSTS)
