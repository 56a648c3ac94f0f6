"""Standings in, words and pictures out; pure. Every text a sender controls passes `clean` on its way."""
