#pragma once

#include "epr-error.h"
#include "net-client.h"

G_BEGIN_DECLS

/* "200 https://host/path, 00-…": where an answer came from, for messages. No query. (transfer full) */
char *epr_answer_where     (NetResponse *response, const char *uri);

/* Takes @cause, an error of reading @body, and tells it as EPR_ERROR with @where. */
void  epr_answer_set_error (GError **error, GError *cause, GBytes *body, const char *where);

G_END_DECLS
