"""Letters with which a name or a title begins, in any script; an expression holds them between square brackets."""

from __future__ import annotations

# Capitals of Latin, Greek and Cyrillic script.
CAPITALS = "A-ZÀ-ÖØ-ÞĀĂĄĆĈĊČĎĐĒĔĖĘĚĜĞĠĢĤĦĪĬĮİĶĹĻĽŁŃŅŇŌŎŐŒŔŖŘŚŜŞŠŢŤŪŬŮŰŲŴŶŸŹŻŽȘȚΑ-ΡΣ-ΫЀ-Я"
# Scripts without capitals: Hebrew, Arabic, those of India, Thai, Georgian, kana, Han and Hangul.
CASELESS = "א-תء-يٮ-ۓऄ-हঅ-হก-ฮเ-ไა-ჰぁ-ゖァ-ヺー㐀-䶿一-鿿가-힣"
