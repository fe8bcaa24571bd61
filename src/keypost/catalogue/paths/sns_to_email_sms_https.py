"""SNS subscription -> e-mail, SMS, HTTP(S) or mobile endpoint."""

from keypost.catalogue.declare import DOCUMENTED, Doc, Failure, KeyOf, Nobody, Path, Wiring
from keypost.estate.kind import Kind
from keypost.text import Text

PATH = Path(
    id="sns-to-email-sms-https",
    title=Text(en="SNS topic to e-mail, SMS, HTTPS", ja="SNS トピックからメール・SMS・HTTPS へ"),
    source=(Kind.TOPIC,),
    target=Kind.ENDPOINT,
    caller=Nobody(),
    wirings=(
        Wiring(
            holder=Kind.SUBSCRIPTION,
            target=("[Protocol=email|email-json|sms|http|https|application].Endpoint",),
            source=("TopicArn",),
            terraform=("aws_sns_topic_subscription.endpoint",),
        ),
        Wiring(
            holder=Kind.TOPIC, target=("Subscription[Protocol=email|email-json|sms|http|https|application].Endpoint",)
        ),
    ),
    calls=(),
    failure=Failure.SILENT,
    seen_in=(),
    evidence=DOCUMENTED,
    documented_by=(
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
        en="SNS decrypts before it delivers; nobody on this hop needs the key.",
        ja="SNS は復号してから配信します。この区間でキーの権限が必要な主体はありません。",
    ),
)
