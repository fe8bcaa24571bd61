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

resource "aws_kms_key" "jobs" {
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

resource "aws_kms_alias" "jobs" {
  name          = "alias/jobs"
  target_key_id = aws_kms_key.jobs.key_id
}

resource "aws_sqs_queue" "jobs" {
  name              = "jobs"
  kms_master_key_id = aws_kms_key.jobs.arn
}

resource "aws_iam_policy" "boundary" {
  name = "workload-boundary"
  policy = jsonencode({
    Version = "2012-10-17"
    Statement = [{
      Effect   = "Allow"
      Action   = ["sqs:*", "logs:*"]
      Resource = "*"
    }]
  })
}

data "aws_iam_policy_document" "trust" {
  statement {
    actions = ["sts:AssumeRole"]

    principals {
      type        = "Service"
      identifiers = ["lambda.amazonaws.com"]
    }
  }
}

data "aws_iam_policy_document" "read" {
  statement {
    actions   = ["sqs:ReceiveMessage", "sqs:DeleteMessage", "sqs:GetQueueAttributes"]
    resources = [aws_sqs_queue.jobs.arn]
  }

  statement {
    actions   = ["kms:Decrypt"]
    resources = [aws_kms_key.jobs.arn]
  }
}

locals {
  workers = { bounded = aws_iam_policy.boundary.arn, free = null }
}

resource "aws_iam_role" "worker" {
  for_each = local.workers

  name                 = each.key
  assume_role_policy   = data.aws_iam_policy_document.trust.json
  permissions_boundary = each.value
}

resource "aws_iam_role_policy" "read" {
  for_each = local.workers

  name   = "read"
  role   = aws_iam_role.worker[each.key].name
  policy = data.aws_iam_policy_document.read.json
}

resource "aws_lambda_function" "worker" {
  for_each = local.workers

  function_name = each.key
  role          = aws_iam_role.worker[each.key].arn
  runtime       = "python3.13"
  handler       = "index.handler"
  s3_bucket     = "releases"
  s3_key        = "${each.key}.zip"
}

resource "aws_lambda_event_source_mapping" "worker" {
  for_each = local.workers

  event_source_arn = aws_sqs_queue.jobs.arn
  function_name    = aws_lambda_function.worker[each.key].function_name
}
