module "alerts" {
  source = "./mod"
  name   = "a"
}

resource "aws_kms_key" "logs" {
  policy = jsonencode({
    Version = "2012-10-17"
    Statement = [
      { Effect = "Allow", Principal = { AWS = "arn:aws:iam::${data.aws_caller_identity.current.account_id}:root" }, Action = "kms:*", Resource = "*" },
      {
        Sid       = "Alarms"
        Effect    = "Allow"
        Principal = { Service = "cloudwatch.amazonaws.com" }
        Action    = ["kms:Decrypt", "kms:GenerateDataKey*"]
        Resource  = "*"
        Condition = {
          StringEquals = { "aws:PrincipalOrgID" = "o-1234567890" }
        }
      },
    ]
  })
}

resource "aws_sns_topic" "logs" {
  name              = "logs"
  kms_master_key_id = aws_kms_key.logs.arn
}

resource "aws_cloudwatch_metric_alarm" "logs" {
  alarm_name          = "logs"
  comparison_operator = "GreaterThanThreshold"
  evaluation_periods  = 2
  metric_name         = "CPUUtilization"
  namespace           = "AWS/EC2"
  period              = 300
  statistic           = "Average"
  threshold           = 80
  alarm_actions       = [aws_sns_topic.logs.arn]
}

resource "aws_s3_bucket" "up" { bucket = "uploads-1" }

resource "aws_s3_bucket_server_side_encryption_configuration" "up" {
  bucket = aws_s3_bucket.up.id
  rule {
    apply_server_side_encryption_by_default {
      sse_algorithm = "aws:kms"
    }
  }
}

resource "aws_s3_bucket" "site" { bucket = "site-1" }

resource "aws_s3_bucket_logging" "site" {
  bucket        = aws_s3_bucket.site.id
  target_bucket = aws_s3_bucket.up.id
  target_prefix = "log/"
}

resource "aws_sqs_queue" "own" {
  name = "own"
}

resource "aws_sns_topic" "src" {
  name = "src"
}

resource "aws_sns_topic" "other" {
  name = "other"
}

resource "aws_sqs_queue_policy" "own" {
  queue_url = aws_sqs_queue.own.id
  policy = jsonencode({
    Version = "2012-10-17"
    Statement = [{
      Effect    = "Allow"
      Principal = { Service = "sns.amazonaws.com" }
      Action    = "sqs:SendMessage"
      Resource  = aws_sqs_queue.own.arn
      Condition = { ArnEquals = { "aws:SourceArn" = aws_sns_topic.other.arn } }
    }]
  })
}

resource "aws_sns_topic_subscription" "own" {
  topic_arn = aws_sns_topic.src.arn
  protocol  = "sqs"
  endpoint  = aws_sqs_queue.own.arn
}
