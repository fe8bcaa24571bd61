"""Policy documents that calls bring along: refused where AWS refuses them, in the words of the service.

`given` finds them in a call, `check` asks the engine of `keypost lint` and looks whether principals exist, `words` says
what each service answers.
"""
