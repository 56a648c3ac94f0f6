"""An acceptance test or more for each requirement, named by its id: given mail, when a day comes, then this is told."""
