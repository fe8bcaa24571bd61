"""CloudWatch Logs."""

from keypost.diagnosis.declare import Candidate, Manner, Message, Symptom
from keypost.text import Text

MESSAGES = (
    Message(
        id="log-group-key-refused",
        says=Symptom.KEY_DENIED,
        service="logs.amazonaws.com",
        manner=Manner.SERVICE,
        texts=(
            "The specified KMS key does not exist or is not allowed to be used with",
            "The specified KMS Key Id could not be found",
            "Unable to validate if specified KMS key is valid",
        ),
        paths=("cwlogs-log-group-kms",),
        causes=(Candidate("condition-value-differs", 26), Candidate("key-not-found", 15)),
        meaning=Text(
            en="CloudWatch Logs tries the key when the group is given it: the key policy must let logs.REGION.amazonaws.com in, with the group's ARN in kms:EncryptionContext:aws:logs:arn where that is tested.",
            ja="CloudWatch Logs は、ロググループにキーを設定するときにキーを試します。キーポリシーで logs.リージョン.amazonaws.com を許可し、kms:EncryptionContext:aws:logs:arn で絞る場合はロググループの ARN を指定してください。",
        ),
        source="https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/encrypt-log-data-kms.html",
    ),
    Message(
        id="subscription-test-undelivered",
        says=Symptom.ACCESS_DENIED,
        service="logs.amazonaws.com",
        manner=Manner.ROLE,
        texts=("Could not deliver test message to specified",),
        paths=("cwlogs-subscription-to-kinesis",),
        causes=(Candidate("role-lacks-key-permission", 25),),
        meaning=Text(
            en="The role of the subscription can't put into the stream: its permission on the stream, or on the stream's key.",
            ja="サブスクリプションのロールがストリームに書き込めません。ストリーム、またはそのキーの権限が原因です。",
        ),
        source="https://github.com/awsdocs/amazon-cloudwatch-logs-user-guide/pull/47",
    ),
    Message(
        id="airflow-log-unread",
        says=Symptom.ACCESS_DENIED,
        service="airflow.amazonaws.com",
        manner=Manner.ROLE,
        texts=("Could not read remote logs from log_group",),
        causes=(Candidate("role-lacks-key-permission", 12),),
        meaning=Text(
            en="Amazon MWAA finds no log of the task: the execution role may not write or read it, or may not use the environment's key, or the task never ran.",
            ja="Amazon MWAA がタスクのログを取得できません。実行ロールにログの読み書き、または環境のキーの使用が許可されていないか、タスクが実行されていません。",
        ),
        source="https://github.com/cloudposse/terraform-aws-mwaa/pull/11",
    ),
)
