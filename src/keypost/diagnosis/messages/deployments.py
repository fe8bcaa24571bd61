"""What CloudFormation, Terraform and pipelines say around the real reason."""

from keypost.diagnosis.declare import Candidate, Message, Symptom
from keypost.text import Text

MESSAGES = (
    Message(
        id="pipeline-artifacts-refused",
        says=Symptom.ACCESS_DENIED,
        texts=(
            "The service role or action role doesn't have the permissions required to access the Amazon S3 bucket",
            "does not have the permissions required to access the Amazon S3 bucket",
        ),
        paths=("codepipeline-artifacts",),
        meaning=Text(
            en="The role of the pipeline or of its action can't reach the artifact bucket, or may not use its key.",
            ja="パイプラインまたはアクションのロールがアーティファクトのバケットにアクセスできないか、キーを使えません。",
        ),
        source="https://github.com/awslabs/aws-refarch-cross-account-pipeline/issues/1",
    ),
    Message(
        id="stack-set-role-untrusted",
        says=Symptom.NOT_A_KEY,
        texts=(
            "AWSControlTowerStackSetRole is unable to assume the AWSControlTowerExecution role",
            "to the trust relationship for the {role} role",
            "to the trust relationship for the AWSControlTower",
        ),
        meaning=Text(
            en="One role can't assume another: the trust policies of the stack set's roles, no key.",
            ja="ロールが別のロールを引き受けられません。スタックセットのロールの信頼ポリシーの問題で、キーは関係しません。",
        ),
        source="https://github.com/superwerker/superwerker/issues/177",
    ),
    Message(
        id="handler-access-denied",
        says=Symptom.ACCESS_DENIED,
        texts=("Access denied for operation 'AWS::",),
        causes=(Candidate("key-policy-omits-service", 25),),
        meaning=Text(
            en="A resource handler of CloudFormation was refused and doesn't say by what; where the resource is under a key of yours, that key is one candidate (CloudTrail's KMS events of that minute tell).",
            ja="CloudFormation のリソースハンドラーが拒否されましたが、何に拒否されたかは示されていません。リソースにカスタマーマネージドキーを使う場合はキーも候補です (その時刻の KMS の CloudTrail イベントでわかります)。",
        ),
        source="https://github.com/aws/modern-data-architecture-accelerator/issues/46",
    ),
    Message(
        id="topic-arn-invalid",
        says=Symptom.NOT_A_KEY,
        texts=("Invalid parameter: TopicArn",),
        meaning=Text(
            en="SNS doesn't know this ARN as a topic of its Region.",
            ja="この ARN は、呼び出し先リージョンのトピックではありません。",
        ),
        source="https://github.com/mozilla/cloudformation-cross-account-outputs/issues/5",
    ),
)
