"""Deliveries to SNS topics: alarms, Budgets, SES, EventBridge, and whoever publishes."""

from keypost.diagnosis.declare import Candidate, Manner, Message, Symptom
from keypost.text import Text

_ALARM_HISTORY = "https://repost.aws/knowledge-center/cloudwatch-receive-sns-for-alarm-trigger"

MESSAGES = (
    Message(
        id="alarm-lacks-topic-key",
        says=Symptom.KEY_DENIED,
        service="cloudwatch.amazonaws.com",
        manner=Manner.SERVICE,
        texts=(
            "does not have authorization to access the SNS topic encryption key",
            "SNS トピックの暗号化キーへのアクセスを許可されていません",
        ),
        paths=("cloudwatch-alarm-to-sns", "cloudwatch-alarm-to-sns-cross-account"),
        causes=(Candidate("aws-managed-key-for-service", 10),),
        meaning=Text(
            en="The topic is encrypted, and its key doesn't let cloudwatch.amazonaws.com in: either an AWS managed key, or a customer managed one whose policy doesn't name the service.",
            ja="トピックが暗号化されていて、そのキーが cloudwatch.amazonaws.com を許可していません。AWS マネージドキーか、キーポリシーにこのサービスがないカスタマーマネージドキーです。",
        ),
        source="https://repost.aws/ja/knowledge-center/cloudwatch-configure-alarm-sns",
    ),
    Message(
        id="alarm-action-refused-by-kms",
        says=Symptom.KEY_DENIED,
        service="cloudwatch.amazonaws.com",
        manner=Manner.SERVICE,
        texts=(
            "null (Service: AWSKMS; Status Code: 400; Error Code: AccessDeniedException",
            "null (サービス: AWSKMS; ステータスコード: 400; エラーコード: AccessDeniedException",
            "null (サービス: AWSKMS、ステータスコード: 400、エラーコード: AccessDeniedException",
        ),
        beside=("alarm", "Failed to execute action", "actionState", "notificationResource", "アラーム", "アクション"),
        unless=("providerResponse",),
        paths=("cloudwatch-alarm-to-sns", "cloudwatch-alarm-to-sns-cross-account"),
        causes=(Candidate("aws-managed-key-for-service", 10),),
        meaning=Text(
            en="The alarm history's older wording: KMS refused cloudwatch.amazonaws.com on the topic's key.",
            ja="アラーム履歴の以前の文言です。トピックのキーについて、KMS が cloudwatch.amazonaws.com を拒否しました。",
        ),
        source=_ALARM_HISTORY,
    ),
    Message(
        id="budget-topic-encrypted",
        says=Symptom.KEY_DENIED,
        service="budgets.amazonaws.com",
        manner=Manner.SERVICE,
        texts=("The SNS topic is encrypted",),
        paths=("budgets-to-sns",),
        meaning=Text(
            en="Budgets found the topic encrypted and its key closed to budgets.amazonaws.com.",
            ja="予算に設定したトピックは暗号化されており、そのキーが budgets.amazonaws.com を許可していません。",
        ),
        source="https://docs.aws.amazon.com/cost-management/latest/userguide/budgets-sns-policy.html",
    ),
    Message(
        id="budget-topic-invalid",
        says=Symptom.TOPIC_DENIED,
        service="budgets.amazonaws.com",
        manner=Manner.SERVICE,
        texts=("Invalid SNS topic", "Please comply with SNS ARN format"),
        paths=("budgets-to-sns",),
        meaning=Text(
            en="Budgets may not publish to the topic, or the ARN is none of a topic.",
            ja="Budgets にトピックへの発行が許可されていないか、ARN がトピックのものではありません。",
        ),
        source="https://docs.aws.amazon.com/cost-management/latest/userguide/budgets-sns-policy.html",
    ),
    Message(
        id="budget-cannot-publish",
        says=Symptom.KEY_DENIED,
        service="budgets.amazonaws.com",
        manner=Manner.SERVICE,
        texts=("unable to successfully publish to this SNS topic",),
        paths=("budgets-to-sns",),
        causes=(Candidate("topic-policy-omits-caller", 50),),
        meaning=Text(
            en="The e-mail names the topic policy only, but Budgets writes the same when the topic was encrypted later with a key that is closed to it.",
            ja="メールはトピックポリシーにしか触れませんが、後からトピックが暗号化され、そのキーが Budgets を許可していない場合にも同じメールが届きます。",
        ),
        source="https://docs.aws.amazon.com/cost-management/latest/userguide/budgets-sns-policy.html",
    ),
    Message(
        id="ses-cannot-publish",
        says=Symptom.TOPIC_DENIED,
        service="ses.amazonaws.com",
        manner=Manner.SERVICE,
        texts=("(InvalidParameterValue) when calling the SetIdentityNotificationTopic operation: SNS topic",),
        paths=("ses-identity-notification-to-sns",),
        causes=(Candidate("key-policy-omits-service", 40),),
        meaning=Text(
            en="SES may not publish to the topic: its policy, or, where it is encrypted, its key.",
            ja="SES がトピックに発行できません。トピックポリシー、または暗号化されている場合はそのキーが原因です。",
        ),
        source="https://github.com/binxio/cfn-ses-provider/issues/16",
    ),
    Message(
        id="trail-notification-refused",
        says=Symptom.TOPIC_DENIED,
        service="cloudtrail.amazonaws.com",
        manner=Manner.SERVICE,
        texts=("SNS authorization failed", "LastNotificationError", "LatestNotificationError"),
        codes=("InsufficientSnsTopicPolicyException",),
        paths=("cloudtrail-to-sns",),
        meaning=Text(
            en="CloudTrail may not publish to the topic: its policy, or, where it is encrypted, its key.",
            ja="CloudTrail がトピックに発行できません。トピックポリシー、または暗号化されている場合はそのキーが原因です。",
        ),
        source="https://docs.aws.amazon.com/awscloudtrail/latest/userguide/cloudtrail-permissions-for-sns-notifications.html",
    ),
    Message(
        id="topic-access",
        says=Symptom.KEY_DENIED,
        codes=("KMSAccessDeniedException",),
        beside=("sns", "publish", "topic", "トピック"),
        paths=("app-publish-to-sns", "stepfunctions-to-sns", "apigateway-to-sqs-sns"),
        meaning=Text(
            en="SNS asked KMS in the publisher's name, and KMS refused.",
            ja="SNS が発行者に代わって KMS を呼び出し、拒否されました。",
        ),
        source="https://docs.aws.amazon.com/sns/latest/api/API_Publish.html",
    ),
)
