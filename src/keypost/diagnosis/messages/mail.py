"""What SES delivers: received mail into buckets and topics, feedback to topics."""

from keypost.diagnosis.declare import Candidate, Manner, Message, Symptom
from keypost.text import Text

MESSAGES = (
    Message(
        id="received-mail-unwritable",
        says=Symptom.TARGET_OR_KEY_DENIED,
        service="ses.amazonaws.com",
        manner=Manner.SERVICE,
        texts=(
            "Could not write to bucket",
            "バケットに書き込めませんでした",
        ),
        codes=("InvalidS3ConfigurationException", "InvalidS3Configuration"),
        paths=("ses-receipt-to-s3",),
        meaning=Text(
            en="SES tries the bucket when the rule is saved: its policy, or the key of its encryption, doesn't let ses.amazonaws.com in. An AWS managed key (aws/s3) never does.",
            ja="SES はルールの保存時にバケットへの書き込みを試します。バケットポリシー、またはバケットの暗号化キーが ses.amazonaws.com を許可していません。AWS マネージドキー (aws/s3) では許可できません。",
        ),
        source="https://docs.aws.amazon.com/botocore/latest/reference/services/ses/client/exceptions/InvalidS3ConfigurationException.html",
    ),
    Message(
        id="received-mail-topic-refused",
        says=Symptom.TOPIC_DENIED,
        service="ses.amazonaws.com",
        manner=Manner.SERVICE,
        codes=("InvalidSnsTopicException", "InvalidSnsTopic"),
        paths=("ses-receipt-rule-to-sns",),
        causes=(Candidate("aws-managed-key-for-service", 15),),
        meaning=Text(
            en="SES may not publish to the rule's topic: its policy, or, where it is encrypted, its key.",
            ja="SES がルールのトピックに発行できません。トピックポリシー、または暗号化されている場合はそのキーが原因です。",
        ),
        source="https://docs.aws.amazon.com/botocore/latest/reference/services/ses/client/exceptions/InvalidSnsTopicException.html",
    ),
    Message(
        id="feedback-topic-invalid",
        says=Symptom.TOPIC_DENIED,
        service="ses.amazonaws.com",
        manner=Manner.SERVICE,
        texts=("Invalid parameter", "無効なパラメータ"),
        beside=("フィードバック通知", "feedback notification", "SetIdentityNotificationTopic", "bounce", "バウンス"),
        paths=("ses-identity-notification-to-sns",),
        causes=(Candidate("aws-managed-key-for-service", 40), Candidate("key-policy-omits-service", 30)),
        meaning=Text(
            en="SES tries the topic when it is registered, and says no more than this when it may not publish: the topic's policy, or its key.",
            ja="SES はトピックの登録時に発行を試し、許可されていない場合はこの文言だけを返します。トピックポリシー、またはトピックのキーが原因です。",
        ),
        source="https://app.engr-sng.com/news/detail/ses-sns-invalid-parameter-dad3861f",
    ),
)
