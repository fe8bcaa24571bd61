"""CloudFormation's intrinsic functions, one family a file; `table` lists them all."""
