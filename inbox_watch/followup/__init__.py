"""Applications, links and today to standings: the silence clock, the one follow-up and its advice; pure."""
