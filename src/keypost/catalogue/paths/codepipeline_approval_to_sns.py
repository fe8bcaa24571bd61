"""CodePipeline manual approval -> SNS topic."""

from keypost.catalogue.declare import (
    DOCUMENTED,
    INFERRED,
    Absent,
    AssumedRole,
    Call,
    Doc,
    Failure,
    Part,
    Path,
    Sent,
    When,
    Wiring,
)
from keypost.estate.kind import Kind
from keypost.text import Text

PATH = Path(
    id="codepipeline-approval-to-sns",
    title=Text(en="CodePipeline approval to SNS topic", ja="CodePipeline の手動承認から SNS トピックへ"),
    source=(Kind.PIPELINE,),
    target=Kind.TOPIC,
    caller=AssumedRole("codepipeline.amazonaws.com"),
    wirings=(
        Wiring(
            holder=Kind.PIPELINE,
            target=("Stages[].Actions[ActionTypeId.Category=Approval][!RoleArn].Configuration.NotificationArn",),
            role=("RoleArn",),
            terraform=("aws_codepipeline.stage",),
        ),
        Wiring(
            holder=Kind.PIPELINE,
            target=("Stages[].Actions[ActionTypeId.Category=Approval][RoleArn].Configuration.NotificationArn",),
            role=("..RoleArn",),
            of_a_role=True,
            terraform=("aws_codepipeline.stage",),
        ),
    ),
    calls=(
        Call(
            "sns:Publish",
            on=Part.TARGET,
            context={
                "aws:SourceArn": Absent(DOCUMENTED),
                "aws:SourceAccount": Absent(DOCUMENTED),
            },
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
    failure=Failure.RECORDED,
    seen_in=(
        Text(en="error details of the approval action", ja="承認アクションのエラーの詳細"),
        Text(
            en="CloudTrail of the key: AccessDenied for the role, invokedBy sns.amazonaws.com",
            ja="キーのリージョンの CloudTrail: ロールに対する、invokedBy が sns.amazonaws.com の AccessDenied",
        ),
    ),
    evidence=DOCUMENTED,
    documented_by=(
        Doc(
            url="https://docs.aws.amazon.com/codepipeline/latest/userguide/approvals.html",
            says=Text(
                en="An approval action tells a topic that somebody has to decide; the service role needs the permission to publish.",
                ja="承認アクションは、判断が必要なことをトピックに通知します。サービスロールには発行の許可が必要です。",
            ),
            read_on="2025",
        ),
        Doc(
            url="https://docs.aws.amazon.com/sns/latest/dg/sns-key-management.html",
            says=Text(
                en="Lists the event sources that publish with an IAM role: the key policy then names the role, not the service.",
                ja="IAM ロールで発行するイベントソースの一覧です。その場合、キーポリシーにはサービスではなくロールを記述します。",
            ),
            read_on="2025",
        ),
    ),
    notes=Text(
        en="The approval waits all the same; only nobody hears of it. An action with a role of its own works as that role, any other as the pipeline's service role.",
        ja="承認待ちにはなりますが、通知が届きません。アクションに固有のロールがあればそのロールで、なければパイプラインのサービスロールで発行します。",
    ),
)
