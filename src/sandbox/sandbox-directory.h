#pragma once

#include "sandbox-exchange.h"

G_BEGIN_DECLS

/* ITI-90 (mCSD): search by GET and by POST _search, pages, reads; of Practitioner, PractitionerRole and Organization. The open
 * gateway has none of it (section 13). */
void sandbox_directory_search (SandboxExchange *exchange);
void sandbox_directory_read   (SandboxExchange *exchange);

G_END_DECLS
