"""Reports for other programs: tables, a calendar, a flow, a log for an office. Pure; none opens a file."""
