"""CloudFormation stack sets: one template as real stacks in many accounts and Regions.

`sets`, `instances` and `listing` answer the operations; `run` carries an operation out over its `targets`, in the order
of Regions and within the failure tolerance; `enter` assumes the roles that lead into an account, and `deploy` makes,
changes and deletes the stack there. What is kept is in `records`. An operation is over when its answer comes.
"""
