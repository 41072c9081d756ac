#pragma once

#include "net-error.h"

G_BEGIN_DECLS

/* An error of @code with its usual sentence for the reader. */
GError *net_error_new            (NetError      code);

/* The error for a status that is no success. @retry_after: seconds, 0 when the answer names none. */
GError *net_error_new_for_status (guint         status,
                                  guint         retry_after);

/* What GIO, TLS, the resolver or libsoup reported, told as NET_ERROR. An error that already is one
 * of ours, or a cancelling, comes back as a copy. @skew: server time minus local time, 0 unknown. */
GError *net_error_from_transport (const GError         *cause,
                                  GTlsCertificate      *peer,         /* (nullable) */
                                  GTlsCertificateFlags  peer_errors,
                                  gint64                skew);

/* Whether @cause is the loss of a connection that did exist: a repetition may help. */
gboolean net_error_is_connection_loss (const GError *cause);

/* Setters of the details; no effect on errors of another domain. */
void    net_error_set_status      (GError *error, guint status);
void    net_error_set_traceparent (GError *error, const char *traceparent);
void    net_error_set_body        (GError *error, GBytes *body, const char *content_type);
void    net_error_set_retry_after (GError *error, guint seconds);
void    net_error_set_uri         (GError *error, const char *uri);

/* @cause told as @code: another sentence, the same details. */
GError *net_error_recast          (const GError *cause, NetError code);

G_END_DECLS
