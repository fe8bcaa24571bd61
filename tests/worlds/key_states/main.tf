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
        Principal = { Service = "sns.amazonaws.com" }
        Action    = ["kms:Decrypt", "kms:GenerateDataKey*"]
        Resource  = "*"
      },
    ]
  })
}

resource "aws_kms_key" "old" {
  is_enabled = false
  policy     = local.policy
}

resource "aws_kms_alias" "old" {
  name          = "alias/old"
  target_key_id = aws_kms_key.old.id
}

resource "aws_kms_key" "new" {
  multi_region = true
  policy       = local.policy
}

resource "aws_kms_alias" "new" {
  for_each = toset(["new", "newer"])

  name          = "alias/${each.value}"
  target_key_id = aws_kms_key.new.arn
}

resource "aws_sns_topic" "orders" {
  name = "orders"
}

resource "aws_sqs_queue" "old_jobs" {
  name              = "old-jobs"
  kms_master_key_id = aws_kms_key.old.arn
}

resource "aws_sqs_queue" "new_jobs" {
  name              = "new-jobs"
  kms_master_key_id = aws_kms_alias.new["newer"].name
}

resource "aws_sqs_queue_policy" "old_jobs" {
  queue_url = aws_sqs_queue.old_jobs.id
  policy = jsonencode({
    Version = "2012-10-17"
    Statement = [{
      Effect    = "Allow"
      Principal = { Service = "sns.amazonaws.com" }
      Action    = "sqs:SendMessage"
      Resource  = aws_sqs_queue.old_jobs.arn
    }]
  })
}

resource "aws_sqs_queue_policy" "new_jobs" {
  queue_url = aws_sqs_queue.new_jobs.id
  policy = jsonencode({
    Version = "2012-10-17"
    Statement = [{
      Effect    = "Allow"
      Principal = { Service = "sns.amazonaws.com" }
      Action    = "sqs:SendMessage"
      Resource  = aws_sqs_queue.new_jobs.arn
    }]
  })
}

resource "aws_sns_topic_subscription" "jobs" {
  for_each = { old = aws_sqs_queue.old_jobs, new = aws_sqs_queue.new_jobs }

  topic_arn = aws_sns_topic.orders.arn
  protocol  = "sqs"
  endpoint  = each.value.arn
}
