"""A role or user that uses Git <-> AWS CodeCommit repository."""

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
)
from keypost.estate.kind import Kind
from keypost.text import Text

PATH = Path(
    id="codecommit-repository",
    title=Text(
        en="User of a CodeCommit repository",
        ja="CodeCommit リポジトリの利用者",
    ),
    source=(
        Kind.ROLE,
        Kind.USER,
    ),
    target=Kind.REPOSITORY,
    caller=ThePrincipal(),
    wirings=(),
    calls=(
        Call(
            "codecommit:GitPull",
            on=Part.TARGET,
            context={
                "aws:SourceArn": Absent(DOCUMENTED),
                "aws:SourceAccount": Absent(DOCUMENTED),
            },
        ),
        Call(
            "codecommit:GitPush",
            on=Part.TARGET,
            context={
                "aws:SourceArn": Absent(DOCUMENTED),
                "aws:SourceAccount": Absent(DOCUMENTED),
            },
        ),
        Call(
            "kms:Encrypt",
            on=Part.TARGET_KEY,
            when=When.TARGET_USES_KMS,
            context={
                "aws:SourceArn": Absent(DOCUMENTED),
                "aws:SourceAccount": Absent(DOCUMENTED),
                "kms:ViaService": Sent(Part.VIA_CODECOMMIT, INFERRED),
            },
        ),
        Call(
            "kms:Decrypt",
            on=Part.TARGET_KEY,
            when=When.TARGET_USES_KMS,
            context={
                "aws:SourceArn": Absent(DOCUMENTED),
                "aws:SourceAccount": Absent(DOCUMENTED),
                "kms:ViaService": Sent(Part.VIA_CODECOMMIT, INFERRED),
            },
        ),
        Call(
            "kms:GenerateDataKey",
            on=Part.TARGET_KEY,
            when=When.TARGET_USES_KMS,
            context={
                "aws:SourceArn": Absent(DOCUMENTED),
                "aws:SourceAccount": Absent(DOCUMENTED),
                "kms:ViaService": Sent(Part.VIA_CODECOMMIT, INFERRED),
            },
        ),
        Call(
            "kms:GenerateDataKeyWithoutPlaintext",
            on=Part.TARGET_KEY,
            when=When.TARGET_USES_KMS,
            context={
                "aws:SourceArn": Absent(DOCUMENTED),
                "aws:SourceAccount": Absent(DOCUMENTED),
                "kms:ViaService": Sent(Part.VIA_CODECOMMIT, INFERRED),
            },
        ),
        Call(
            "kms:DescribeKey",
            on=Part.TARGET_KEY,
            when=When.TARGET_USES_KMS,
            context={
                "aws:SourceArn": Absent(DOCUMENTED),
                "aws:SourceAccount": Absent(DOCUMENTED),
                "kms:ViaService": Sent(Part.VIA_CODECOMMIT, INFERRED),
            },
        ),
        Call(
            "kms:ReEncryptFrom",
            on=Part.TARGET_KEY,
            when=When.TARGET_USES_KMS,
            context={
                "aws:SourceArn": Absent(DOCUMENTED),
                "aws:SourceAccount": Absent(DOCUMENTED),
                "kms:ViaService": Sent(Part.VIA_CODECOMMIT, INFERRED),
            },
            evidence=INFERRED,
            advised="kms:ReEncrypt*",
        ),
        Call(
            "kms:ReEncryptTo",
            on=Part.TARGET_KEY,
            when=When.TARGET_USES_KMS,
            context={
                "aws:SourceArn": Absent(DOCUMENTED),
                "aws:SourceAccount": Absent(DOCUMENTED),
                "kms:ViaService": Sent(Part.VIA_CODECOMMIT, INFERRED),
            },
            evidence=INFERRED,
            advised="kms:ReEncrypt*",
        ),
    ),
    failure=Failure.TO_CALLER,
    seen_in=(
        Text(
            en="error of the Git client",
            ja="Git クライアントのエラー",
        ),
    ),
    evidence=DOCUMENTED,
    documented_by=(
        Doc(
            url="https://docs.aws.amazon.com/codecommit/latest/userguide/encryption.html",
            says=Text(
                en="The actions on the key that must not be denied for the AWS managed key, and must be allowed for a customer managed key that leaves it to the account.",
                ja="AWS マネージドキーでは拒否してはならず、アカウントに委任するカスタマーマネージドキーでは許可しなければならない、キーに対するアクションの一覧です。",
            ),
            read_on="2026-11-22",
        ),
    ),
    symptoms=("EncryptionKeyAccessDeniedException",),
    notes=Text(
        en="Under the AWS managed key aws/codecommit nobody needs a permission, but nothing may deny these actions. The encryption context is the repository's id.",
        ja="AWS マネージドキー aws/codecommit では許可は不要ですが、これらのアクションを拒否してはいけません。暗号化コンテキストはリポジトリの ID です。",
    ),
)
