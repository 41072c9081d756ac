#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* Bytes from the kernel's generator, fit for keys. */
void    net_random_fill        (void       *buffer,
                                gsize       length);

/* @n_bytes random bytes in base64url (RFC 4648, section 5, no padding). */
char   *net_random_text        (gsize       n_bytes);

char   *net_base64url_encode   (const void *data,
                                gsize       length);

/* NULL when @text is no base64url; @length of it, padding not allowed. */
guint8 *net_base64url_decode   (const char *text,
                                gssize      length,
                                gsize      *out_length);

/* Compares in a time that does not depend on where the texts differ. */
gboolean net_secret_equal      (const char *a,
                                const char *b);

/* Bytes that are wiped with the last reference. Takes @text. */
GBytes *net_secret_bytes_take  (char       *text,
                                gsize       length);

G_END_DECLS
