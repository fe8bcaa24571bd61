"""EventBridge: dead-letter attributes, buses and rules; error names by which SNS, SQS and Kinesis pass KMS on."""

from keypost.diagnosis.declare import Candidate, Manner, Message, Symptom
from keypost.text import Text

_DEAD_LETTERS = "https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-rule-dlq.html"
_BUS_KEY = "https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-encryption-event-bus-cmkey.html"

MESSAGES = (
    Message(
        id="event-target-refused",
        says=Symptom.TARGET_OR_KEY_DENIED,
        service="events.amazonaws.com",
        manner=Manner.SERVICE,
        codes=("NO_PERMISSIONS",),
        paths=("eventbridge-rule-to-sqs", "eventbridge-rule-to-sns", "eventbridge-target-dlq"),
        causes=(Candidate("queue-policy-omits-caller", 58),),
        meaning=Text(
            en="EventBridge may not deliver to the rule's target: the policy of the queue or topic, or of its key, doesn't let events.amazonaws.com in.",
            ja="EventBridge がルールのターゲットに配信できません。キューやトピックのポリシー、またはそのキーポリシーが events.amazonaws.com を許可していません。",
        ),
        source=_DEAD_LETTERS,
    ),
    Message(
        id="event-bus-key-refused",
        says=Symptom.KEY_DENIED,
        service="events.amazonaws.com",
        manner=Manner.SERVICE,
        texts=(
            "EVENT_ENCRYPTION_FAILURE",
            "EVENT_DECRYPTION_FAILURE",
            "RULE_DECRYPTION_FAILURE",
            "RULE_ENCRYPTION_FAILURE",
        ),
        paths=("eventbridge-bus-cmk", "eventbridge-bus-dlq"),
        causes=(Candidate("key-disabled", 20),),
        meaning=Text(
            en="EventBridge can't use the key of the event bus: its policy doesn't let events.amazonaws.com in, or the key is disabled.",
            ja="EventBridge がイベントバスのキーを使えません。キーポリシーが events.amazonaws.com を許可していないか、キーが無効です。",
        ),
        source=_BUS_KEY,
    ),
    Message(
        id="sns-names-of-kms-errors",
        says=Symptom.UNTELLING,
        codes=(
            "KMSDisabledException",
            "KMSInvalidStateException",
            "KMSNotFoundException",
            "KMSThrottlingException",
            "KMSOptInRequired",
            "KMSAccessDeniedException",
        ),
        paths=("app-publish-to-sns", "stepfunctions-to-sns", "kinesis-producer-consumer", "sqs-consumer-iam"),
        meaning=Text(
            en="SNS and Kinesis name errors of KMS so: the caller of their API was refused, or its key is unusable.",
            ja="SNS と Kinesis が KMS のエラーを伝えるときの名前です。API の呼び出し元が拒否されたか、キーを使えません。",
        ),
        source="https://docs.aws.amazon.com/sns/latest/api/API_Publish.html",
    ),
    Message(
        id="sqs-names-of-kms-errors",
        says=Symptom.UNTELLING,
        codes=(
            "KmsDisabled",
            "KmsInvalidState",
            "KmsNotFound",
            "KmsInvalidKeyUsage",
            "KmsOptInRequired",
            "KmsThrottled",
            "KmsAccessDenied",
            "KMS.AccessDeniedException",
        ),
        paths=("sqs-producer-iam", "sqs-consumer-iam", "sns-to-sqs", "lambda-esm-sqs"),
        meaning=Text(
            en="SQS names errors of KMS so: the caller of its API was refused, or the queue's key is unusable.",
            ja="SQS が KMS のエラーを伝えるときの名前です。API の呼び出し元が拒否されたか、キューのキーを使えません。",
        ),
        source="https://docs.aws.amazon.com/AWSSimpleQueueService/latest/APIReference/API_SendMessage.html",
    ),
    Message(
        id="log-destination-refused",
        says=Symptom.TARGET_OR_KEY_DENIED,
        service="delivery.logs.amazonaws.com",
        manner=Manner.SERVICE,
        codes=("WAFLogDestinationPermissionIssueException",),
        texts=("is undeliverable",),
        paths=("waf-logs-to-s3", "vpc-flow-logs-to-s3", "vended-logs-v1-to-s3"),
        meaning=Text(
            en="The logs can't be delivered into the destination: its policy, or the policy of its key.",
            ja="ログを送信先に配信できません。送信先のポリシー、またはそのキーポリシーが原因です。",
        ),
        source="https://docs.aws.amazon.com/waf/latest/APIReference/API_PutLoggingConfiguration.html",
    ),
    Message(
        id="notification-topic-refused",
        says=Symptom.TOPIC_DENIED,
        manner=Manner.SERVICE,
        codes=("SNSNoAuthorizationFault", "CouldNotPublish", "SNSNoAuthorization"),
        paths=("dms-event-to-sns", "ses-receipt-rule-to-sns", "rds-event-to-sns"),
        causes=(Candidate("key-policy-omits-service", 15),),
        meaning=Text(
            en="The service may not publish to the topic: its policy, or, where it is encrypted, its key.",
            ja="サービスがトピックに発行できません。トピックポリシー、または暗号化されている場合はそのキーが原因です。",
        ),
        source="https://docs.aws.amazon.com/dms/latest/APIReference/API_CreateEventSubscription.html",
    ),
    Message(
        id="rule-role-unassumed",
        says=Symptom.NOT_A_KEY,
        service="events.amazonaws.com",
        manner=Manner.SERVICE,
        texts=("cannot be assumed by principal 'events.amazonaws.com'",),
        causes=(Candidate("role-does-not-trust-service", 95),),
        meaning=Text(
            en="EventBridge may not assume the role of the rule or of its target: the role's trust policy doesn't name `events.amazonaws.com`.",
            ja="EventBridge がルールまたはターゲットのロールを引き受けられません。ロールの信頼ポリシーに `events.amazonaws.com` がありません。",
        ),
        source="https://github.com/Miserlou/Zappa/issues/381",
    ),
)
