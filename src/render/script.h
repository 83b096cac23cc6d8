/*
 * render/script.h - the writing system of a character.
 *
 * libharu sets one glyph after the other, from left to right. Scripts whose
 * letters join, stack, change places or run the other way (Arabic, Hebrew,
 * Devanagari ...) come out wrong even where a font has their glyphs; such
 * characters are never drawn. See layout_missing.c for what is done instead.
 */
#ifndef TUNEUP_RENDER_SCRIPT_H
#define TUNEUP_RENDER_SCRIPT_H

#include <stdbool.h>
#include <stdint.h>

/* "Arabic", "Chinese characters", "emoji and symbols"; never NULL. */
const char *script_name(uint32_t cp);
bool script_needs_shaping(uint32_t cp);

#endif
