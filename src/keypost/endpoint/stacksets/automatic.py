"""Stack sets that follow an organization: an account that comes into a unit gets their stacks, one that leaves doesn't.

Source: CloudFormation User Guide, automatic deployments for stack sets with service-managed permissions.
"""

from keypost.endpoint.front import Done, Front, Reaction
from keypost.endpoint.stacksets import run
from keypost.endpoint.stacksets.records import Instance, Place, StackSet, list_every_set
from keypost.endpoint.store.units import find_organization, list_accounts


def follow_move(front: Front, done: Done) -> None:
    """Bring stacks into the account that was moved, and take away those that it isn't to have any more."""
    account = done.call.get("AccountId")
    organization = find_organization(account)
    for stack_set in list_every_set(front):
        is_own = organization is not None and organization.account == stack_set.account
        if is_own and stack_set.automatic.get("Enabled") and account != stack_set.account:
            _leave(front, done, stack_set, account)
            _enter(front, done, stack_set, account)


def _enter(front: Front, done: Done, stack_set: StackSet, account: str) -> None:
    wanted = [
        Place(account, region, unit)
        for unit, regions in stack_set.units.items()
        for region in regions
        if (account, region) not in stack_set.instances and account in list_accounts(unit, account=account)
    ]
    made = [Instance(place) for place in wanted]
    stack_set.instances |= {(one.place.account, one.place.region): one for one in made}
    if made:
        run.run(run.begin(stack_set, done.call, "CREATE"), made, run.put(front, stack_set))


def _leave(front: Front, done: Done, stack_set: StackSet, account: str) -> None:
    units = [unit for unit in stack_set.units if account in list_accounts(unit, account=account)]
    gone = [one for one in stack_set.instances.values() if one.place.account == account and not units]
    if gone:
        retains = bool(stack_set.automatic.get("RetainStacksOnAccountRemoval"))
        run.run(run.begin(stack_set, done.call, "DELETE"), gone, run.remove(front, stack_set, retains=retains))


REACTIONS: dict[tuple[str, str], tuple[Reaction, ...]] = {("organizations", "MoveAccount"): (follow_move,)}
