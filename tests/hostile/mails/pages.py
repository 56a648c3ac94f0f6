"""HTML that is deep, broken, hidden or wants to run."""

from __future__ import annotations

from functools import partial

from tests.hostile.mails.writing import BODY, Cases, text

_PAGES = {
    "200,000 open blocks": b"<div>" * 200_000,
    "open blocks and text": b"<div>a" * 40_000,
    "tables in tables": b"<table><tr><td>" * 20_000,
    "fonts in fonts": b"<font>" * 40_000,
    "links in links": b"<a href=x>" * 25_000,
    "formatting that is adopted": b"<b><i><u><p>" * 20_000,
    "lists in lists": b"<ul><li>" * 30_000,
    "end tags alone": b"</div>" * 40_000,
    "a million attributes": b"<a " + b"x " * 1_000_000,
    "tags that do not end": b"<a " * 80_000,
    "less-than signs": b"<" * 2_000_000,
    "ampersands": b"&" * 250_000,
    "entities": b"&lt;&#x202e;&#0;&#x110000;&nosuch;" * 7_000,
    "a comment that does not end": b"<!--" + b"-" * 250_000,
    "comments": b"<!---->" * 36_000,
    "a section that does not end": b"<![CDATA[" + b"]" * 250_000,
    "a declaration": b"<!DOCTYPE " + b"a" * 250_000,
    "hidden blocks in hidden blocks": b"<div style='display:none'>" * 9_000,
    "sizes of nothing": b"<p style='font-size:0'>" * 10_000,
    "a style of blanks": b"<p style='font-size:" + b" " * 200_000 + b"'>x",
    "a style of semicolons": b"<p style='" + b"display " * 30_000 + b"'>x",
    "nested sizes": b"<div style='font-size:0'><div style='font-size:9px'>" * 3_000,
    "a script": b"<script>alert(1)</script><img src=http://evil.example/p.gif onerror=alert(1)>" + BODY,
    "a style sheet": b"<style>@import url(http://evil.example)</style><style>" + b"a{" * 90_000,
    "a frame": b"<iframe srcdoc='<script>alert(1)</script>' src=//evil.example></iframe>" * 2_000,
    "another base": b"<base href=http://evil.example/><meta http-equiv=refresh content='0;url=//evil.example'>" + BODY,
    "pictures of formulas": b"<math><svg><mtext><foreignObject>" * 7_000,
    "templates": b"<template><select><template>" * 9_000,
    "forms": b"<form><button><input>" * 9_000,
    "an attribute of 200 kB": b"<a href='http://a.example/" + b"a" * 200_000 + b"'>x</a>",
    "ten thousand links": b"<a href='http://a.example/?x=1&amp;y=2'>x</a>" * 6_000,
    "blanks before a link": b"<a href" + b" " * 200_000 + b"=http://a.example/>",
    "an answer in an answer": b"<blockquote>" * 20_000 + BODY,
    "body in body": b"<html><body>" * 20_000,
    "nothing that is seen": b"<html style='display:none'><body style='display:none'>" + BODY,
    "NUL": b"<\x00p\x00>\x00" * 60_000,
    "octets": bytes(range(128, 256)) * 2_000,
    "lines": b"<br>" * 60_000,
    "rulers": b"<hr>" * 60_000,
    "cells": b"<td>" * 60_000,
    "turned round": "<p>\u202e\u2066abc</p>".encode() * 15_000,
}


def cases() -> Cases:
    """Hostile pages, as pages, and one in three also as plain text."""
    for number, (name, page) in enumerate(_PAGES.items()):
        yield name, partial(text, page, b"; charset=utf-8", kind=b"html")
        if number % 3 == 0:
            yield f"{name}, as plain text", partial(text, b"<html>" + page, b"; charset=utf-8")
