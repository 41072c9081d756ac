#pragma once

#include "sandbox-exchange.h"

G_BEGIN_DECLS

/* A search for documents (7.1): its parameters understood, and applied to one entry after the other
 * of the one patient it is about. */
typedef struct _SandboxSearch SandboxSearch;

/* Reads @form; NULL with the fault in words. Parameters that are not known are faults when the
 * community is strict or @handling_strict, else warnings. (transfer full) */
SandboxSearch *sandbox_search_read        (SandboxCommunity *community, const SandboxForm *form,
                                           gboolean handling_strict, char **fault);
void           sandbox_search_free        (SandboxSearch *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (SandboxSearch, sandbox_search_free)

/* system and value of patient.identifier */
const char    *sandbox_search_get_system  (SandboxSearch *self);
const char    *sandbox_search_get_value   (SandboxSearch *self);
guint          sandbox_search_get_count   (SandboxSearch *self);          /* _count; 0: not given */
gboolean       sandbox_search_is_backward (SandboxSearch *self);          /* oldest first */
GPtrArray     *sandbox_search_get_warnings (SandboxSearch *self);         /* (element-type char*) */
gboolean       sandbox_search_accepts     (SandboxSearch *self, SandboxCommunity *community, const SandboxDocument *document);

G_END_DECLS
