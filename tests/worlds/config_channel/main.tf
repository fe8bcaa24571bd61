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

locals {
  account = data.aws_caller_identity.current.account_id
}

resource "aws_kms_key" "config" {
  policy = jsonencode({
    Version = "2012-10-17"
    Statement = [
      {
        Effect    = "Allow"
        Principal = { AWS = "arn:aws:iam::${data.aws_caller_identity.current.account_id}:root" }
        Action    = "kms:*"
        Resource  = "*"
      },
    ]
  })
}

resource "aws_kms_alias" "config" {
  name          = "alias/config"
  target_key_id = aws_kms_key.config.key_id
}

resource "aws_s3_bucket" "history" {
  bucket = "acme-config"
}

resource "aws_s3_bucket_policy" "history" {
  bucket = aws_s3_bucket.history.id
  policy = jsonencode({
    Version = "2012-10-17"
    Statement = [
      {
        Effect    = "Allow"
        Principal = { Service = "config.amazonaws.com" }
        Action    = ["s3:GetBucketAcl", "s3:ListBucket"]
        Resource  = aws_s3_bucket.history.arn
      },
      {
        Effect    = "Allow"
        Principal = { Service = "config.amazonaws.com" }
        Action    = "s3:PutObject"
        Resource  = "${aws_s3_bucket.history.arn}/AWSLogs/${local.account}/Config/*"
      },
    ]
  })
}

resource "aws_sns_topic" "changes" {
  name = "config-changes"
}

resource "aws_sns_topic_policy" "changes" {
  arn = aws_sns_topic.changes.arn
  policy = jsonencode({
    Version = "2012-10-17"
    Statement = [{
      Effect    = "Allow"
      Principal = { Service = "config.amazonaws.com" }
      Action    = "sns:Publish"
      Resource  = aws_sns_topic.changes.arn
    }]
  })
}

resource "aws_iam_role" "recorder" {
  name = "recorder"
  assume_role_policy = jsonencode({
    Version = "2012-10-17"
    Statement = [{
      Effect    = "Allow"
      Principal = { Service = "config.amazonaws.com" }
      Action    = "sts:AssumeRole"
    }]
  })
}

data "aws_iam_policy_document" "deliver" {
  statement {
    actions   = ["s3:GetBucketAcl"]
    resources = [aws_s3_bucket.history.arn]
  }

  statement {
    actions   = ["s3:PutObject"]
    resources = ["${aws_s3_bucket.history.arn}/AWSLogs/${local.account}/*"]
  }

  statement {
    actions   = ["sns:Publish"]
    resources = [aws_sns_topic.changes.arn]
  }
}

resource "aws_iam_role_policy" "deliver" {
  name   = "deliver"
  role   = aws_iam_role.recorder.name
  policy = data.aws_iam_policy_document.deliver.json
}

resource "aws_config_configuration_recorder" "this" {
  role_arn = aws_iam_role.recorder.arn

  recording_group {
    all_supported = true
  }
}

resource "aws_config_delivery_channel" "this" {
  s3_bucket_name = aws_s3_bucket.history.bucket
  s3_kms_key_arn = aws_kms_key.config.arn
  sns_topic_arn  = aws_sns_topic.changes.arn

  depends_on = [aws_config_configuration_recorder.this]
}
