"""Condition operators: one comparer a file, the table of operators, and the evaluation of one test."""
