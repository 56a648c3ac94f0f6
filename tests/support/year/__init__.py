"""One year of job-search mail with known truth, made from a seed."""
