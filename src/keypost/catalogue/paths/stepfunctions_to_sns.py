"""Step Functions state machine, sns:publish task -> SNS topic."""

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
    id="stepfunctions-to-sns",
    title=Text(en="Step Functions task to SNS topic", ja="Step Functions のタスクから SNS トピックへ"),
    source=(Kind.STATE_MACHINE,),
    target=Kind.TOPIC,
    caller=AssumedRole("states.amazonaws.com"),
    wirings=(
        Wiring(
            holder=Kind.STATE_MACHINE,
            target=(
                "Definition.**[Resource=arn:*:states:::sns:publish*|arn:*:states:::aws-sdk:sns:publish*][!Credentials].Parameters.TopicArn",
            ),
            role=("RoleArn",),
        ),
        Wiring(
            holder=Kind.STATE_MACHINE,
            target=(
                "Definition.**[Resource=arn:*:states:::sns:publish*|arn:*:states:::aws-sdk:sns:publish*][Credentials].Parameters.TopicArn",
            ),
            role=("..Credentials.RoleArn",),
            of_a_role=True,
        ),
        Wiring(
            holder=Kind.STATE_MACHINE,
            target=(
                "Definition.**[Resource=arn:*:states:::sns:publish*|arn:*:states:::aws-sdk:sns:publish*][!Credentials].Arguments.TopicArn",
            ),
            role=("RoleArn",),
        ),
        Wiring(
            holder=Kind.STATE_MACHINE,
            target=(
                "Definition.**[Resource=arn:*:states:::sns:publish*|arn:*:states:::aws-sdk:sns:publish*][Credentials].Arguments.TopicArn",
            ),
            role=("..Credentials.RoleArn",),
            of_a_role=True,
        ),
        Wiring(
            holder=Kind.STATE_MACHINE,
            target=(
                "DefinitionString.**[Resource=arn:*:states:::sns:publish*|arn:*:states:::aws-sdk:sns:publish*][!Credentials].Parameters.TopicArn",
            ),
            role=("RoleArn",),
            terraform=("aws_sfn_state_machine.definition",),
        ),
        Wiring(
            holder=Kind.STATE_MACHINE,
            target=(
                "DefinitionString.**[Resource=arn:*:states:::sns:publish*|arn:*:states:::aws-sdk:sns:publish*][Credentials].Parameters.TopicArn",
            ),
            role=("..Credentials.RoleArn",),
            of_a_role=True,
            terraform=("aws_sfn_state_machine.definition",),
        ),
        Wiring(
            holder=Kind.STATE_MACHINE,
            target=(
                "DefinitionString.**[Resource=arn:*:states:::sns:publish*|arn:*:states:::aws-sdk:sns:publish*][!Credentials].Arguments.TopicArn",
            ),
            role=("RoleArn",),
        ),
        Wiring(
            holder=Kind.STATE_MACHINE,
            target=(
                "DefinitionString.**[Resource=arn:*:states:::sns:publish*|arn:*:states:::aws-sdk:sns:publish*][Credentials].Arguments.TopicArn",
            ),
            role=("..Credentials.RoleArn",),
            of_a_role=True,
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
    failure=Failure.TO_CALLER,
    seen_in=(Text(en="execution history: the task fails", ja="実行履歴 (タスクの失敗)"),),
    evidence=DOCUMENTED,
    documented_by=(
        Doc(
            url="https://docs.aws.amazon.com/step-functions/latest/dg/connect-sns.html",
            says=Text(
                en="Task that publishes to a topic; the IAM policy is that of the execution role.",
                ja="トピックに発行するタスクの説明です。IAM ポリシーは実行ロールのものです。",
            ),
            read_on="2026-11-22",
        ),
        Doc(
            url="https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-stepfunctions-statemachine.html",
            says=Text(
                en="The definition is an object or a text, with placeholders that DefinitionSubstitutions fill in.",
                ja="定義はオブジェクトまたは文字列で、プレースホルダーは DefinitionSubstitutions で置き換えられます。",
            ),
            read_on="2026-11-22",
        ),
        Doc(
            url="https://docs.aws.amazon.com/sns/latest/dg/sns-key-management.html",
            says=Text(
                en="Whoever publishes to an encrypted topic needs kms:GenerateDataKey* and kms:Decrypt on its key.",
                ja="暗号化されたトピックに発行するには、そのキーの kms:GenerateDataKey* と kms:Decrypt が必要です。",
            ),
            read_on="2025",
        ),
    ),
    notes=Text(
        en="Read from the definition in the template, its substitutions filled in; a queue or topic that only an execution knows (`.$`, JSONata) isn't. A definition in S3 isn't read: there an execution role that may send makes `app-publish-to-sns` of it. The role comes to the key through Amazon SNS, so kms:ViaService is never that of Step Functions.",
        ja="テンプレート内の定義を、置換変数を埋めたうえで読み取ります。実行時に決まるキューやトピック (`.$`、JSONata) は対象外です。S3 にある定義は読み取らないため、送信を許可された実行ロールとして `app-publish-to-sns` で判定します。ロールは Amazon SNS 経由でキーを使用するため、kms:ViaService が Step Functions になることはありません。",
    ),
)
