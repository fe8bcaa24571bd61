"""`keypost local`: AWS on this machine that says no where AWS says no.

A request goes this way, and the modules are named after the stations:

    door        HTTP in, HTTP out: `server` listens on 127.0.0.1, `pages` are the endpoint's own
    wire/       which operation with which parameters, and how to answer: one module a protocol
    caller      whose access key, `signature`, `sessions`; `federation`: whose token
    front       carries a call out; `own_user` and `own_region` settle what it means and may be about:
      actions/      what the call needs: IAM actions, resources, context keys; a table a service
      authorize     asks the engine that decides everything; `denial` words what it says, `decisions` keeps it
      documents/    refuses policies that AWS refuses
      encryption/   the KMS calls that encrypted resources bring with them, as the caller
      operations/   what is answered here instead of by moto
      cloudformation/  stacks: a template's resources, made by calls as whoever deploys
      stacksets/    stack sets: stacks in many accounts, by calls as the roles that lead there
      controltower/ a landing zone, set up by stack sets and stacks
      store/        moto, the store of record; a request reaches it written anew (wire/write), never as it came
      saving        what is kept in a file, `state_file`
      trail         CloudTrail's events
      deliveries/   what follows: services calling as themselves, through the same front
    posting     HTTP to addresses on this machine, the only way out; `courier` carries it, `certificate` signs it
    html/       the page at `/_keypost/` for people; `pages` and `controls` are for programs

A service of AWS that is to be enforced gets a table in `actions/`; an operation that moto lacks gets a function in
`operations/`; a delivery a module in `deliveries/`.
"""
