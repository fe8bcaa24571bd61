"""AWS Control Tower: a landing zone, set up by the calls that the service makes in the accounts it governs.

`manifest` reads what is wanted, `precheck` what has to be there first. `setup` goes through the stages, and back again:
units and accounts of the organization, roles, the stack sets and the stack of `blueprints`, deployed by `stacks`. What
is kept is in `records`.
"""
