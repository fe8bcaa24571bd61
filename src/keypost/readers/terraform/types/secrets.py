"""Secrets Manager: secrets, their policies and rotation."""

from keypost.readers.terraform.types.declare import OWN_POLICY, Part, Type, Types, policy, text

SECRETS: Types = {
    "aws_secretsmanager_secret": Type(
        "AWS::SecretsManager::Secret",
        {"Name": text("name"), "KmsKeyId": "kms_key_id", OWN_POLICY: policy("policy")},
        gives={"id": "{Arn}", "name": "{Name}"},
    ),
    "aws_secretsmanager_secret_policy": Type(
        parts=(
            Part(
                "AWS::SecretsManager::Secret",
                by="secret_arn",
                properties={OWN_POLICY: policy("policy")},
                guards=True,
            ),
        )
    ),
    "aws_secretsmanager_secret_rotation": Type(
        "AWS::SecretsManager::RotationSchedule",
        {"SecretId": "secret_id", "RotationLambdaARN": "rotation_lambda_arn"},
    ),
}
