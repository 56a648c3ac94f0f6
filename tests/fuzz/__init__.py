"""Mail that a fuzzer makes out of ours, judged and shown."""
