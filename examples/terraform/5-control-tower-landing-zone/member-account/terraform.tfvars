organization_id = "o-a1b2c3d4e5"
key_arn         = "arn:aws:kms:ap-northeast-1:567890123456:key/1234abcd-12ab-34cd-56ef-1234567890ab"
