"""Deliveries to and from SQS queues, S3 event notifications among them."""

from keypost.diagnosis.declare import Candidate, Manner, Message, Symptom
from keypost.text import Text

# What S3 says when its test message doesn't get through, whatever the destination.
_UNVALIDATED = (
    "Unable to validate the following destination configurations",
    "次の送信先設定を検証できません",
    "以下の送信先設定を検証できません",
)
# The destination of an S3 notification is a function, which no key encrypts.
_TO_FUNCTION = (
    "AWS::Lambda::Permission",
    "LambdaConfigurations",
    "LambdaFunctionConfigurations",
    "lambda:InvokeFunction",
    "aws_lambda_permission",
    "Lambda イベント通知",
    "送信先は Lambda",
)

MESSAGES = (
    Message(
        id="topic-to-queue-refused",
        says=Symptom.KEY_DENIED,
        service="sns.amazonaws.com",
        manner=Manner.SERVICE,
        texts=(
            '"ErrorCode":"KMS.AccessDeniedException"{any}is not authorized to perform: kms:GenerateDataKey',
            "providerResponse{any}KMS.AccessDenied",
        ),
        paths=("sns-to-sqs",),
        meaning=Text(
            en="The delivery status log of SNS: the queue's key doesn't let sns.amazonaws.com in.",
            ja="SNS の配信ステータスログです。キューのキーが sns.amazonaws.com を許可していません。",
        ),
        source="https://github.com/aws/aws-cdk/issues/19796",
    ),
    Message(
        id="queue-key-refused",
        says=Symptom.KEY_DENIED,
        codes=("KmsAccessDenied", "KMS.AccessDeniedException"),
        texts=("The caller doesn't have the required KMS access",),
        beside=("sqs", "queue", "sendmessage", "receivemessage", "キュー", "requiredkmsaccess"),
        paths=("sqs-producer-iam", "sqs-consumer-iam"),
        meaning=Text(
            en="SQS asked KMS in the caller's name, and KMS refused: producers need kms:GenerateDataKey and kms:Decrypt, consumers kms:Decrypt.",
            ja="SQS が呼び出し元に代わって KMS を呼び出し、拒否されました。送信側には kms:GenerateDataKey と kms:Decrypt、受信側には kms:Decrypt が必要です。",
        ),
        source="https://docs.aws.amazon.com/AWSSimpleQueueService/latest/APIReference/API_SendMessage.html",
    ),
    Message(
        id="bucket-notification-unvalidated",
        says=Symptom.KEY_DENIED,
        service="s3.amazonaws.com",
        manner=Manner.SERVICE,
        texts=_UNVALIDATED,
        unless=_TO_FUNCTION,
        paths=("s3-event-to-sqs", "s3-event-to-sns"),
        causes=(
            Candidate("queue-policy-omits-caller", 75),
            Candidate("topic-policy-omits-caller", 20),
        ),
        meaning=Text(
            en="S3 sends a test message when the notification is set, and that was refused: by the policy of the queue, topic or function, or by its key.",
            ja="S3 は通知の設定時にテストメッセージを送ります。それがキュー・トピック・関数のポリシー、またはそのキーに拒否されました。",
        ),
        source="https://docs.aws.amazon.com/AmazonS3/latest/userguide/how-to-enable-disable-notification-intro.html",
    ),
    Message(
        id="bucket-notification-to-function-unvalidated",
        says=Symptom.TARGET_DENIED,
        service="s3.amazonaws.com",
        manner=Manner.SERVICE,
        texts=_UNVALIDATED,
        beside=_TO_FUNCTION,
        meaning=Text(
            en="S3 may not invoke the function: its permission (AWS::Lambda::Permission) is missing, names another bucket, or is made after the bucket's notification.",
            ja="S3 に関数の呼び出しが許可されていません。関数の許可 (AWS::Lambda::Permission) がないか、別のバケットを指しているか、バケットの通知より後に作成されています。",
        ),
        source="https://repost.aws/knowledge-center/unable-validate-circular-dependency-cloudformation",
    ),
    Message(
        id="queue-access-refused",
        says=Symptom.QUEUE_DENIED,
        texts=(
            "Access to the resource https://sqs.{queue} is denied",
            "Access to the resource https://{region}.queue.amazonaws.com/{queue} is denied",
            "リソース https://sqs.{queue} へのアクセスが拒否されました",
        ),
        paths=("sqs-producer-iam", "sqs-consumer-iam"),
        causes=(Candidate("not-a-key-problem", 30),),
        meaning=Text(
            en="SQS says this of the queue itself: the queue's policy or the caller's own doesn't allow it. A refusal by the key has another text (KMS.AccessDeniedException).",
            ja="キュー自体についての文言です。キューポリシー、または呼び出し元自身のポリシーが許可していません。キーによる拒否は別の文言 (KMS.AccessDeniedException) になります。",
        ),
        source="https://repost.aws/knowledge-center/sqs-accessdenied-errors",
    ),
    Message(
        id="queue-send-refused",
        says=Symptom.QUEUE_DENIED,
        texts=("{arn} is not authorized to perform: sqs:SendMessage on resource",),
        paths=("sns-to-sqs", "eventbridge-rule-to-sqs"),
        meaning=Text(
            en="The queue's policy (or the caller's own) doesn't allow sending; no key was asked yet.",
            ja="キューポリシー (または呼び出し元自身のポリシー) が送信を許可していません。キーの確認より前の段階です。",
        ),
        source="https://docs.aws.amazon.com/IAM/latest/UserGuide/troubleshoot_access-denied.html",
    ),
    Message(
        id="pipe-cannot-send",
        says=Symptom.ACCESS_DENIED,
        service="pipes.amazonaws.com",
        manner=Manner.ROLE,
        texts=("Error occurred while sending message to SQS queue",),
        paths=("eventbridge-pipes-sqs",),
        meaning=Text(
            en="The pipe's role can't send to the queue, which is tried when the pipe is made: sqs:SendMessage is missing, or the queue's key doesn't let the role in.",
            ja="パイプのロールがキューに送信できません (パイプの作成時に確認されます)。sqs:SendMessage が不足しているか、キューのキーの使用が許可されていません。",
        ),
        source="https://github.com/aws-samples/serverless-patterns/issues/1543",
    ),
)
