"""CloudWatch alarm action -> SNS topic of the same account."""

from keypost.catalogue.declare import (
    DOCUMENTED,
    INFERRED,
    Absent,
    Call,
    Doc,
    Failure,
    Part,
    Path,
    Reach,
    Sent,
    Service,
    Undocumented,
    When,
    Wiring,
)
from keypost.estate.kind import Kind
from keypost.text import Text

PATH = Path(
    id="cloudwatch-alarm-to-sns",
    title=Text(en="CloudWatch alarm to SNS topic", ja="CloudWatch アラームから SNS トピックへ"),
    source=(Kind.ALARM, Kind.COMPOSITE_ALARM),
    target=Kind.TOPIC,
    caller=Service("cloudwatch.amazonaws.com"),
    wirings=(
        Wiring(holder=Kind.ALARM, target=("AlarmActions[]",), terraform=("aws_cloudwatch_metric_alarm.alarm_actions",)),
        Wiring(holder=Kind.ALARM, target=("OKActions[]",), terraform=("aws_cloudwatch_metric_alarm.ok_actions",)),
        Wiring(
            holder=Kind.ALARM,
            target=("InsufficientDataActions[]",),
            terraform=("aws_cloudwatch_metric_alarm.insufficient_data_actions",),
        ),
        Wiring(
            holder=Kind.COMPOSITE_ALARM,
            target=("AlarmActions[]",),
            terraform=("aws_cloudwatch_composite_alarm.alarm_actions",),
        ),
        Wiring(
            holder=Kind.COMPOSITE_ALARM,
            target=("OKActions[]",),
            terraform=("aws_cloudwatch_composite_alarm.ok_actions",),
        ),
        Wiring(
            holder=Kind.COMPOSITE_ALARM,
            target=("InsufficientDataActions[]",),
            terraform=("aws_cloudwatch_composite_alarm.insufficient_data_actions",),
        ),
    ),
    calls=(
        Call(
            "sns:Publish",
            on=Part.TARGET,
            context={
                "aws:SourceArn": Sent(Part.SOURCE_ARN, DOCUMENTED),
                "aws:SourceAccount": Sent(Part.SOURCE_ACCOUNT, DOCUMENTED),
                "aws:SourceOrgID": Undocumented(),
                "aws:PrincipalOrgID": Absent(DOCUMENTED),
                "aws:SourceOwner": Sent(Part.SOURCE_ACCOUNT, DOCUMENTED),
            },
        ),
        Call(
            "kms:GenerateDataKey",
            on=Part.TARGET_KEY,
            when=When.TARGET_USES_KMS,
            context={
                "aws:SourceArn": Sent(Part.SOURCE_ARN, INFERRED),
                "aws:SourceAccount": Sent(Part.SOURCE_ACCOUNT, INFERRED),
                "aws:SourceOrgID": Undocumented(),
                "aws:PrincipalOrgID": Absent(DOCUMENTED),
                "kms:ViaService": Undocumented(),
                "kms:EncryptionContext:aws:sns:topicArn": Sent(Part.TARGET, INFERRED),
            },
            advised="kms:GenerateDataKey*",
        ),
        Call(
            "kms:Decrypt",
            on=Part.TARGET_KEY,
            when=When.TARGET_USES_KMS,
            context={
                "aws:SourceArn": Sent(Part.SOURCE_ARN, INFERRED),
                "aws:SourceAccount": Sent(Part.SOURCE_ACCOUNT, INFERRED),
                "aws:SourceOrgID": Undocumented(),
                "aws:PrincipalOrgID": Absent(DOCUMENTED),
                "kms:ViaService": Undocumented(),
                "kms:EncryptionContext:aws:sns:topicArn": Sent(Part.TARGET, INFERRED),
            },
        ),
    ),
    failure=Failure.RECORDED,
    seen_in=(
        Text(en="alarm history, entries of type Action", ja="アラームの履歴 (種類が「アクション」の項目)"),
        Text(
            en="CloudTrail of the key, which may lack it: AccessDenied from kms.amazonaws.com, invokedBy cloudwatch.amazonaws.com",
            ja="キーのリージョンの CloudTrail (記録されないこともある): invokedBy が cloudwatch.amazonaws.com の、kms.amazonaws.com の AccessDenied",
        ),
        Text(
            en="NumberOfMessagesPublished of the topic stays flat", ja="トピックの NumberOfMessagesPublished が増えない"
        ),
    ),
    evidence=DOCUMENTED,
    documented_by=(
        Doc(
            url="https://repost.aws/knowledge-center/cloudwatch-configure-alarm-sns",
            says=Text(
                en="Shows the topic policy for cloudwatch.amazonaws.com with the alarm in aws:SourceArn, and the key policy that an encrypted topic needs.",
                ja="cloudwatch.amazonaws.com に対する、aws:SourceArn がアラームのトピックポリシーと、暗号化されたトピックに必要なキーポリシーの例です。",
            ),
            read_on="2026-04",
        ),
        Doc(
            url="https://repost.aws/knowledge-center/cloudwatch-receive-sns-for-alarm-trigger",
            says=Text(
                en="Quotes what the alarm history says for a refused topic policy and for a refused key.",
                ja="トピックポリシーとキーで拒否された場合に、アラームの履歴に表示される内容が引用されています。",
            ),
            read_on="2026-04",
        ),
        Doc(
            url="https://docs.aws.amazon.com/sns/latest/dg/sns-key-management.html",
            says=Text(
                en="A service that publishes to an encrypted topic must itself be allowed kms:GenerateDataKey* and kms:Decrypt by the topic's customer managed key.",
                ja="暗号化されたトピックに発行するサービスには、トピックのカスタマーマネージドキーで kms:GenerateDataKey* と kms:Decrypt を許可する必要があります。",
            ),
            read_on="2026-11-22",
        ),
        Doc(
            url="https://docs.aws.amazon.com/sns/latest/dg/sns-access-policy-use-cases.html",
            says=Text(
                en="Which services send aws:SourceOwner, which aws:SourceAccount, when they publish.",
                ja="発行時に aws:SourceOwner を送るサービスと、aws:SourceAccount を送るサービスの一覧です。",
            ),
            read_on="2026-04",
        ),
    ),
    reach=Reach.ONE_ACCOUNT,
    symptoms=(
        "CloudWatch Alarms does not have authorization to access the SNS topic encryption key.",
        "null (Service: AWSKMS; Status Code: 400; Error Code: AccessDeniedException;",
        "null (サービス: AWSKMS; ステータスコード: 400; エラーコード: AccessDeniedException;",
        "is not authorized to perform: SNS:Publish on resource",
    ),
    notes=Text(
        en="Test with `aws cloudwatch set-alarm-state`: a manual `aws sns publish` runs under your own identity and proves nothing. An action runs only when the state changes, and nothing is sent again after a repair. aws:SourceAccount and aws:SourceArn are documented for the topic policy; on the key they are known from practice only.",
        ja="確認には `aws cloudwatch set-alarm-state` を使います。手動の `aws sns publish` は自分の ID で実行されるため、確認になりません。アクションは状態が変わったときにだけ実行され、修正後に再送されることもありません。aws:SourceAccount と aws:SourceArn がドキュメントに記載されているのはトピックポリシーについてで、キーポリシーでの利用は実例で知られているだけです。",
    ),
)
