#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* A form or query (name=value&…) under construction that may hold secrets: every buffer it has used
 * is wiped. Names and values are percent-encoded, a blank as %20. */
typedef struct _NetForm NetForm;

NetForm *net_form_new        (void);
void     net_form_free       (NetForm *self);
void     net_form_add        (NetForm *self, const char *name, const char *value);
/* name, value, name, value …, NULL; @fields may be NULL. */
void     net_form_add_fields (NetForm *self, const char *const *fields);
/* The text so far. (transfer none) */
const char *net_form_peek    (NetForm *self);
/* Ends @self; the bytes are wiped with their last reference. */
GBytes  *net_form_to_bytes   (NetForm *self);

/* "Basic …" of RFC 6749, section 2.3.1: both parts form-encoded (R-IUA-9). Free with net_secret_free(). */
char    *net_form_basic_credentials (const char *client_id, const char *client_secret);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (NetForm, net_form_free)

G_END_DECLS
