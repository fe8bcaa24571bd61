"""CloudFormation stack events -> SNS topic."""

from keypost.catalogue.declare import (
    DOCUMENTED,
    INFERRED,
    Absent,
    Call,
    Doc,
    Failure,
    Part,
    Path,
    Sent,
    ThePrincipal,
    When,
)
from keypost.estate.kind import Kind
from keypost.text import Text

PATH = Path(
    id="cloudformation-notification-arns",
    title=Text(
        en="CloudFormation stack events to SNS topic", ja="CloudFormation のスタックイベントから SNS トピックへ"
    ),
    source=(Kind.STACK,),
    target=Kind.TOPIC,
    caller=ThePrincipal(),
    wirings=(),
    calls=(
        Call(
            "sns:Publish",
            on=Part.TARGET,
            context={
                "aws:SourceArn": Absent(DOCUMENTED),
                "aws:SourceAccount": Absent(DOCUMENTED),
            },
            evidence=INFERRED,
        ),
        Call(
            "kms:GenerateDataKey",
            on=Part.TARGET_KEY,
            when=When.TARGET_USES_KMS,
            context={
                "aws:SourceArn": Absent(DOCUMENTED),
                "aws:SourceAccount": Absent(DOCUMENTED),
                "kms:ViaService": Sent(Part.VIA_SNS, INFERRED),
                "kms:EncryptionContext:aws:sns:topicArn": Sent(Part.TARGET, INFERRED),
            },
            evidence=INFERRED,
            advised="kms:GenerateDataKey*",
        ),
        Call(
            "kms:Decrypt",
            on=Part.TARGET_KEY,
            when=When.TARGET_USES_KMS,
            context={
                "aws:SourceArn": Absent(DOCUMENTED),
                "aws:SourceAccount": Absent(DOCUMENTED),
                "kms:ViaService": Sent(Part.VIA_SNS, INFERRED),
                "kms:EncryptionContext:aws:sns:topicArn": Sent(Part.TARGET, INFERRED),
            },
            evidence=INFERRED,
        ),
    ),
    failure=Failure.SILENT,
    seen_in=(
        Text(
            en="CloudTrail of the key: AccessDenied for whoever deploys",
            ja="キーのリージョンの CloudTrail: デプロイするプリンシパルの AccessDenied",
        ),
    ),
    evidence=DOCUMENTED,
    documented_by=(
        Doc(
            url="https://docs.aws.amazon.com/AWSCloudFormation/latest/APIReference/API_CreateStack.html",
            says=Text(
                en="NotificationARNs names the topics that stack events are published to.",
                ja="NotificationARNs で、スタックイベントの発行先のトピックを指定します。",
            ),
            read_on="2026-11-22",
        ),
        Doc(
            url="https://docs.aws.amazon.com/sns/latest/dg/sns-key-management.html",
            says=Text(
                en="Whoever publishes to an encrypted topic needs kms:GenerateDataKey* and kms:Decrypt on its key.",
                ja="暗号化されたトピックに発行するには、トピックのキーの kms:GenerateDataKey* と kms:Decrypt が必要です。",
            ),
            read_on="2025",
        ),
    ),
    notes=Text(
        en="AWS doesn't say as whom CloudFormation publishes: that it uses the permissions of whoever deploys, or of the stack's service role, is inferred. Nobody knows that from a template, so this makes no delivery.",
        ja="CloudFormation がどの権限で発行するかについて、AWS のドキュメントに記載はありません。デプロイするプリンシパル、またはスタックのサービスロールの権限を使うというのは推定です。テンプレートではわからないため、配信としては判定しません。",
    ),
)
