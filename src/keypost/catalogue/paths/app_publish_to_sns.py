"""A role or user that publishes -> SNS topic."""

from keypost.catalogue.declare import (
    DOCUMENTED,
    INFERRED,
    Absent,
    Call,
    Doc,
    Failure,
    Part,
    Path,
    Sent,
    ThePrincipal,
    When,
    Wiring,
)
from keypost.estate.kind import Kind
from keypost.text import Text

PATH = Path(
    id="app-publish-to-sns",
    title=Text(en="Application to SNS topic", ja="アプリケーションから SNS トピックへ"),
    source=(Kind.ROLE, Kind.USER),
    target=Kind.TOPIC,
    caller=ThePrincipal(),
    wirings=(
        Wiring(holder=Kind.ROLE, target=("identity:sns:Publish",), terraform=("aws_iam_role_policy.policy",)),
        Wiring(holder=Kind.USER, target=("identity:sns:Publish",), terraform=("aws_iam_role_policy.policy",)),
    ),
    calls=(
        Call(
            "sns:Publish",
            on=Part.TARGET,
            context={"aws:SourceArn": Absent(DOCUMENTED), "aws:SourceAccount": Absent(DOCUMENTED)},
        ),
        Call(
            "kms:GenerateDataKey",
            on=Part.TARGET_KEY,
            when=When.TARGET_USES_KMS,
            context={
                "aws:SourceArn": Absent(DOCUMENTED),
                "aws:SourceAccount": Absent(DOCUMENTED),
                "kms:ViaService": Sent(Part.VIA_SNS, DOCUMENTED),
                "kms:EncryptionContext:aws:sns:topicArn": Sent(Part.TARGET, INFERRED),
            },
            advised="kms:GenerateDataKey*",
        ),
        Call(
            "kms:Decrypt",
            on=Part.TARGET_KEY,
            when=When.TARGET_USES_KMS,
            context={
                "aws:SourceArn": Absent(DOCUMENTED),
                "aws:SourceAccount": Absent(DOCUMENTED),
                "kms:ViaService": Sent(Part.VIA_SNS, DOCUMENTED),
                "kms:EncryptionContext:aws:sns:topicArn": Sent(Part.TARGET, INFERRED),
            },
        ),
    ),
    failure=Failure.TO_CALLER,
    seen_in=(Text(en="error of the API call", ja="API 呼び出しのエラー"),),
    evidence=DOCUMENTED,
    documented_by=(
        Doc(
            url="https://docs.aws.amazon.com/sns/latest/dg/sns-key-management.html",
            says=Text(
                en="A service that publishes to an encrypted topic must itself be allowed kms:GenerateDataKey* and kms:Decrypt by the topic's customer managed key.",
                ja="暗号化されたトピックに発行するサービスには、トピックのカスタマーマネージドキーで kms:GenerateDataKey* と kms:Decrypt を許可する必要があります。",
            ),
            read_on="2026-11-22",
        ),
        Doc(
            url="https://docs.aws.amazon.com/kms/latest/developerguide/conditions-kms.html",
            says=Text(
                en="kms:ViaService is set where a service uses the key for a principal of the account (forward access sessions); SNS, SQS, S3 and Backup are in its list.",
                ja="kms:ViaService は、サービスがアカウントのプリンシパルに代わってキーを使う場合 (転送アクセスセッション) に設定されます。SNS、SQS、S3、Backup が一覧に載っています。",
            ),
            read_on="2026-04",
        ),
    ),
    symptoms=(
        "KMSAccessDeniedException",
        "KMSDisabledException",
        "KMSInvalidStateException",
        "KMSNotFoundException",
        "KMSThrottlingException",
        "KMSOptInRequired",
    ),
    notes=Text(
        en="The publisher itself needs the key: by its IAM policy where the key policy delegates to the account, else by the key policy. The AWS managed key works within the account. In an IAM policy the resource is the ARN of the key; an alias isn't one.",
        ja="パブリッシャー自身にキーの権限が必要です。キーポリシーがアカウントに委任していれば IAM ポリシーで、そうでなければキーポリシーで許可します。AWS マネージドキーは同じアカウント内でなら使えます。IAM ポリシーの Resource に書くのはキーの ARN で、エイリアスは指定できません。",
    ),
)
