"""S3 server access logs -> S3 bucket."""

from keypost.catalogue.declare import (
    DOCUMENTED,
    INFERRED,
    Absent,
    Accepts,
    Call,
    Doc,
    EncryptionKind,
    Failure,
    Part,
    Path,
    Sent,
    Service,
    Undocumented,
    Wiring,
)
from keypost.estate.kind import Kind
from keypost.text import Text

PATH = Path(
    id="s3-server-access-logs",
    title=Text(en="S3 server access logs to S3 bucket", ja="S3 サーバーアクセスログから S3 バケットへ"),
    source=(Kind.BUCKET,),
    target=Kind.BUCKET,
    caller=Service("logging.s3.amazonaws.com"),
    wirings=(
        Wiring(
            holder=Kind.BUCKET,
            target=("LoggingConfiguration.DestinationBucketName",),
            values={"prefix": ".LogFilePrefix"},
            terraform=("aws_s3_bucket_logging.target_bucket",),
        ),
    ),
    calls=(
        Call(
            "s3:PutObject",
            on=Part.PREFIXED_OBJECT,
            context={
                "aws:SourceArn": Sent(Part.SOURCE_ARN, DOCUMENTED),
                "aws:SourceAccount": Sent(Part.SOURCE_ACCOUNT, DOCUMENTED),
                "aws:SourceOrgID": Undocumented(),
                "aws:PrincipalOrgID": Absent(DOCUMENTED),
            },
            evidence=INFERRED,
        ),
    ),
    failure=Failure.SILENT,
    seen_in=(Text(en="no log files in the bucket, for hours", ja="数時間待ってもバケットにログファイルが届かない"),),
    evidence=DOCUMENTED,
    documented_by=(
        Doc(
            url="https://docs.aws.amazon.com/AmazonS3/latest/userguide/troubleshooting-server-access-logging.html",
            says=Text(
                en="The destination may have default encryption only with SSE-S3; SSE-KMS isn't supported. Neither Object Lock nor Requester Pays.",
                ja="送信先のデフォルトの暗号化は SSE-S3 だけが使え、SSE-KMS には対応していません。オブジェクトロックとリクエスタ支払いも使えません。",
            ),
            read_on="2026-04",
        ),
        Doc(
            url="https://docs.aws.amazon.com/AmazonS3/latest/userguide/enable-server-access-logging.html",
            says=Text(
                en="Bucket policy for logging.s3.amazonaws.com with the logged bucket in aws:SourceArn and its account in aws:SourceAccount; an ACL for the log delivery group is the older way.",
                ja="logging.s3.amazonaws.com に対するバケットポリシーの例で、aws:SourceArn はログの対象バケット、aws:SourceAccount はそのアカウントです。ログ配信グループの ACL は以前の方法です。",
            ),
            read_on="2026-04",
        ),
    ),
    accepts=Accepts((EncryptionKind.NO_KMS,), "s3:PutObject", DOCUMENTED),
    notes=Text(
        en="No key policy makes it work: the destination has to use SSE-S3 by default. It lies in the same account and Region, without Object Lock and Requester Pays. An ACL for the log delivery group may take the place of the bucket policy, so a missing statement alone is not called a failure.",
        ja="キーポリシーでは解決できず、送信先のデフォルトの暗号化には SSE-S3 が必要です。送信先は同じアカウント・同じリージョンにあり、オブジェクトロックとリクエスタ支払いは使えません。ログ配信グループへの ACL でも許可できるため、ステートメントがないだけでは失敗とは判定しません。",
    ),
)
