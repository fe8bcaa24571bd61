"""SNS subscription -> SQS queue of the same account."""

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
    Reach,
    Sent,
    Service,
    Undocumented,
    When,
    Wiring,
)
from keypost.estate.kind import Kind
from keypost.text import Text

PATH = Path(
    id="sns-to-sqs",
    title=Text(en="SNS topic to SQS queue", ja="SNS トピックから SQS キューへ"),
    source=(Kind.TOPIC,),
    target=Kind.QUEUE,
    caller=Service("sns.amazonaws.com"),
    wirings=(
        Wiring(
            holder=Kind.SUBSCRIPTION,
            target=("[Protocol=sqs].Endpoint",),
            source=("TopicArn",),
            terraform=("aws_sns_topic_subscription.endpoint",),
        ),
        Wiring(holder=Kind.TOPIC, target=("Subscription[Protocol=sqs].Endpoint",)),
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
                "aws:SourceAccount": Sent(Part.SOURCE_ACCOUNT, DOCUMENTED),
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
                "aws:SourceAccount": Sent(Part.SOURCE_ACCOUNT, DOCUMENTED),
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
            en="delivery status log of the topic: statusCode 403, KMS.AccessDeniedException",
            ja="トピックの配信ステータスログ: statusCode 403、KMS.AccessDeniedException",
        ),
        Text(en="metric NumberOfNotificationsFailed", ja="NumberOfNotificationsFailed メトリクス"),
        Text(en="the subscription's dead-letter queue", ja="サブスクリプションのデッドレターキュー"),
        Text(
            en="CloudTrail of the key, which may lack it: AccessDenied from kms.amazonaws.com, invokedBy sns.amazonaws.com",
            ja="キーのリージョンの CloudTrail (記録されないこともある): invokedBy が sns.amazonaws.com の、kms.amazonaws.com の AccessDenied",
        ),
    ),
    evidence=DOCUMENTED,
    documented_by=(
        Doc(
            url="https://docs.aws.amazon.com/sns/latest/dg/sns-enable-encryption-for-topic-sqs-queue-subscriptions.html",
            says=Text(
                en="An encrypted queue receives from a topic only under a customer managed key that lets sns.amazonaws.com use kms:GenerateDataKey and kms:Decrypt.",
                ja="暗号化されたキューがトピックから受信できるのは、sns.amazonaws.com に kms:GenerateDataKey と kms:Decrypt を許可するカスタマーマネージドキーの場合だけです。",
            ),
            read_on="2025",
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
    reach=Reach.ONE_ACCOUNT,
    symptoms=('"ErrorCode":"KMS.AccessDeniedException"',),
    notes=Text(
        en="Only the key of the queue counts here; how the topic is encrypted concerns its publishers. The publisher sees success, and the message is dropped unless the subscription has a dead-letter queue. After a switch to a customer managed key, every consumer of the queue needs kms:Decrypt too. The SQS guide words the value of aws:SourceArn as the encrypted resource; what is seen in use is the topic.",
        ja="ここで意味を持つのはキューのキーだけです。トピックの暗号化はパブリッシャー側の問題です。パブリッシャーには成功と見え、サブスクリプションにデッドレターキューがなければメッセージは破棄されます。カスタマーマネージドキーに切り替えると、キューのすべてのコンシューマーにも kms:Decrypt が必要になります。SQS のガイドは aws:SourceArn の値を「暗号化されるリソース」としていますが、実際に使われているのはトピックの ARN です。",
    ),
)
