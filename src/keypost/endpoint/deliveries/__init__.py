"""Deliveries: what services do by themselves after a call, as service principals, through the same front.

One module a path, named after the catalogue's: it has a `DELIVERY` that says which calls it follows (`reactions`) and
which operations it brings that moto lacks. `sender` builds the service principal with what the path says it sends.
`all` lists them. To add one: a module, a line in `all`, tests in `tests/endpoint/deliveries/`.
"""
