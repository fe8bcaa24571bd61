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

locals {
  workers = {
    free  = {}
    bound = { "aws:sqs:arn" = aws_sqs_queue.jobs.arn }
  }
}

resource "aws_iam_role" "worker" {
  for_each = local.workers

  name = each.key
  assume_role_policy = jsonencode({
    Version = "2012-10-17"
    Statement = [{
      Effect    = "Allow"
      Principal = { Service = "lambda.amazonaws.com" }
      Action    = "sts:AssumeRole"
    }]
  })
}

resource "aws_iam_role_policy_attachment" "worker" {
  for_each = local.workers

  role       = aws_iam_role.worker[each.key].name
  policy_arn = "arn:aws:iam::aws:policy/service-role/AWSLambdaSQSQueueExecutionRole"
}

resource "aws_kms_grant" "worker" {
  for_each = local.workers

  name              = each.key
  key_id            = aws_kms_key.jobs.key_id
  grantee_principal = aws_iam_role.worker[each.key].arn
  operations        = ["Decrypt"]

  dynamic "constraints" {
    for_each = length(each.value) > 0 ? [each.value] : []

    content {
      encryption_context_subset = constraints.value
    }
  }
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
  function_name    = aws_lambda_function.worker[each.key].arn
}
