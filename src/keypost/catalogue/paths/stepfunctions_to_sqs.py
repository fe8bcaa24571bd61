"""Step Functions state machine, sqs:sendMessage task -> SQS queue."""

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
    id="stepfunctions-to-sqs",
    title=Text(en="Step Functions task to SQS queue", ja="Step Functions のタスクから SQS キューへ"),
    source=(Kind.STATE_MACHINE,),
    target=Kind.QUEUE,
    caller=AssumedRole("states.amazonaws.com"),
    wirings=(
        Wiring(
            holder=Kind.STATE_MACHINE,
            target=(
                "Definition.**[Resource=arn:*:states:::sqs:sendMessage*|arn:*:states:::aws-sdk:sqs:sendMessage*][!Credentials].Parameters.QueueUrl",
            ),
            role=("RoleArn",),
        ),
        Wiring(
            holder=Kind.STATE_MACHINE,
            target=(
                "Definition.**[Resource=arn:*:states:::sqs:sendMessage*|arn:*:states:::aws-sdk:sqs:sendMessage*][Credentials].Parameters.QueueUrl",
            ),
            role=("..Credentials.RoleArn",),
            of_a_role=True,
        ),
        Wiring(
            holder=Kind.STATE_MACHINE,
            target=(
                "Definition.**[Resource=arn:*:states:::sqs:sendMessage*|arn:*:states:::aws-sdk:sqs:sendMessage*][!Credentials].Arguments.QueueUrl",
            ),
            role=("RoleArn",),
        ),
        Wiring(
            holder=Kind.STATE_MACHINE,
            target=(
                "Definition.**[Resource=arn:*:states:::sqs:sendMessage*|arn:*:states:::aws-sdk:sqs:sendMessage*][Credentials].Arguments.QueueUrl",
            ),
            role=("..Credentials.RoleArn",),
            of_a_role=True,
        ),
        Wiring(
            holder=Kind.STATE_MACHINE,
            target=(
                "DefinitionString.**[Resource=arn:*:states:::sqs:sendMessage*|arn:*:states:::aws-sdk:sqs:sendMessage*][!Credentials].Parameters.QueueUrl",
            ),
            role=("RoleArn",),
            terraform=("aws_sfn_state_machine.definition",),
        ),
        Wiring(
            holder=Kind.STATE_MACHINE,
            target=(
                "DefinitionString.**[Resource=arn:*:states:::sqs:sendMessage*|arn:*:states:::aws-sdk:sqs:sendMessage*][Credentials].Parameters.QueueUrl",
            ),
            role=("..Credentials.RoleArn",),
            of_a_role=True,
            terraform=("aws_sfn_state_machine.definition",),
        ),
        Wiring(
            holder=Kind.STATE_MACHINE,
            target=(
                "DefinitionString.**[Resource=arn:*:states:::sqs:sendMessage*|arn:*:states:::aws-sdk:sqs:sendMessage*][!Credentials].Arguments.QueueUrl",
            ),
            role=("RoleArn",),
        ),
        Wiring(
            holder=Kind.STATE_MACHINE,
            target=(
                "DefinitionString.**[Resource=arn:*:states:::sqs:sendMessage*|arn:*:states:::aws-sdk:sqs:sendMessage*][Credentials].Arguments.QueueUrl",
            ),
            role=("..Credentials.RoleArn",),
            of_a_role=True,
        ),
    ),
    calls=(
        Call(
            "sqs:SendMessage",
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
                "kms:ViaService": Sent(Part.VIA_SQS, DOCUMENTED),
                "kms:EncryptionContext:aws:sqs:arn": Sent(Part.TARGET, INFERRED),
            },
        ),
        Call(
            "kms:Decrypt",
            on=Part.TARGET_KEY,
            when=When.TARGET_USES_KMS,
            context={
                "aws:SourceArn": Absent(DOCUMENTED),
                "aws:SourceAccount": Absent(DOCUMENTED),
                "kms:ViaService": Sent(Part.VIA_SQS, DOCUMENTED),
                "kms:EncryptionContext:aws:sqs:arn": Sent(Part.TARGET, INFERRED),
            },
        ),
    ),
    failure=Failure.TO_CALLER,
    seen_in=(Text(en="execution history: the task fails", ja="実行履歴 (タスクの失敗)"),),
    evidence=DOCUMENTED,
    documented_by=(
        Doc(
            url="https://docs.aws.amazon.com/step-functions/latest/dg/connect-sqs.html",
            says=Text(
                en="Task that sends to a queue, with its URL in the parameters; the IAM policy is that of the execution role.",
                ja="キューに送信するタスクの説明で、URL をパラメータに指定します。IAM ポリシーは実行ロールのものです。",
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
            url="https://docs.aws.amazon.com/AWSSimpleQueueService/latest/SQSDeveloperGuide/sqs-key-management.html",
            says=Text(
                en="Whoever sends to an encrypted queue needs kms:GenerateDataKey and kms:Decrypt on the queue's key.",
                ja="暗号化されたキューに送信するには、キューのキーの kms:GenerateDataKey と kms:Decrypt が必要です。",
            ),
            read_on="2025",
        ),
    ),
    notes=Text(
        en="Read from the definition in the template, its substitutions filled in; a queue or topic that only an execution knows (`.$`, JSONata) isn't. A definition in S3 isn't read: there an execution role that may send makes `sqs-producer-iam` of it. The role comes to the key through Amazon SQS, so kms:ViaService is never that of Step Functions.",
        ja="テンプレート内の定義を、置換変数を埋めたうえで読み取ります。実行時に決まるキューやトピック (`.$`、JSONata) は対象外です。S3 にある定義は読み取らないため、送信を許可された実行ロールとして `sqs-producer-iam` で判定します。ロールは Amazon SQS 経由でキーを使用するため、kms:ViaService が Step Functions になることはありません。",
    ),
)
