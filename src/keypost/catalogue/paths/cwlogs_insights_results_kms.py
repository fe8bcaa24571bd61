"""CloudWatch Logs Insights query results -> their KMS key."""

from keypost.catalogue.declare import (
    DOCUMENTED,
    INFERRED,
    Absent,
    Call,
    Doc,
    Failure,
    Necessity,
    Part,
    Path,
    Sent,
    Service,
    Undocumented,
)
from keypost.estate.kind import Kind
from keypost.text import Text

PATH = Path(
    id="cwlogs-insights-results-kms",
    title=Text(
        en="Logs Insights query results under a KMS key",
        ja="KMS キーで暗号化された Logs Insights のクエリ結果",
    ),
    source=(),
    target=Kind.KEY,
    caller=Service("logs.{region}.amazonaws.com", seen_as="logs.amazonaws.com"),
    wirings=(),
    calls=(
        Call(
            "kms:GenerateDataKey",
            on=Part.TARGET_KEY,
            context={
                "aws:SourceArn": Sent(Part.QUERY_RESULTS, DOCUMENTED),
                "aws:SourceAccount": Sent(Part.SOURCE_ACCOUNT, DOCUMENTED),
                "aws:SourceOrgID": Undocumented(),
                "aws:PrincipalOrgID": Absent(DOCUMENTED),
                "kms:ViaService": Undocumented(),
            },
            advised="kms:GenerateDataKey*",
        ),
        Call(
            "kms:Decrypt",
            on=Part.TARGET_KEY,
            context={
                "aws:SourceArn": Sent(Part.QUERY_RESULTS, DOCUMENTED),
                "aws:SourceAccount": Sent(Part.SOURCE_ACCOUNT, DOCUMENTED),
                "aws:SourceOrgID": Undocumented(),
                "aws:PrincipalOrgID": Absent(DOCUMENTED),
                "kms:ViaService": Undocumented(),
            },
        ),
        Call(
            "kms:Encrypt",
            on=Part.TARGET_KEY,
            context={
                "aws:SourceArn": Sent(Part.QUERY_RESULTS, DOCUMENTED),
                "aws:SourceAccount": Sent(Part.SOURCE_ACCOUNT, DOCUMENTED),
                "aws:SourceOrgID": Undocumented(),
                "aws:PrincipalOrgID": Absent(DOCUMENTED),
                "kms:ViaService": Undocumented(),
            },
            evidence=INFERRED,
        ),
        Call(
            "kms:ReEncryptFrom",
            on=Part.TARGET_KEY,
            context={
                "aws:SourceArn": Sent(Part.QUERY_RESULTS, DOCUMENTED),
                "aws:SourceAccount": Sent(Part.SOURCE_ACCOUNT, DOCUMENTED),
                "aws:SourceOrgID": Undocumented(),
                "aws:PrincipalOrgID": Absent(DOCUMENTED),
                "kms:ViaService": Undocumented(),
            },
            evidence=INFERRED,
            advised="kms:ReEncrypt*",
        ),
        Call(
            "kms:ReEncryptTo",
            on=Part.TARGET_KEY,
            context={
                "aws:SourceArn": Sent(Part.QUERY_RESULTS, DOCUMENTED),
                "aws:SourceAccount": Sent(Part.SOURCE_ACCOUNT, DOCUMENTED),
                "aws:SourceOrgID": Undocumented(),
                "aws:PrincipalOrgID": Absent(DOCUMENTED),
                "kms:ViaService": Undocumented(),
            },
            evidence=INFERRED,
            advised="kms:ReEncrypt*",
        ),
        Call(
            "kms:DescribeKey",
            on=Part.TARGET_KEY,
            context={
                "aws:SourceArn": Sent(Part.QUERY_RESULTS, DOCUMENTED),
                "aws:SourceAccount": Sent(Part.SOURCE_ACCOUNT, DOCUMENTED),
                "aws:SourceOrgID": Undocumented(),
                "aws:PrincipalOrgID": Absent(DOCUMENTED),
                "kms:ViaService": Undocumented(),
            },
            necessity=Necessity.RECOMMENDED,
            advised="kms:Describe*",
        ),
    ),
    failure=Failure.AT_CONFIGURATION,
    seen_in=(
        Text(
            en="error of AssociateKmsKey",
            ja="AssociateKmsKey のエラー",
        ),
        Text(
            en="error of GetQueryResults",
            ja="GetQueryResults のエラー",
        ),
    ),
    evidence=DOCUMENTED,
    documented_by=(
        Doc(
            url="https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/CloudWatchLogs-Insights-Query-Encrypt.html",
            says=Text(
                en="Key statement for the regional principal of CloudWatch Logs, with aws:SourceAccount and query-result:* of the account in aws:SourceArn.",
                ja="CloudWatch Logs のリージョン付きプリンシパルに対するキーポリシーのステートメント。aws:SourceAccount と、aws:SourceArn (アカウントの query-result:*) を条件とします。",
            ),
            read_on="2026-04",
        ),
    ),
    notes=Text(
        en="The key is set for the whole account by an API call. The conditions are others than those of log groups, whose encryption context is the log group's ARN.",
        ja="キーは API でアカウント全体に対して設定します。条件はロググループの場合 (暗号化コンテキストがロググループの ARN) と異なります。",
    ),
)
