terraform {
  required_providers {
    aws = {
      source  = "hashicorp/aws"
      version = "5.100.0"
    }
  }
}

provider "aws" {
  region = "eu-west-1"
}

data "aws_caller_identity" "current" {}

resource "aws_kms_key" "logs" {
  policy = jsonencode({
    Version = "2012-10-17"
    Statement = [
      {
        Effect    = "Allow"
        Principal = { AWS = "arn:aws:iam::${data.aws_caller_identity.current.account_id}:root" }
        Action    = "kms:*"
        Resource  = "*"
      },
      {
        Effect    = "Allow"
        Principal = { Service = "logging.s3.amazonaws.com" }
        Action    = ["kms:Decrypt", "kms:GenerateDataKey*"]
        Resource  = "*"
      },
    ]
  })
}

resource "aws_kms_alias" "logs" {
  name          = "alias/access-logs"
  target_key_id = aws_kms_key.logs.key_id
}

locals {
  logs = {
    sealed = { algorithm = "aws:kms", key = aws_kms_key.logs.arn }
    plain  = { algorithm = "AES256", key = null }
  }
  sites = { website = "sealed", shop = "plain" }
}

resource "aws_s3_bucket" "logs" {
  for_each = local.logs

  bucket = "acme-logs-${each.key}"
}

resource "aws_s3_bucket_server_side_encryption_configuration" "logs" {
  for_each = local.logs

  bucket = aws_s3_bucket.logs[each.key].id

  rule {
    apply_server_side_encryption_by_default {
      sse_algorithm     = each.value.algorithm
      kms_master_key_id = each.value.key
    }
  }
}

resource "aws_s3_bucket_policy" "logs" {
  for_each = aws_s3_bucket.logs

  bucket = each.value.id
  policy = jsonencode({
    Version = "2012-10-17"
    Statement = [{
      Effect    = "Allow"
      Principal = { Service = "logging.s3.amazonaws.com" }
      Action    = "s3:PutObject"
      Resource  = "${each.value.arn}/*"
    }]
  })
}

resource "aws_s3_bucket" "site" {
  for_each = local.sites

  bucket = "acme-${each.key}"
}

resource "aws_s3_bucket_logging" "site" {
  for_each = local.sites

  bucket        = aws_s3_bucket.site[each.key].id
  target_bucket = aws_s3_bucket.logs[each.value].id
  target_prefix = "${each.key}/"
}
