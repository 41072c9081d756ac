/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A record far larger than any real one, for figures. All of it is invented. */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* A searchset Bundle of @n DocumentReferences, each with what the Swiss profile asks for: contained
 * patient, professional, institution and role, codings with displays. (transfer full) */
GBytes *bench_documents_new (guint n);

G_END_DECLS
