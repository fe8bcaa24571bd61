"""AWS IoT rule, S3 action -> S3 bucket."""

from keypost.catalogue.declare import (
    DOCUMENTED,
    INFERRED,
    Absent,
    AssumedRole,
    Call,
    Doc,
    Failure,
    Part,
    Path,
    Sent,
    When,
    Wiring,
)
from keypost.estate.kind import Kind
from keypost.text import Text

PATH = Path(
    id="iot-rule-to-s3",
    part_of="iot-rule-to-kinesis-s3-others",
    title=Text(en="IoT rule to S3 bucket", ja="AWS IoT ルールから S3 バケットへ"),
    source=(Kind.TOPIC_RULE,),
    target=Kind.BUCKET,
    caller=AssumedRole("iot.amazonaws.com"),
    wirings=(
        Wiring(
            holder=Kind.TOPIC_RULE,
            target=("TopicRulePayload.Actions[].S3.BucketName",),
            role=(".RoleArn",),
            terraform=("aws_iot_topic_rule.s3",),
        ),
        Wiring(
            holder=Kind.TOPIC_RULE,
            target=("TopicRulePayload.ErrorAction.S3.BucketName",),
            role=(".RoleArn",),
            terraform=("aws_iot_topic_rule.error_action",),
        ),
    ),
    calls=(
        Call(
            "s3:PutObject",
            on=Part.ANY_OBJECT,
            context={
                "aws:SourceArn": Absent(DOCUMENTED),
                "aws:SourceAccount": Absent(DOCUMENTED),
            },
        ),
        Call(
            "kms:GenerateDataKey",
            on=Part.TARGET_KEY,
            when=When.BUCKET_KEY_IS_OFF,
            context={
                "aws:SourceArn": Absent(DOCUMENTED),
                "aws:SourceAccount": Absent(DOCUMENTED),
                "kms:ViaService": Sent(Part.VIA_S3, DOCUMENTED),
                "kms:EncryptionContext:aws:s3:arn": Sent(Part.ANY_OBJECT, DOCUMENTED),
            },
        ),
        Call(
            "kms:GenerateDataKey",
            on=Part.TARGET_KEY,
            when=When.BUCKET_KEY_IS_ON,
            context={
                "aws:SourceArn": Absent(DOCUMENTED),
                "aws:SourceAccount": Absent(DOCUMENTED),
                "kms:ViaService": Sent(Part.VIA_S3, DOCUMENTED),
                "kms:EncryptionContext:aws:s3:arn": Sent(Part.TARGET, DOCUMENTED),
            },
        ),
        Call(
            "kms:Decrypt",
            on=Part.TARGET_KEY,
            when=When.BUCKET_KEY_IS_ON,
            context={
                "aws:SourceArn": Absent(DOCUMENTED),
                "aws:SourceAccount": Absent(DOCUMENTED),
                "kms:ViaService": Sent(Part.VIA_S3, DOCUMENTED),
                "kms:EncryptionContext:aws:s3:arn": Sent(Part.TARGET, DOCUMENTED),
            },
            evidence=INFERRED,
        ),
    ),
    failure=Failure.RECORDED,
    seen_in=(
        Text(en="the rule's error action", ja="ルールのエラーアクション"),
        Text(en="CloudWatch Logs: AWSIotLogsV2", ja="CloudWatch Logs の AWSIotLogsV2"),
        Text(en="metric Failure of the rule", ja="ルールの Failure メトリクス"),
    ),
    evidence=DOCUMENTED,
    documented_by=(
        Doc(
            url="https://docs.aws.amazon.com/iot/latest/developerguide/s3-rule-action.html",
            says=Text(
                en="The action names the role that may put objects; under a customer managed key the service must be allowed to use it on the caller's behalf.",
                ja="アクションで、オブジェクトを書き込めるロールを指定します。カスタマーマネージドキーの場合は、サービスが呼び出し元に代わってキーを使うことを許可する必要があります。",
            ),
            read_on="2023",
        ),
        Doc(
            url="https://docs.aws.amazon.com/iot/latest/developerguide/iot-rule-actions.html",
            says=Text(
                en="Under a customer managed key the service must be allowed to use it on the caller's behalf; if an action can't be done, the rule's error action runs.",
                ja="カスタマーマネージドキーの場合は、サービスが呼び出し元に代わってキーを使うことを許可する必要があります。アクションを実行できないと、ルールのエラーアクションが実行されます。",
            ),
            read_on="2026-11-22",
        ),
        Doc(
            url="https://docs.aws.amazon.com/AmazonS3/latest/userguide/UsingKMSEncryption.html",
            says=Text(
                en="Writing needs kms:GenerateDataKey; the encryption context is the ARN of the object, or of the bucket with a Bucket Key.",
                ja="書き込みには kms:GenerateDataKey が必要です。暗号化コンテキストはオブジェクトの ARN で、バケットキーが有効な場合はバケットの ARN です。",
            ),
            read_on="2026-04",
        ),
    ),
)
