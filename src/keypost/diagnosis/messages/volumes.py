"""Amazon EBS: encrypted volumes and snapshots, and images made of them."""

from keypost.diagnosis.declare import Candidate, Manner, Message, Symptom
from keypost.text import Text

MESSAGES = (
    Message(
        id="volume-key-inaccessible",
        says=Symptom.KEY_UNUSABLE,
        texts=("Amazon EBS volumes are encrypted with an inaccessible AWS KMS key",),
        paths=("autoscaling-ebs-cmk", "ec2-run-instances-ebs-cmk"),
        causes=(Candidate("grant-missing", 20),),
        meaning=Text(
            en="Whoever launches the instance may not use the key of one of its volumes; where a service launches it, that is the service's linked role.",
            ja="インスタンスを起動する側に、ボリュームのキーの使用が許可されていません。サービスが起動する場合は、そのサービスにリンクされたロールです。",
        ),
        source="https://github.com/aws/aws-cdk/issues/34491",
    ),
    Message(
        id="volume-key-revoked",
        says=Symptom.KEY_UNUSABLE,
        service="ec2.amazonaws.com",
        texts=("The encrypted volume was unable to access the KMS master key",),
        codes=("CustomerKeyHasBeenRevoked",),
        paths=("ec2-run-instances-ebs-cmk",),
        causes=(Candidate("grant-missing", 25),),
        meaning=Text(
            en="Attaching an encrypted volume takes a grant on its key, which the caller must be allowed to make (kms:CreateGrant).",
            ja="暗号化ボリュームのアタッチにはキーのグラントが必要で、呼び出し元にその作成 (kms:CreateGrant) が許可されていなければなりません。",
        ),
        source="https://github.com/kubernetes-retired/kube-aws/issues/393",
    ),
    Message(
        id="volume-deleted-notification",
        says=Symptom.UNTELLING,
        texts=("EBS Volume Notification{event}deleteVolume", "deleteVolume{event}EBS Volume Notification"),
        meaning=Text(
            en="A volume was deleted. One that its creator can't encrypt is deleted right after it is made, and this event doesn't say so: CloudTrail's events of KMS at that time do.",
            ja="ボリュームが削除されました。作成者がキーを使えないボリュームは作成直後に削除されますが、このイベントからはわかりません。同じ時刻の KMS の CloudTrail イベントでわかります。",
        ),
        source="https://github.com/kubernetes/kubernetes/issues/62171",
    ),
    Message(
        id="snapshot-copy-unencrypted",
        says=Symptom.NOT_A_KEY,
        service="ec2.amazonaws.com",
        texts=("Creating an unencrypted copy from an encrypted snapshot is not supported",),
        meaning=Text(
            en="The copy of an encrypted snapshot is encrypted too: the request has to say so.",
            ja="暗号化されたスナップショットのコピーも暗号化されます。リクエストで暗号化を指定してください。",
        ),
        source="https://github.com/BedrockStreaming/tech.bedrockstreaming.com/pull/346",
    ),
    Message(
        id="resource-not-ready",
        says=Symptom.UNTELLING,
        texts=("ResourceNotReady: failed waiting for successful resource state",),
        meaning=Text(
            en="An image or instance never became ready; its own state reason tells why.",
            ja="イメージまたはインスタンスが使用可能になりませんでした。理由はその状態の説明 (state reason) にあります。",
        ),
        source="https://github.com/hashicorp/packer/issues/11852",
    ),
    Message(
        id="image-not-public",
        says=Symptom.NOT_A_KEY,
        service="ec2.amazonaws.com",
        texts=(
            "You can't publicly share this image",
            "block public access for AMIs is enabled",
        ),
        meaning=Text(
            en="The account blocks public sharing of images or snapshots: share with accounts by their id.",
            ja="アカウントでイメージまたはスナップショットの公開共有がブロックされています。アカウント ID を指定して共有してください。",
        ),
        source="https://github.com/aws-deepracer-community/deepracer-on-the-spot/issues/106",
    ),
    Message(
        id="image-copy-to-account-failed",
        says=Symptom.ACCESS_DENIED,
        service="imagebuilder.amazonaws.com",
        manner=Manner.ROLE,
        texts=("AMI Copy Reported Failure For {image}",),
        causes=(
            Candidate("role-lacks-key-permission", 10),
            Candidate("key-policy-omits-caller", 12),
            Candidate("aws-managed-key-for-other-account", 8),
        ),
        meaning=Text(
            en="Image Builder couldn't copy the image into the other account: the account has no launch permission, or its distribution role may not use the key of the image.",
            ja="Image Builder が別のアカウントにイメージをコピーできませんでした。そのアカウントに起動許可がないか、配布用のロールにイメージのキーの使用が許可されていません。",
        ),
        source="https://github.com/aws-samples/cdk-image-pipeline/pull/76",
    ),
    Message(
        id="image-distribution-failed",
        says=Symptom.UNTELLING,
        service="imagebuilder.amazonaws.com",
        texts=("Not all distribution jobs are completed",),
        meaning=Text(
            en="Image Builder built the image and couldn't distribute it; the reason follows in the same text.",
            ja="Image Builder はイメージを作成しましたが、配布できませんでした。理由は同じ文に続いています。",
        ),
        source="https://github.com/aws-samples/cdk-image-pipeline/pull/76",
    ),
)
