"""Mail that claims to come from somebody else."""
