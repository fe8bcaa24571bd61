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
  workers = toset(["inline", "attached", "bare"])
}

resource "aws_kms_key" "jobs" {
  policy = jsonencode({
    Version = "2012-10-17"
    Statement = [{
      Effect    = "Allow"
      Principal = { AWS = "arn:aws:iam::${data.aws_caller_identity.current.account_id}:root" }
      Action    = "kms:*"
      Resource  = "*"
    }]
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

data "aws_iam_policy_document" "decrypt" {
  statement {
    actions   = ["kms:Decrypt"]
    resources = [aws_kms_key.jobs.arn]
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
  for_each = local.workers

  name               = each.key
  assume_role_policy = data.aws_iam_policy_document.lambda.json
}

resource "aws_iam_role_policy_attachment" "reads_queues" {
  for_each = aws_iam_role.worker

  role       = each.value.name
  policy_arn = "arn:aws:iam::aws:policy/service-role/AWSLambdaSQSQueueExecutionRole"
}

resource "aws_iam_role_policy" "inline" {
  name   = "decrypt"
  role   = aws_iam_role.worker["inline"].id
  policy = data.aws_iam_policy_document.decrypt.json
}

resource "aws_iam_policy" "decrypt" {
  name   = "decrypt-jobs"
  policy = data.aws_iam_policy_document.decrypt.json
}

resource "aws_iam_role_policy_attachment" "attached" {
  role       = aws_iam_role.worker["attached"].name
  policy_arn = aws_iam_policy.decrypt.arn
}

resource "aws_lambda_function" "worker" {
  for_each = local.workers

  function_name = each.key
  role          = aws_iam_role.worker[each.key].arn
  runtime       = "python3.13"
  handler       = "index.handler"
  s3_bucket     = "releases"
  s3_key        = "worker.zip"
}

resource "aws_lambda_event_source_mapping" "worker" {
  for_each = aws_lambda_function.worker

  event_source_arn = aws_sqs_queue.jobs.arn
  function_name    = each.value.arn
}
