variable "name" {
  type = string
}

variable "topic_arn" {
  type = string
}

variable "queue_key" {
  description = "KMS key of the queue; without one SQS encrypts it with a key of its own"
  type        = string
  default     = null
}

variable "may_decrypt" {
  description = "Whether the consumer may use the queue's key"
  type        = bool
  default     = false
}

resource "aws_sqs_queue" "queue" {
  name_prefix                = "${var.name}-"
  kms_master_key_id          = var.queue_key
  sqs_managed_sse_enabled    = var.queue_key == null ? true : null
  visibility_timeout_seconds = 180
}

resource "aws_sqs_queue_policy" "queue" {
  queue_url = aws_sqs_queue.queue.id
  policy    = data.aws_iam_policy_document.queue.json
}

data "aws_iam_policy_document" "queue" {
  statement {
    sid       = "AllowOrders"
    actions   = ["sqs:SendMessage"]
    resources = [aws_sqs_queue.queue.arn]

    principals {
      type        = "Service"
      identifiers = ["sns.amazonaws.com"]
    }

    condition {
      test     = "ArnEquals"
      variable = "aws:SourceArn"
      values   = [var.topic_arn]
    }
  }
}

resource "aws_sns_topic_subscription" "queue" {
  topic_arn = var.topic_arn
  protocol  = "sqs"
  endpoint  = aws_sqs_queue.queue.arn
}

resource "aws_iam_role" "consumer" {
  name_prefix        = "${var.name}-"
  assume_role_policy = data.aws_iam_policy_document.lambda.json
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

resource "aws_iam_role_policy_attachment" "consumer" {
  role       = aws_iam_role.consumer.name
  policy_arn = "arn:aws:iam::aws:policy/service-role/AWSLambdaSQSQueueExecutionRole"
}

resource "aws_iam_role_policy" "read_encrypted_queue" {
  count = var.may_decrypt ? 1 : 0

  name = "read-encrypted-queue"
  role = aws_iam_role.consumer.id
  policy = jsonencode({
    Version = "2012-10-17"
    Statement = [{
      Effect   = "Allow"
      Action   = "kms:Decrypt"
      Resource = var.queue_key
    }]
  })
}

resource "aws_lambda_function" "consumer" {
  function_name = var.name
  role          = aws_iam_role.consumer.arn
  runtime       = "python3.13"
  handler       = "index.handler"
  timeout       = 30
  s3_bucket     = "releases"
  s3_key        = "${var.name}.zip"
}

resource "aws_lambda_event_source_mapping" "consumer" {
  event_source_arn = aws_sqs_queue.queue.arn
  function_name    = aws_lambda_function.consumer.arn
}
