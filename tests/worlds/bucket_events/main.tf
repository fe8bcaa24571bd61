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
  bucket = "acme-uploads"
}

data "aws_iam_policy_document" "key" {
  statement {
    actions   = ["kms:*"]
    resources = ["*"]

    principals {
      type        = "AWS"
      identifiers = ["arn:aws:iam::${data.aws_caller_identity.current.account_id}:root"]
    }
  }

  statement {
    actions   = ["kms:Decrypt", "kms:GenerateDataKey*"]
    resources = ["*"]

    principals {
      type        = "Service"
      identifiers = ["s3.amazonaws.com"]
    }
  }
}

resource "aws_kms_key" "uploads" {
  policy = data.aws_iam_policy_document.key.json
}

resource "aws_kms_alias" "uploads" {
  name          = "alias/uploads"
  target_key_id = aws_kms_key.uploads.key_id
}

resource "aws_sqs_queue" "new_uploads" {
  name              = "new-uploads"
  kms_master_key_id = aws_kms_key.uploads.arn
}

resource "aws_sns_topic" "removed" {
  name              = "removed"
  kms_master_key_id = "alias/aws/sns"
}

resource "aws_sqs_queue_policy" "new_uploads" {
  queue_url = aws_sqs_queue.new_uploads.id
  policy = jsonencode({
    Version = "2012-10-17"
    Statement = [{
      Effect    = "Allow"
      Principal = { Service = "s3.amazonaws.com" }
      Action    = "sqs:SendMessage"
      Resource  = aws_sqs_queue.new_uploads.arn
      Condition = { ArnLike = { "aws:SourceArn" = "arn:aws:s3:::${local.bucket}" } }
    }]
  })
}

resource "aws_sns_topic_policy" "removed" {
  arn = aws_sns_topic.removed.arn
  policy = jsonencode({
    Version = "2012-10-17"
    Statement = [{
      Effect    = "Allow"
      Principal = { Service = "s3.amazonaws.com" }
      Action    = "sns:Publish"
      Resource  = aws_sns_topic.removed.arn
    }]
  })
}

resource "aws_s3_bucket" "uploads" {
  bucket = local.bucket
}

resource "aws_s3_bucket_server_side_encryption_configuration" "uploads" {
  bucket = aws_s3_bucket.uploads.id

  rule {
    bucket_key_enabled = true

    apply_server_side_encryption_by_default {
      sse_algorithm     = "aws:kms"
      kms_master_key_id = aws_kms_key.uploads.arn
    }
  }
}

resource "aws_s3_bucket_notification" "uploads" {
  bucket = aws_s3_bucket.uploads.id

  queue {
    queue_arn = aws_sqs_queue.new_uploads.arn
    events    = ["s3:ObjectCreated:*"]
  }

  topic {
    topic_arn = aws_sns_topic.removed.arn
    events    = ["s3:ObjectRemoved:*"]
  }

  depends_on = [aws_sqs_queue_policy.new_uploads, aws_sns_topic_policy.removed]
}

data "aws_iam_policy_document" "uploads" {
  statement {
    effect    = "Deny"
    actions   = ["s3:*"]
    resources = [aws_s3_bucket.uploads.arn, "${aws_s3_bucket.uploads.arn}/*"]

    principals {
      type        = "*"
      identifiers = ["*"]
    }

    condition {
      test     = "Bool"
      variable = "aws:SecureTransport"
      values   = ["false"]
    }
  }
}

resource "aws_s3_bucket_policy" "uploads" {
  bucket = aws_s3_bucket.uploads.id
  policy = data.aws_iam_policy_document.uploads.json
}
