/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* A target is one file that defines this function and one line in meson.build. Foreign bytes go in,
 * in memory of exactly their size; nothing may come out but a value or a GError. Warnings and
 * criticals end the program, as a sanitizer's finding does. */
void fuzz_one (GBytes *bytes);

/* @bytes with a NUL behind them, for parsers of text. (transfer full) */
char *fuzz_text (GBytes *bytes);

G_END_DECLS
