"""Results of scanners -> findings: each scanner's own JSON, and SARIF."""
