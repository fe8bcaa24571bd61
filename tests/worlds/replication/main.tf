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

resource "aws_kms_key" "here" {
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

resource "aws_kms_alias" "here" {
  name          = "alias/here"
  target_key_id = aws_kms_key.here.key_id
}

data "aws_iam_policy_document" "there_key" {
  statement {
    actions   = ["kms:*"]
    resources = ["*"]

    principals {
      type        = "AWS"
      identifiers = ["arn:aws:iam::${data.aws_caller_identity.current.account_id}:root"]
    }
  }
}

resource "aws_kms_key" "there" {
  policy = data.aws_iam_policy_document.there_key.json
}

resource "aws_kms_alias" "there" {
  name          = "alias/there"
  target_key_id = aws_kms_key.there.key_id
}

resource "aws_iam_role" "replication" {
  name = "replication"
  assume_role_policy = jsonencode({
    Version = "2012-10-17"
    Statement = [{
      Effect    = "Allow"
      Principal = { Service = "s3.amazonaws.com" }
      Action    = "sts:AssumeRole"
    }]
  })
}

data "aws_iam_policy_document" "replicate" {
  statement {
    actions   = ["s3:GetReplicationConfiguration", "s3:ListBucket"]
    resources = [aws_s3_bucket.here.arn]
  }

  statement {
    actions   = ["s3:GetObjectVersionForReplication", "s3:GetObjectVersionAcl", "s3:GetObjectVersionTagging"]
    resources = ["${aws_s3_bucket.here.arn}/*"]
  }

  statement {
    actions   = ["s3:ReplicateObject", "s3:ReplicateDelete", "s3:ReplicateTags"]
    resources = ["${aws_s3_bucket.there.arn}/*"]
  }

  statement {
    actions   = ["kms:Decrypt"]
    resources = [aws_kms_key.here.arn]
  }
}

resource "aws_iam_role_policy" "replicate" {
  name   = "replicate"
  role   = aws_iam_role.replication.id
  policy = data.aws_iam_policy_document.replicate.json
}

resource "aws_s3_bucket" "here" {
  bucket = "acme-here"
}

resource "aws_s3_bucket" "there" {
  bucket = "acme-there"
}

resource "aws_s3_bucket_versioning" "both" {
  for_each = { here = aws_s3_bucket.here.id, there = aws_s3_bucket.there.id }

  bucket = each.value

  versioning_configuration {
    status = "Enabled"
  }
}

resource "aws_s3_bucket_server_side_encryption_configuration" "here" {
  bucket = aws_s3_bucket.here.id

  rule {
    apply_server_side_encryption_by_default {
      sse_algorithm     = "aws:kms"
      kms_master_key_id = aws_kms_key.here.arn
    }
  }
}

resource "aws_s3_bucket_server_side_encryption_configuration" "there" {
  bucket = aws_s3_bucket.there.id

  rule {
    bucket_key_enabled = true

    apply_server_side_encryption_by_default {
      sse_algorithm     = "aws:kms"
      kms_master_key_id = aws_kms_key.there.arn
    }
  }
}

resource "aws_s3_bucket_replication_configuration" "all" {
  bucket = aws_s3_bucket.here.id
  role   = aws_iam_role.replication.arn

  rule {
    id       = "all"
    status   = "Enabled"
    priority = 0

    filter {
      prefix = ""
    }

    delete_marker_replication {
      status = "Disabled"
    }

    source_selection_criteria {
      sse_kms_encrypted_objects {
        status = "Enabled"
      }
    }

    destination {
      bucket = aws_s3_bucket.there.arn

      encryption_configuration {
        replica_kms_key_id = aws_kms_key.there.arn
      }
    }
  }

  depends_on = [aws_s3_bucket_versioning.both]
}
