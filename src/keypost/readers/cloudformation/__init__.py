"""CloudFormation, SAM and CDK templates -> an estate."""
