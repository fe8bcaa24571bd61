"""Amazon Connect data streaming -> Kinesis data stream."""

from keypost.catalogue.declare import (
    DOCUMENTED,
    Absent,
    Call,
    Doc,
    Failure,
    LinkedRole,
    Necessity,
    Part,
    Path,
    Sent,
    When,
)
from keypost.estate.kind import Kind
from keypost.text import Text

PATH = Path(
    id="connect-to-kinesis",
    title=Text(en="Amazon Connect to Kinesis data stream", ja="Amazon Connect から Kinesis データストリームへ"),
    source=(Kind.INSTANCE_STORAGE,),
    target=Kind.STREAM,
    caller=LinkedRole(
        "connect.amazonaws.com", "AWSServiceRoleForAmazonConnect", "AmazonConnectServiceLinkedRolePolicy"
    ),
    wirings=(),
    calls=(
        Call(
            "kinesis:PutRecord",
            on=Part.TARGET,
            context={
                "aws:SourceArn": Absent(DOCUMENTED),
                "aws:SourceAccount": Absent(DOCUMENTED),
            },
            necessity=Necessity.RECOMMENDED,
        ),
        Call(
            "kinesis:PutRecords",
            on=Part.TARGET,
            context={
                "aws:SourceArn": Absent(DOCUMENTED),
                "aws:SourceAccount": Absent(DOCUMENTED),
            },
            necessity=Necessity.RECOMMENDED,
        ),
        Call(
            "kms:GenerateDataKey",
            on=Part.TARGET_KEY,
            when=When.TARGET_USES_KMS,
            context={
                "aws:SourceArn": Absent(DOCUMENTED),
                "aws:SourceAccount": Absent(DOCUMENTED),
                "kms:ViaService": Sent(Part.VIA_KINESIS, DOCUMENTED),
                "kms:EncryptionContext:aws:kinesis:arn": Sent(Part.TARGET, DOCUMENTED),
            },
        ),
    ),
    failure=Failure.SILENT,
    seen_in=(
        Text(
            en="contact records and agent events missing from the stream",
            ja="ストリームに届かない問い合わせレコードやエージェントイベント",
        ),
    ),
    evidence=DOCUMENTED,
    documented_by=(
        Doc(
            url="https://docs.aws.amazon.com/connect/latest/adminguide/data-streaming.html",
            says=Text(
                en="Connect can't publish to a stream under a key for which it has no kms:GenerateDataKey; the key that encrypts its recordings or reports can be used for the stream too.",
                ja="Connect は、kms:GenerateDataKey の権限がないキーを使うストリームには発行できません。録音やレポートを暗号化しているキーは、ストリームにも使えます。",
            ),
            read_on="2023",
        ),
        Doc(
            url="https://docs.aws.amazon.com/connect/latest/adminguide/key-management.html",
            says=Text(
                en="A key that is set for storage gets a grant for the service-linked role of the instance.",
                ja="保存先に設定したキーには、インスタンスのサービスにリンクされたロールへのグラントが作成されます。",
            ),
            read_on="2026-11-22",
        ),
        Doc(
            url="https://docs.aws.amazon.com/streams/latest/dev/permissions-user-key-KMS.html",
            says=Text(
                en="Producers need kms:GenerateDataKey and consumers kms:Decrypt on the stream's key; the ARN of the stream is the encryption context of every call; the default key asks for no permission.",
                ja="ストリームのキーについて、プロデューサーには kms:GenerateDataKey が、コンシューマーには kms:Decrypt が必要です。どの呼び出しでもストリームの ARN が暗号化コンテキストになります。デフォルトのキーに権限は要りません。",
            ),
            read_on="2026-11-22",
        ),
    ),
    notes=Text(
        en="The role's name ends in a suffix of the instance's own, and what lets it use the key is mostly a grant: a template shows neither, so this makes no delivery. What helps is the key of the instance's recordings, or a key policy that names the role.",
        ja="ロール名の末尾にはインスタンス固有の文字列が付き、キーの使用は主にグラントで許可されます。どちらもテンプレートには現れないため、配信としては判定しません。録音と同じキーを使うか、キーポリシーでこのロールを許可すると解決します。",
    ),
)
