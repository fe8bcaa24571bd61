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

resource "aws_kms_key" "failures" {
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

resource "aws_kms_alias" "failures" {
  name          = "alias/failures"
  target_key_id = aws_kms_key.failures.key_id
}

resource "aws_sqs_queue" "dead" {
  name              = "dead"
  kms_master_key_id = aws_kms_key.failures.arn
}

resource "aws_sqs_queue" "jobs" {
  name                    = "jobs"
  sqs_managed_sse_enabled = true
}

resource "aws_sqs_queue_redrive_policy" "jobs" {
  queue_url = aws_sqs_queue.jobs.id
  redrive_policy = jsonencode({
    deadLetterTargetArn = aws_sqs_queue.dead.arn
    maxReceiveCount     = 5
  })
}

resource "aws_sqs_queue" "failed" {
  name              = "failed"
  kms_master_key_id = aws_kms_key.failures.key_id
}

resource "aws_sns_topic" "alerts" {
  name              = "failed-jobs"
  kms_master_key_id = "alias/aws/sns"
}

locals {
  reports = {
    mailer  = { action = "sqs:SendMessage", to = aws_sqs_queue.failed.arn }
    printer = { action = "sns:Publish", to = aws_sns_topic.alerts.arn }
  }
}

data "aws_iam_policy_document" "lambda" {
  statement {
    actions = ["sts:AssumeRole"]

    principals {
      type        = "Service"
      identifiers = ["lambda.amazonaws.com"]
    }
  }
}

resource "aws_iam_role" "worker" {
  for_each = local.reports

  name               = each.key
  assume_role_policy = data.aws_iam_policy_document.lambda.json
}

resource "aws_iam_role_policy" "report" {
  for_each = local.reports

  name = "report"
  role = aws_iam_role.worker[each.key].id
  policy = jsonencode({
    Version   = "2012-10-17"
    Statement = [{ Effect = "Allow", Action = each.value.action, Resource = each.value.to }]
  })
}

resource "aws_lambda_function" "worker" {
  for_each = local.reports

  function_name = each.key
  role          = aws_iam_role.worker[each.key].arn
  runtime       = "python3.13"
  handler       = "index.handler"
  s3_bucket     = "releases"
  s3_key        = "${each.key}.zip"
}

resource "aws_lambda_function_event_invoke_config" "worker" {
  for_each = local.reports

  function_name = aws_lambda_function.worker[each.key].function_name

  destination_config {
    on_failure {
      destination = each.value.to
    }
  }
}
