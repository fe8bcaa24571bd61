"""EC2: instances, volumes, snapshots, images, Auto Scaling."""

from keypost.diagnosis.declare import Candidate, Manner, Message, Symptom
from keypost.text import Text

MESSAGES = (
    Message(
        id="instance-error-on-launch",
        says=Symptom.KEY_DENIED,
        texts=("Client.InternalError: Client error on launch", "Client error on launch"),
        codes=("Client.InternalError",),
        paths=("autoscaling-ebs-cmk", "ec2-run-instances-ebs-cmk", "spot-and-fleet-ebs-cmk"),
        causes=(Candidate("grant-missing", 40), Candidate("key-policy-omits-caller", 20)),
        meaning=Text(
            en="The volume couldn't be decrypted at launch: with Auto Scaling its service-linked role, else the launching caller, needs the key and kms:CreateGrant on it.",
            ja="起動時にボリュームを復号できませんでした。Auto Scaling ならサービスリンクロール、それ以外は起動した呼び出し元に、キーの使用と kms:CreateGrant の許可が必要です。",
        ),
        source="https://docs.aws.amazon.com/autoscaling/ec2/userguide/ts-as-instancelaunchfailure.html",
    ),
    Message(
        id="instance-key-state",
        says=Symptom.KEY_STATE,
        texts=("The KMS key provided is in an incorrect state",),
        codes=("Client.InvalidKMSKey.InvalidState",),
        paths=("autoscaling-ebs-cmk",),
        causes=(Candidate("key-policy-omits-caller", 50), Candidate("grant-missing", 40)),
        meaning=Text(
            en="The key is disabled or pending deletion; Auto Scaling was seen to say the same where its role may not use the key.",
            ja="キーが無効または削除保留中です。Auto Scaling では、ロールにキーの使用が許可されていない場合にも同じ文言が見られます。",
        ),
        source="https://github.com/hashicorp/terraform-provider-aws/issues/39904",
    ),
    Message(
        id="volume-vanished",
        says=Symptom.KEY_DENIED,
        texts=("InvalidVolume.NotFound", "volume {id} does not exist"),
        beside=("createvolume", "creating", "ebs", "csi", "attachvolume"),
        paths=("ec2-run-instances-ebs-cmk",),
        meaning=Text(
            en="CreateVolume answers at once, and a volume whose key the caller may not use is removed again without a word.",
            ja="CreateVolume はすぐに成功を返しますが、呼び出し元がキーを使えない場合、ボリュームは何も示されずに削除されます。",
        ),
        source="https://github.com/kubernetes-sigs/aws-ebs-csi-driver/issues/2685",
    ),
    Message(
        id="instance-stops-at-once",
        says=Symptom.KEY_DENIED,
        service="ec2.amazonaws.com",
        manner=Manner.USER,
        texts=(
            "pending state to stopped",
            "[Pending] から [Stopped]",
        ),
        beside=("kms", "ebs", "encrypted", "暗号化"),
        paths=("ec2-run-instances-ebs-cmk",),
        causes=(Candidate("grant-missing", 45),),
        meaning=Text(
            en="EC2 starts the instance, can't decrypt its volume and stops it: whoever starts it needs kms:CreateGrant on the volume's key.",
            ja="EC2 が起動を始めてもボリュームを復号できず、停止しています。起動する側に、ボリュームのキーの kms:CreateGrant が必要です。",
        ),
        source="https://repost.aws/knowledge-center/kms-iam-ec2-permission",
    ),
    Message(
        id="managed-key-not-shareable",
        says=Symptom.KEY_TYPE,
        texts=(
            "Snapshots encrypted with the AWS Managed CMK can't be shared",
            "Snapshots encrypted with the AWS managed key can't be shared",
            "Encrypted snapshots with Amazon EBS default key cannot be shared",
            "Encrypted snapshots with EBS default key cannot be shared",
            "encrypted with aws/{service} cannot be shared",
            "encrypted with the default {service} key can't be shared",
        ),
        paths=("ebs-snapshot-ami-share",),
        causes=(Candidate("aws-managed-key-for-other-account", 120),),
        meaning=Text(
            en="A snapshot under an AWS managed key can't leave its account: copy it under a customer managed key first.",
            ja="AWS マネージドキーで暗号化されたスナップショットは別アカウントと共有できません。先にカスタマーマネージドキーでコピーする必要があります。",
        ),
        source="https://docs.aws.amazon.com/aws-backup/latest/devguide/backup-dashboards.html",
    ),
)
