"""SNS subscription -> Lambda function."""

from keypost.catalogue.declare import (
    DOCUMENTED,
    INFERRED,
    Absent,
    Call,
    Doc,
    Failure,
    KeyOf,
    Part,
    Path,
    Sent,
    Service,
    Undocumented,
    Wiring,
)
from keypost.estate.kind import Kind
from keypost.text import Text

PATH = Path(
    id="sns-to-lambda",
    title=Text(en="SNS topic to Lambda function", ja="SNS トピックから Lambda 関数へ"),
    source=(Kind.TOPIC,),
    target=Kind.FUNCTION,
    caller=Service("sns.amazonaws.com"),
    wirings=(
        Wiring(
            holder=Kind.SUBSCRIPTION,
            target=("[Protocol=lambda].Endpoint",),
            source=("TopicArn",),
            terraform=("aws_sns_topic_subscription.endpoint",),
        ),
        Wiring(holder=Kind.TOPIC, target=("Subscription[Protocol=lambda].Endpoint",)),
    ),
    calls=(
        Call(
            "lambda:InvokeFunction",
            on=Part.TARGET,
            context={
                "aws:SourceArn": Sent(Part.SOURCE_ARN, DOCUMENTED),
                "aws:SourceAccount": Sent(Part.SOURCE_ACCOUNT, INFERRED),
                "aws:SourceOrgID": Undocumented(),
                "aws:PrincipalOrgID": Absent(DOCUMENTED),
            },
        ),
    ),
    failure=Failure.SILENT,
    seen_in=(
        Text(en="delivery status log of the topic", ja="トピックの配信ステータスログ"),
        Text(en="the subscription's dead-letter queue", ja="サブスクリプションのデッドレターキュー"),
    ),
    evidence=DOCUMENTED,
    documented_by=(
        Doc(
            url="https://docs.aws.amazon.com/sns/latest/dg/sns-lambda-as-subscriber.html",
            says=Text(
                en="The function's policy lets sns.amazonaws.com invoke it, with the topic in aws:SourceArn.",
                ja="関数のポリシーで sns.amazonaws.com に呼び出しを許可する例で、aws:SourceArn はトピックです。",
            ),
            read_on="2023-06",
        ),
        Doc(
            url="https://docs.aws.amazon.com/sns/latest/dg/sns-server-side-encryption.html",
            says=Text(
                en="Subscribers of an encrypted topic need no KMS permission.",
                ja="暗号化されたトピックのサブスクライバーに KMS の許可は要りません。",
            ),
            read_on="2023-06",
        ),
    ),
    key_of=KeyOf.NONE,
    notes=Text(
        en="No key is involved: SNS decrypts before it delivers, and the function needs no permission on the key of the topic.",
        ja="キーは関係しません。SNS は復号してから配信するので、関数にトピックのキーの権限は要りません。",
    ),
)
