"""How the program runs by itself: lines of a crontab, units of systemd, an agent of launchd; text, pure."""
