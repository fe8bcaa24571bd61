"""What CloudFormation, Terraform and pipelines say around the real reason."""

from keypost.diagnosis.declare import Message, Symptom
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
        source="https://docs.aws.amazon.com/codepipeline/latest/userguide/troubleshooting.html",
    ),
)
