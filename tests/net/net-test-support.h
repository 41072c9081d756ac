#pragma once

#include <libsoup/soup.h>

#include "net-client.h"

G_BEGIN_DECLS

/* A server in this process, on loopback and a free port, whose answers the test writes. */
typedef struct
{
  SoupServer *server;
  char       *base;       /* "http://127.0.0.1:port" */
  GPtrArray  *seen;       /* of SoupMessageHeaders, one for each request */
} TestServer;

TestServer *test_server_new  (SoupServerCallback handler, gpointer user_data);
/* Over TLS with @certificate; the address says "localhost". */
TestServer *test_server_new_tls (GTlsCertificate *certificate, SoupServerCallback handler, gpointer user_data);
void        test_server_free (TestServer *self);
char       *test_server_uri  (TestServer *self, const char *path);
const char *test_server_seen (TestServer *self, guint request, const char *header);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (TestServer, test_server_free)

/* Turns the main loop until @result is set; then it is stolen from there. */
GAsyncResult *test_wait      (GAsyncResult **result);
void          test_result_cb (GObject *object, GAsyncResult *result, gpointer user_data);

/* Sends and waits. Takes @request. */
NetResponse  *test_send      (NetClient *client, NetRequest *request, GCancellable *cancellable, GError **error);

typedef enum
{
  TEST_CERT_GOOD,
  TEST_CERT_OTHER_HOST,
  TEST_CERT_EXPIRED,
  TEST_CERT_FUTURE,
} TestCert;

/* A certificate of a made-up authority, made anew for each run. */
GTlsCertificate *test_certificate_new   (TestCert kind);
/* The authority as a PEM file in a temporary folder: (transfer full), delete it. */
char            *test_authority_to_file (void);

G_END_DECLS
