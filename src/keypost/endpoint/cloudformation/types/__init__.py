"""Resource types, a family a module: which operations make, change and delete a resource, and what can be asked of it.

Facts are those of each type's page in the CloudFormation Template Reference (return values, `Update requires`) and of
its resource provider schema.
"""
