"""Dead-letter queue of an SNS subscription."""

from keypost.catalogue.declare import (
    DOCUMENTED,
    INFERRED,
    OBSERVED,
    Absent,
    Call,
    Doc,
    Failure,
    Part,
    Path,
    Sent,
    Service,
    Undocumented,
    When,
    Wiring,
)
from keypost.estate.kind import Kind
from keypost.text import Text

PATH = Path(
    id="sns-subscription-dlq",
    title=Text(en="Dead-letter queue of an SNS subscription", ja="SNS サブスクリプションのデッドレターキュー"),
    source=(Kind.TOPIC,),
    target=Kind.QUEUE,
    caller=Service("sns.amazonaws.com"),
    wirings=(
        Wiring(
            holder=Kind.SUBSCRIPTION,
            target=("RedrivePolicy.deadLetterTargetArn",),
            source=("TopicArn",),
            terraform=("aws_sns_topic_subscription.redrive_policy",),
        ),
    ),
    calls=(
        Call(
            "sqs:SendMessage",
            on=Part.TARGET,
            context={
                "aws:SourceArn": Sent(Part.SOURCE_ARN, DOCUMENTED),
                "aws:SourceAccount": Sent(Part.SOURCE_ACCOUNT, INFERRED),
                "aws:SourceOrgID": Undocumented(),
                "aws:PrincipalOrgID": Absent(DOCUMENTED),
            },
        ),
        Call(
            "kms:GenerateDataKey",
            on=Part.TARGET_KEY,
            when=When.TARGET_USES_KMS,
            context={
                "aws:SourceArn": Sent(Part.SOURCE_ARN, OBSERVED),
                "aws:SourceAccount": Sent(Part.SOURCE_ACCOUNT, INFERRED),
                "aws:SourceOrgID": Undocumented(),
                "aws:PrincipalOrgID": Absent(DOCUMENTED),
                "kms:ViaService": Undocumented(),
                "kms:EncryptionContext:aws:sqs:arn": Sent(Part.TARGET, INFERRED),
            },
        ),
        Call(
            "kms:Decrypt",
            on=Part.TARGET_KEY,
            when=When.TARGET_USES_KMS,
            context={
                "aws:SourceArn": Sent(Part.SOURCE_ARN, OBSERVED),
                "aws:SourceAccount": Sent(Part.SOURCE_ACCOUNT, INFERRED),
                "aws:SourceOrgID": Undocumented(),
                "aws:PrincipalOrgID": Absent(DOCUMENTED),
                "kms:ViaService": Undocumented(),
                "kms:EncryptionContext:aws:sqs:arn": Sent(Part.TARGET, INFERRED),
            },
        ),
    ),
    failure=Failure.SILENT,
    seen_in=(
        Text(
            en="metric NumberOfNotificationsFailedToRedriveToDlq",
            ja="NumberOfNotificationsFailedToRedriveToDlq メトリクス",
        ),
        Text(
            en="CloudTrail of the key, which may lack it: AccessDenied from kms.amazonaws.com, invokedBy sns.amazonaws.com",
            ja="キーのリージョンの CloudTrail (記録されないこともある): invokedBy が sns.amazonaws.com の、kms.amazonaws.com の AccessDenied",
        ),
    ),
    evidence=DOCUMENTED,
    documented_by=(
        Doc(
            url="https://docs.aws.amazon.com/sns/latest/dg/sns-dead-letter-queues.html",
            says=Text(
                en="An encrypted dead-letter queue needs a customer managed key that lets in sns.amazonaws.com; it stands in the account and Region of the subscription.",
                ja="暗号化されたデッドレターキューには、sns.amazonaws.com を許可するカスタマーマネージドキーが必要です。キューはサブスクリプションと同じアカウント・リージョンに置きます。",
            ),
            read_on="2023-06",
        ),
        Doc(
            url="https://docs.aws.amazon.com/AWSSimpleQueueService/latest/SQSDeveloperGuide/sqs-key-management.html",
            says=Text(
                en="A service that sends to an encrypted queue needs kms:GenerateDataKey and kms:Decrypt on the queue's key; lists the services whose calls carry aws:SourceArn.",
                ja="暗号化されたキューに送信するサービスには、キューのキーの kms:GenerateDataKey と kms:Decrypt が必要です。呼び出しに aws:SourceArn が含まれるサービスの一覧もあります。",
            ),
            read_on="2025",
        ),
        Doc(
            url="https://github.com/aws/aws-cdk/blob/main/packages/aws-cdk-lib/aws-sns-subscriptions/lib/sqs.ts",
            says=Text(
                en="Adds kms:Decrypt and kms:GenerateDataKey for sns.amazonaws.com to the key of the queue, with the topic in aws:SourceArn where the feature flag is on.",
                ja="機能フラグが有効な場合、キューのキーに sns.amazonaws.com の kms:Decrypt と kms:GenerateDataKey を、aws:SourceArn のトピックを条件にして追加します。",
            ),
            read_on="2026-04",
        ),
    ),
    notes=Text(
        en="A dead-letter queue under the same unusable key as the queue saves nothing.",
        ja="キューと同じ、使えないキーで暗号化されたデッドレターキューでは何も救えません。",
    ),
)
