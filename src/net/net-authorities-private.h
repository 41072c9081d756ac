#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

#define NET_TYPE_AUTHORITIES (net_authorities_get_type ())

/* The system's certificate authorities and those a clinic adds. A certificate is good when one of
 * the two knows its issuer; every other check is made by either, and none can be left out. */
G_DECLARE_FINAL_TYPE (NetAuthorities, net_authorities, NET, AUTHORITIES, GTlsDatabase)

NetAuthorities *net_authorities_new (GTlsDatabase    *first);

/* @pem_path: absolute. Fails when the file holds no certificate. */
gboolean        net_authorities_add (NetAuthorities  *self,
                                     const char      *pem_path,
                                     GError         **error);

G_END_DECLS
