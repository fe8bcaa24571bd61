"""AWS CodePipeline and AWS CodeBuild: artifacts under a key, across accounts and Regions."""

from keypost.diagnosis.declare import Candidate, Manner, Message, Symptom
from keypost.text import Text

_PATHS = ("codepipeline-artifacts",)

MESSAGES = (
    Message(
        id="artifact-not-replicated",
        says=Symptom.ACCESS_DENIED,
        service="codepipeline.amazonaws.com",
        manner=Manner.ROLE,
        texts=(
            "Failed replicating artifact from",
            "Check source and destination artifact buckets exist and {role} has permission",
        ),
        paths=_PATHS,
        causes=(Candidate("role-lacks-key-permission", 10), Candidate("key-policy-omits-caller", 15)),
        meaning=Text(
            en="The pipeline's role can't write the artifact in the other Region: the bucket there, or the key of that Region, doesn't let it.",
            ja="パイプラインのロールが、別のリージョンにアーティファクトを書き込めません。そのリージョンのバケットかキーで許可されていません。",
        ),
        source="https://github.com/awslabs/aws-deployment-framework/issues/756",
    ),
    Message(
        id="artifact-bucket-without-key",
        says=Symptom.KEY_TYPE,
        service="codepipeline.amazonaws.com",
        texts=("Artifact Bucket must have a KMS Key to add cross-account action",),
        paths=_PATHS,
        causes=(Candidate("aws-managed-key-for-other-account", 35),),
        meaning=Text(
            en="Across accounts the artifacts need a customer managed key: other accounts can't use what AWS manages.",
            ja="アカウントをまたぐアーティファクトには、カスタマーマネージドキーが必要です。AWS が管理するキーは他のアカウントから使えません。",
        ),
        source="https://github.com/aws/aws-pdk/pull/201",
    ),
    Message(
        id="build-source-refused",
        says=Symptom.ACCESS_DENIED,
        service="codebuild.amazonaws.com",
        manner=Manner.ROLE,
        texts=("AccessDenied{reason}for primary source and source version",),
        paths=(*_PATHS, "codebuild-artifacts"),
        causes=(Candidate("aws-managed-key-for-other-account", 20),),
        meaning=Text(
            en="The build's role can't read the artifact: the bucket, the role's policy, or the key under which it was written doesn't let it.",
            ja="ビルドのロールがアーティファクトを読み取れません。バケット、ロールのポリシー、書き込み時のキーのいずれかで許可されていません。",
        ),
        source="https://github.com/awslabs/aws-refarch-cross-account-pipeline/issues/5",
    ),
)
