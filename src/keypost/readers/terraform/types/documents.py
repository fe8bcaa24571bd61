"""Policy documents that Terraform writes: what may stand in the blocks of `aws_iam_policy_document`."""

from keypost.readers.terraform.types.declare import Blocks, Properties, Type, Types, pattern, policy, text

_PRINCIPALS: Properties = {"Type": text("type"), "Identifiers": pattern("identifiers[]")}

DOCUMENTS: Types = {
    "data.aws_iam_policy_document": Type(
        properties={
            "Version": text("version"),
            "Id": text("policy_id"),
            "SourcePolicyDocuments": policy("source_policy_documents[]"),
            "OverridePolicyDocuments": policy("override_policy_documents[]"),
            "SourceJson": policy("source_json"),
            "OverrideJson": policy("override_json"),
            "Statement": Blocks(
                "statement",
                {
                    "Sid": text("sid"),
                    "Effect": text("effect"),
                    "Action": text("actions[]"),
                    "NotAction": text("not_actions[]"),
                    "Resource": pattern("resources[]"),
                    "NotResource": pattern("not_resources[]"),
                    "Principal": Blocks("principals", _PRINCIPALS),
                    "NotPrincipal": Blocks("not_principals", _PRINCIPALS),
                    "Condition": Blocks(
                        "condition",
                        {"Test": text("test"), "Variable": text("variable"), "Values": pattern("values[]")},
                    ),
                },
            ),
        }
    ),
}
