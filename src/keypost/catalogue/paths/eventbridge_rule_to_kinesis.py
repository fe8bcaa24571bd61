"""EventBridge rule target -> Kinesis data stream."""

from keypost.catalogue.declare import (
    DOCUMENTED,
    Absent,
    AssumedRole,
    Call,
    Doc,
    Failure,
    Necessity,
    Part,
    Path,
    Sent,
    When,
    Wiring,
)
from keypost.estate.kind import Kind
from keypost.text import Text

PATH = Path(
    id="eventbridge-rule-to-kinesis",
    title=Text(en="EventBridge rule to Kinesis data stream", ja="EventBridge ルールから Kinesis データストリームへ"),
    source=(Kind.RULE,),
    target=Kind.STREAM,
    caller=AssumedRole("events.amazonaws.com"),
    wirings=(
        Wiring(
            holder=Kind.RULE,
            target=("Targets[RoleArn].Arn",),
            role=(".RoleArn",),
            terraform=("aws_cloudwatch_event_target.role_arn",),
        ),
    ),
    calls=(
        Call(
            "kinesis:PutRecord",
            on=Part.TARGET,
            context={
                "aws:SourceArn": Absent(DOCUMENTED),
                "aws:SourceAccount": Absent(DOCUMENTED),
            },
        ),
        Call(
            "kinesis:PutRecords",
            on=Part.TARGET,
            context={
                "aws:SourceArn": Absent(DOCUMENTED),
                "aws:SourceAccount": Absent(DOCUMENTED),
            },
            necessity=Necessity.RECOMMENDED,
        ),
        Call(
            "kms:GenerateDataKey",
            on=Part.TARGET_KEY,
            when=When.TARGET_USES_KMS,
            context={
                "aws:SourceArn": Absent(DOCUMENTED),
                "aws:SourceAccount": Absent(DOCUMENTED),
                "kms:ViaService": Sent(Part.VIA_KINESIS, DOCUMENTED),
                "kms:EncryptionContext:aws:kinesis:arn": Sent(Part.TARGET, DOCUMENTED),
            },
        ),
    ),
    failure=Failure.SILENT,
    seen_in=(
        Text(en="metric FailedInvocations in AWS/Events", ja="AWS/Events の FailedInvocations メトリクス"),
        Text(en="the target's dead-letter queue", ja="ターゲットのデッドレターキュー"),
        Text(
            en="CloudTrail of the key: AccessDenied for the role",
            ja="キーのリージョンの CloudTrail: ロールの AccessDenied",
        ),
    ),
    evidence=DOCUMENTED,
    documented_by=(
        Doc(
            url="https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-use-identity-based.html",
            says=Text(
                en="The role of a target puts records into the stream.",
                ja="ターゲットのロールが、ストリームにレコードを書き込みます。",
            ),
            read_on="2023-06",
        ),
        Doc(
            url="https://docs.aws.amazon.com/streams/latest/dev/permissions-user-key-KMS.html",
            says=Text(
                en="Producers need kms:GenerateDataKey and consumers kms:Decrypt on the stream's key; the ARN of the stream is the encryption context of every call; Lambda consumes with its role.",
                ja="ストリームのキーについて、プロデューサーには kms:GenerateDataKey、コンシューマーには kms:Decrypt が必要です。どの呼び出しでも、暗号化コンテキストはストリームの ARN です。Lambda はロールで読み取ります。",
            ),
            read_on="2026-04",
        ),
    ),
    notes=Text(
        en="A stream target always has a role; a stream under alias/aws/kinesis works within the account.",
        ja="ストリームのターゲットには必ずロールが必要です。同じアカウント内であれば alias/aws/kinesis のストリームにも届きます。",
    ),
)
