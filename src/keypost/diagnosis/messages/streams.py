"""Kinesis and Firehose, pipes and schedules, API Gateway."""

from keypost.diagnosis.declare import Candidate, Manner, Message, Symptom
from keypost.text import Text

MESSAGES = (
    Message(
        id="firehose-grant-or-caller",
        says=Symptom.KEY_DENIED,
        manner=Manner.ROLE,
        codes=("InvalidKMSResourceException",),
        texts=("The grant for the CMK to this delivery stream might have been revoked",),
        paths=("firehose-sse",),
        causes=(Candidate("grant-missing", 35),),
        meaning=Text(
            en="Whoever puts records into an encrypted stream needs kms:GenerateDataKey (and kms:Decrypt) on its key; Firehose works through a grant of its own, which may be gone.",
            ja="暗号化されたストリームに書き込む側には、キーの kms:GenerateDataKey (と kms:Decrypt) が必要です。Firehose 自身のグラントが失われている場合もあります。",
        ),
        source="https://docs.aws.amazon.com/firehose/latest/APIReference/API_PutRecord.html",
    ),
    Message(
        id="firehose-destination-key",
        says=Symptom.KEY_DENIED,
        service="firehose.amazonaws.com",
        manner=Manner.ROLE,
        texts=("Access was denied. Ensure that the {role} role has sufficient permissions to use the KMS key",),
        paths=("firehose-to-s3",),
        meaning=Text(
            en="The stream's role may not use the bucket's key.",
            ja="配信ストリームのロールにバケットのキーの使用が許可されていません。",
        ),
        source="https://docs.aws.amazon.com/firehose/latest/dev/data-delivery-errors.html",
    ),
)
