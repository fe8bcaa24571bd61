"""CloudFormation, an engine of our own: stacks whose resources are made by calls through the endpoint's front.

    template      a text -> a template that CloudFormation takes; `scene` resolves its values, `order` sorts it
    intents       what a call asks a stack to be: template, `parameters`, capabilities
    deployment    makes a stack, deletes it, rolls it back; `updating` changes it; `preview` tells what would change
    making        one resource at a time, by its type in `types/`, through `hands`: the caller or the stack's role
    engine        all of it in one call: a stack from a template, as a principal
    records       what is kept of a stack; `stacks` finds it
    operations/   CloudFormation's API

A resource type is a declaration in `types/`; one that isn't there fails the stack.
"""
