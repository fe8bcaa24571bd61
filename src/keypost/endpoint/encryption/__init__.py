"""The KMS calls that a service makes for what it encrypts, as whoever called it.

`needs` lists for each operation which keys it uses and how; `refusals` says in which words each service passes on what
KMS answered. An operation of another service gets its keys by an entry in `needs`.
"""
