"""SNS subscription -> SQS queue of another account."""

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
    id="sns-to-sqs-cross-account",
    title=Text(en="SNS topic to SQS queue of another account", ja="SNS トピックから別アカウントの SQS キューへ"),
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
        Text(en="delivery status log in the topic's account", ja="トピックのアカウントの配信ステータスログ"),
        Text(
            en="CloudTrail of the key, which may lack it: AccessDenied from kms.amazonaws.com, invokedBy sns.amazonaws.com",
            ja="キーのリージョンの CloudTrail (記録されないこともある): invokedBy が sns.amazonaws.com の、kms.amazonaws.com の AccessDenied",
        ),
    ),
    evidence=DOCUMENTED,
    documented_by=(
        Doc(
            url="https://docs.aws.amazon.com/sns/latest/dg/sns-cross-region-delivery.html",
            says=Text(
                en="Delivery to queues elsewhere; opt-in Regions take the regional principal sns.REGION.amazonaws.com.",
                ja="別のアカウントやリージョンのキューへの配信についての説明です。オプトインリージョンでは、リージョン付きのプリンシパル sns.REGION.amazonaws.com を使います。",
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
    reach=Reach.ACROSS_ACCOUNTS,
    symptoms=('"ErrorCode":"KMS.AccessDeniedException"',),
    notes=Text(
        en="The key belongs to the queue's account and has to let in the topic of the other one. From an opt-in Region the caller is sns.REGION.amazonaws.com.",
        ja="キーはキューのアカウントのもので、相手アカウントのトピックを許可する必要があります。オプトインリージョンからの場合、呼び出し元は sns.REGION.amazonaws.com です。",
    ),
)
