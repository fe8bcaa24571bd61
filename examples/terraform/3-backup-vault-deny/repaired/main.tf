terraform {
  required_providers {
    aws = {
      source  = "hashicorp/aws"
      version = "5.100.0"
    }
  }
}

provider "aws" {
  region = "ap-northeast-1"
}

data "aws_caller_identity" "current" {}

locals {
  account = "arn:aws:iam::${data.aws_caller_identity.current.account_id}"
}

data "aws_iam_policy_document" "vault_key" {
  statement {
    sid       = "EnableIAMPolicies"
    actions   = ["kms:*"]
    resources = ["*"]

    principals {
      type        = "AWS"
      identifiers = ["${local.account}:root"]
    }
  }

  statement {
    sid       = "NobodyElse"
    effect    = "Deny"
    actions   = ["kms:*"]
    resources = ["*"]

    principals {
      type        = "*"
      identifiers = ["*"]
    }

    condition {
      test     = "StringNotEquals"
      variable = "aws:PrincipalArn"
      values   = ["${local.account}:user/backup-admin"]
    }

    condition {
      test     = "BoolIfExists"
      variable = "aws:PrincipalIsAWSService"
      values   = ["false"]
    }
  }
}

resource "aws_kms_key" "vault" {
  description         = "Encrypts the backups of the orders"
  enable_key_rotation = true
  policy              = data.aws_iam_policy_document.vault_key.json
}

resource "aws_backup_vault" "vault" {
  name        = "orders-tf-repaired"
  kms_key_arn = aws_kms_key.vault.arn
}

resource "aws_dynamodb_table" "orders" {
  name         = "orders-tf-repaired"
  billing_mode = "PAY_PER_REQUEST"
  hash_key     = "id"

  attribute {
    name = "id"
    type = "S"
  }
}

resource "aws_backup_plan" "daily" {
  name = "orders-tf-repaired"

  rule {
    rule_name         = "daily"
    target_vault_name = aws_backup_vault.vault.name
    schedule          = "cron(0 3 * * ? *)"

    lifecycle {
      delete_after = 35
    }
  }
}

resource "aws_backup_selection" "orders_daily" {
  name         = "orders"
  plan_id      = aws_backup_plan.daily.id
  iam_role_arn = "${local.account}:role/service-role/AWSBackupDefaultServiceRole"
  resources    = [aws_dynamodb_table.orders.arn]
}
