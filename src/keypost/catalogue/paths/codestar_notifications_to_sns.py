"""Developer Tools notification rule (CodePipeline, CodeBuild, CodeDeploy, CodeCommit) -> SNS topic."""

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
    Service,
    Undocumented,
    When,
    Wiring,
)
from keypost.estate.kind import Kind
from keypost.text import Text

PATH = Path(
    id="codestar-notifications-to-sns",
    title=Text(
        en="Developer Tools notification rule to SNS topic", ja="デベロッパーツールの通知ルールから SNS トピックへ"
    ),
    source=(Kind.NOTIFICATION_RULE,),
    target=Kind.TOPIC,
    caller=Service("codestar-notifications.amazonaws.com"),
    wirings=(
        Wiring(
            holder=Kind.NOTIFICATION_RULE,
            target=("Targets[TargetType=SNS].TargetAddress",),
            terraform=("aws_codestarnotifications_notification_rule.target",),
        ),
    ),
    calls=(
        Call(
            "sns:Publish",
            on=Part.TARGET,
            context={
                "aws:SourceArn": Undocumented(),
                "aws:SourceAccount": Undocumented(),
                "aws:SourceOrgID": Undocumented(),
                "aws:PrincipalOrgID": Absent(DOCUMENTED),
                "aws:SourceOwner": Absent(DOCUMENTED),
            },
        ),
        Call(
            "kms:GenerateDataKey",
            on=Part.TARGET_KEY,
            when=When.TARGET_USES_KMS,
            context={
                "aws:SourceArn": Undocumented(),
                "aws:SourceAccount": Undocumented(),
                "aws:SourceOrgID": Undocumented(),
                "aws:PrincipalOrgID": Absent(DOCUMENTED),
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
                "aws:SourceArn": Undocumented(),
                "aws:SourceAccount": Undocumented(),
                "aws:SourceOrgID": Undocumented(),
                "aws:PrincipalOrgID": Absent(DOCUMENTED),
                "kms:ViaService": Sent(Part.VIA_SNS, DOCUMENTED),
                "kms:EncryptionContext:aws:sns:topicArn": Sent(Part.TARGET, INFERRED),
            },
        ),
    ),
    failure=Failure.RECORDED,
    seen_in=(
        Text(
            en="status of the target in the Developer Tools console: unreachable",
            ja="デベロッパーツールのコンソールのターゲットのステータス (アクセス不可)",
        ),
        Text(
            en="CloudTrail of the key, which may lack it: AccessDenied from kms.amazonaws.com, invokedBy codestar-notifications.amazonaws.com",
            ja="キーのリージョンの CloudTrail (記録されないこともある): invokedBy が codestar-notifications.amazonaws.com の、kms.amazonaws.com の AccessDenied",
        ),
    ),
    evidence=DOCUMENTED,
    documented_by=(
        Doc(
            url="https://docs.aws.amazon.com/dtconsole/latest/userguide/set-up-sns.html",
            says=Text(
                en="Key policy for codestar-notifications.amazonaws.com, limited by kms:ViaService to SNS.",
                ja="codestar-notifications.amazonaws.com に対するキーポリシーの例で、kms:ViaService で SNS に限定しています。",
            ),
            read_on="2025",
        ),
        Doc(
            url="https://docs.aws.amazon.com/sns/latest/dg/sns-key-management.html",
            says=Text(
                en="A service that publishes to an encrypted topic must itself be allowed kms:GenerateDataKey* and kms:Decrypt by the topic's customer managed key.",
                ja="暗号化されたトピックに発行するサービスには、トピックのカスタマーマネージドキーで kms:GenerateDataKey* と kms:Decrypt を許可する必要があります。",
            ),
            read_on="2026-11-22",
        ),
    ),
    notes=Text(
        en="The one path whose documented key policy uses kms:ViaService for a service principal; the KMS guide says that the key is for principals of the account. A repair must not rely on it elsewhere.",
        ja="サービスプリンシパルに対して kms:ViaService を使うキーポリシーがドキュメントにあるのは、このパスだけです。KMS のガイドは、このキーをアカウントのプリンシパル向けとしています。ほかのパスの修正で当てにしてはいけません。",
    ),
)
