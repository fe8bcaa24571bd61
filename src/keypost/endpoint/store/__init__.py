"""moto, the store of record: unmodified, it keeps what exists and answers what is allowed.

The only place that knows moto. `apps` hands it whole requests, `perform` single operations with typed parameters; the
other modules look up what decisions need: `keys`, `identities`, `resources`, `organizations`. `silence` keeps moto
from delivering anything by itself, `pace` mends what makes it slow; both check first that what they reach for exists.
"""
