"""Causes that stand in the policy of the target."""

from keypost.diagnosis.causes.declare import Cause, Look
from keypost.text import Text

_TRY_AGAIN = Text(
    en="Let the delivery happen again, and look where it failed.",
    ja="同じ配信をもう一度発生させ、失敗していた場所を確認してください。",
)

CAUSES = (
    Cause(
        id="topic-policy-omits-caller",
        title=Text(en="The topic's policy leaves out the caller", ja="トピックポリシーが呼び出し元を許可していない"),
        look=Look(
            Text(en="the topic's policy", ja="トピックポリシー"),
            "aws sns get-topic-attributes --topic-arn {topic} --query Attributes.Policy --output text",
            Text(
                en="no Allow of `sns:Publish` for `{service}`",
                ja="`{service}` への `sns:Publish` の Allow がありません",
            ),
        ),
        repair=Text(
            en="Allow `{service}` `sns:Publish` in the topic's policy.",
            ja="トピックポリシーで `{service}` に `sns:Publish` を許可してください。",
        ),
        verify=_TRY_AGAIN,
    ),
    Cause(
        id="queue-policy-omits-caller",
        title=Text(en="The queue's policy leaves out the caller", ja="キューポリシーが呼び出し元を許可していない"),
        look=Look(
            Text(en="the queue's policy", ja="キューポリシー"),
            "aws sqs get-queue-attributes --queue-url {queue} --attribute-names Policy KmsMasterKeyId",
            Text(
                en="no Allow of `sqs:SendMessage` for `{service}`",
                ja="`{service}` への `sqs:SendMessage` の Allow がありません",
            ),
        ),
        repair=Text(
            en="Allow `{service}` `sqs:SendMessage` in the queue's policy.",
            ja="キューポリシーで `{service}` に `sqs:SendMessage` を許可してください。",
        ),
        verify=_TRY_AGAIN,
    ),
    Cause(
        id="bucket-policy-omits-caller",
        title=Text(en="The bucket's policy leaves out the caller", ja="バケットポリシーが呼び出し元を許可していない"),
        look=Look(
            Text(en="the bucket's policy", ja="バケットポリシー"),
            "aws s3api get-bucket-policy --bucket {bucket} --query Policy --output text",
            Text(
                en="no Allow of `s3:PutObject` (or `s3:GetObject`) for `{service}`, a condition that it doesn't meet, or a Deny",
                ja="`{service}` への `s3:PutObject` (または `s3:GetObject`) の Allow がない、満たせない条件がある、または Deny があります",
            ),
        ),
        repair=Text(
            en="Allow `{service}` in the bucket's policy, as the service documents it.",
            ja="サービスのドキュメントに従って、バケットポリシーで `{service}` を許可してください。",
        ),
        verify=_TRY_AGAIN,
    ),
    Cause(
        id="resource-policy-omits-caller",
        title=Text(
            en="The target's policy leaves out the caller", ja="送信先のリソースポリシーが呼び出し元を許可していない"
        ),
        look=Look(
            Text(en="the policy of the resource that was called", ja="呼び出されたリソースのポリシー"),
            "aws cloudtrail lookup-events --region {region} --lookup-attributes AttributeKey=EventName,AttributeValue={operation}",
            Text(
                en="`AccessDenied` on the resource itself, and none on the key",
                ja="リソース自体への `AccessDenied` があり、キーへのものはありません",
            ),
        ),
        repair=Text(
            en="Allow the caller in the resource's own policy.",
            ja="リソース自身のポリシーで呼び出し元を許可してください。",
        ),
        verify=_TRY_AGAIN,
    ),
    Cause(
        id="role-does-not-trust-service",
        title=Text(en="The role doesn't trust the service", ja="ロールがサービスを信頼していない"),
        look=Look(
            Text(en="the role's trust policy", ja="ロールの信頼ポリシー"),
            "aws iam get-role --role-name {role_name} --query Role.AssumeRolePolicyDocument",
            Text(
                en="no Allow of `sts:AssumeRole` for `{trusted}`, or a condition that its calls don't meet",
                ja="`{trusted}` への `sts:AssumeRole` の Allow がないか、サービスの呼び出しが満たせない条件があります",
            ),
        ),
        repair=Text(
            en="Allow `{trusted}` `sts:AssumeRole` in the role's trust policy.",
            ja="ロールの信頼ポリシーで `{trusted}` に `sts:AssumeRole` を許可してください。",
        ),
        verify=_TRY_AGAIN,
    ),
)
