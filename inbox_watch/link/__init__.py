"""Findings and statements in time order to applications and links; pure."""
