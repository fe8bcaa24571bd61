"""CloudWatch RUM, source maps <- S3 bucket."""

from keypost.catalogue.declare import (
    DOCUMENTED,
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
    id="rum-source-maps",
    title=Text(
        en="CloudWatch RUM source maps from S3 bucket",
        ja="CloudWatch RUM のソースマップと S3 バケット",
    ),
    source=(Kind.APP_MONITOR,),
    target=Kind.BUCKET,
    caller=Service("rum.amazonaws.com"),
    wirings=(
        Wiring(
            holder=Kind.APP_MONITOR,
            target=("DeobfuscationConfiguration.JavaScriptSourceMaps[Status=ENABLED].S3Uri",),
            values={"destination/": "DeobfuscationConfiguration.JavaScriptSourceMaps.S3Uri"},
        ),
    ),
    calls=(
        Call(
            "s3:ListBucket",
            on=Part.TARGET,
            context={
                "aws:SourceArn": Sent(Part.SOURCE_ARN, DOCUMENTED),
                "aws:SourceAccount": Sent(Part.SOURCE_ACCOUNT, DOCUMENTED),
                "aws:SourceOrgID": Undocumented(),
                "aws:PrincipalOrgID": Absent(DOCUMENTED),
            },
        ),
        Call(
            "s3:GetObject",
            on=Part.DESTINATION_OBJECT,
            context={
                "aws:SourceArn": Sent(Part.SOURCE_ARN, DOCUMENTED),
                "aws:SourceAccount": Sent(Part.SOURCE_ACCOUNT, DOCUMENTED),
                "aws:SourceOrgID": Undocumented(),
                "aws:PrincipalOrgID": Absent(DOCUMENTED),
            },
        ),
        Call(
            "kms:Decrypt",
            on=Part.TARGET_KEY,
            when=When.BUCKET_KEY_IS_OFF,
            context={
                "aws:SourceArn": Undocumented(),
                "aws:SourceAccount": Sent(Part.SOURCE_ACCOUNT, DOCUMENTED),
                "aws:SourceOrgID": Undocumented(),
                "aws:PrincipalOrgID": Absent(DOCUMENTED),
                "kms:ViaService": Undocumented(),
                "kms:EncryptionContext:aws:s3:arn": Sent(Part.DESTINATION_OBJECT, DOCUMENTED),
            },
        ),
        Call(
            "kms:Decrypt",
            on=Part.TARGET_KEY,
            when=When.BUCKET_KEY_IS_ON,
            context={
                "aws:SourceArn": Undocumented(),
                "aws:SourceAccount": Sent(Part.SOURCE_ACCOUNT, DOCUMENTED),
                "aws:SourceOrgID": Undocumented(),
                "aws:PrincipalOrgID": Absent(DOCUMENTED),
                "kms:ViaService": Undocumented(),
                "kms:EncryptionContext:aws:s3:arn": Sent(Part.TARGET, DOCUMENTED),
            },
        ),
    ),
    failure=Failure.RECORDED,
    seen_in=(
        Text(
            en="metrics UnminifyLineFailureCount and UnminifyEventFailureCount",
            ja="メトリクス UnminifyLineFailureCount と UnminifyEventFailureCount",
        ),
        Text(
            en="field event_details.unminifiedStack of the event",
            ja="イベントのフィールド event_details.unminifiedStack",
        ),
    ),
    evidence=DOCUMENTED,
    documented_by=(
        Doc(
            url="https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/CloudWatch-RUM-JavaScriptStackTraceSourceMaps.html",
            says=Text(
                en="Bucket policy for rum.amazonaws.com with s3:GetObject and s3:ListBucket, key policy with kms:Decrypt, each with aws:SourceAccount and aws:SourceArn; the ARN of the app monitor in the key statement lacks appmonitor/.",
                ja="rum.amazonaws.com に s3:GetObject と s3:ListBucket を許可するバケットポリシーと、kms:Decrypt を許可するキーポリシーの例です。どちらも aws:SourceAccount と aws:SourceArn を条件にしています。キーのステートメントにあるアプリケーションモニターの ARN には appmonitor/ が抜けています。",
            ),
            read_on="2026-04",
        ),
    ),
    notes=Text(
        en="The bucket has to be in the Region of the app monitor. AWS's sample for the key policy spells the ARN of the app monitor differently from the one for the bucket policy: which of them the call carries isn't known, and aws:SourceAccount is the safe condition there.",
        ja="バケットはアプリモニターと同じリージョンに必要です。AWS のキーポリシーの例では、アプリモニターの ARN の書き方がバケットポリシーの例と異なり、実際にどちらが送られるかは不明です。キーポリシーでは aws:SourceAccount の条件が確実です。",
    ),
)
