/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "epr-test-support.h"

#include "epr-oids.h"

#include <string.h>

typedef struct
{
  guint status;
  char *type;
  char *body;
} Answer;

static void
answer_free (Answer *answer)
{
  g_free (answer->type);
  g_free (answer->body);
  g_free (answer);
}

static void
seen_free (SeenRequest *seen)
{
  g_free (seen->method);
  g_free (seen->path);
  g_free (seen->query);
  g_free (seen->body);
  soup_message_headers_unref (seen->headers);
  g_free (seen);
}

static void
redirect (SoupServerMessage *message,
          GHashTable        *query)
{
  g_autofree char *location = g_strdup_printf ("%s?code=c&state=%s", (char *) g_hash_table_lookup (query, "redirect_uri"),
                                               (char *) g_hash_table_lookup (query, "state"));

  soup_server_message_set_redirect (message, 302, location);
}

static void
give_token (Community         *self,
            SoupServerMessage *message)
{
  g_autofree char *body = g_strdup_printf ("{\"token_type\":\"Bearer\",\"access_token\":\"token-%u\",\"expires_in\":300,\"scope\":\"%s\"}",
                                           ++self->n_tokens, self->granted_scope != NULL ? self->granted_scope : "");

  soup_server_message_set_status (message, 200, NULL);
  soup_server_message_set_response (message, "application/json", SOUP_MEMORY_COPY, body, strlen (body));
}

static void
remember (Community         *self,
          SoupServerMessage *message,
          const char        *path)
{
  SoupMessageBody *body = soup_server_message_get_request_body (message);
  g_autoptr(GBytes) bytes = soup_message_body_flatten (body);
  SeenRequest *seen = g_new0 (SeenRequest, 1);

  seen->method = g_strdup (soup_server_message_get_method (message));
  seen->path = g_strdup (path);
  seen->query = g_strdup (g_uri_get_query (soup_server_message_get_uri (message)));
  seen->body = g_strndup (g_bytes_get_data (bytes, NULL), g_bytes_get_size (bytes));
  seen->headers = soup_message_headers_ref (soup_server_message_get_request_headers (message));
  g_ptr_array_add (self->requests, seen);
}

static void
handle (SoupServer        *server,
        SoupServerMessage *message,
        const char        *path,
        GHashTable        *query,
        gpointer           user_data)
{
  Community       *self = user_data;
  g_autofree char *key = g_strconcat (soup_server_message_get_method (message), " ", path, NULL);
  Answer          *answer = g_hash_table_lookup (self->answers, key);

  remember (self, message, path);
  if (answer != NULL)
    {
      soup_server_message_set_status (message, answer->status, NULL);
      soup_server_message_set_response (message, answer->type, SOUP_MEMORY_COPY, answer->body, strlen (answer->body));
    }
  else if (g_str_equal (path, "/authorize"))
    redirect (message, query);
  else if (g_str_equal (path, "/token"))
    give_token (self, message);
  else
    soup_server_message_set_status (message, 404, NULL);
}

Community *
community_new (void)
{
  Community *self = g_new0 (Community, 1);

  self->answers = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, (GDestroyNotify) answer_free);
  self->requests = g_ptr_array_new_with_free_func ((GDestroyNotify) seen_free);
  self->server = test_server_new (handle, self);

  return self;
}

void
community_free (Community *self)
{
  test_server_free (self->server);
  g_hash_table_unref (self->answers);
  g_ptr_array_unref (self->requests);
  g_free (self);
}

void
community_answer (Community  *self,
                  const char *request,
                  guint       status,
                  const char *type,
                  const char *body)
{
  g_auto(GStrv) parts = g_strsplit (body, "%BASE%", -1);
  Answer *answer = g_new0 (Answer, 1);

  answer->status = status;
  answer->type = g_strdup (type);
  answer->body = g_strjoinv (self->server->base, parts);
  g_hash_table_replace (self->answers, g_strdup (request), answer);
}

gboolean
community_answer_file (Community  *self,
                       const char *request,
                       const char *file)
{
  g_autofree char *body = fixture_read (file);

  if (body == NULL)
    return FALSE;

  community_answer (self, request, 200, "application/fhir+json", body);

  return TRUE;
}

SeenRequest *
community_nth (Community *self,
               guint      n)
{
  for (guint i = 0; i < self->requests->len; i++)
    {
      SeenRequest *seen = g_ptr_array_index (self->requests, i);

      if (g_str_has_prefix (seen->path, "/fhir") && n-- == 0)
        return seen;
    }

  return NULL;
}

guint
community_count (Community *self)
{
  guint n = 0;

  while (community_nth (self, n) != NULL)
    n++;

  return n;
}

void
community_wait (GAsyncResult **result)
{
  while (*result == NULL)
    g_main_context_iteration (NULL, TRUE);
}

EprCommunity *
community_settings (Community  *self,
                    const char *profile,
                    const char *more)
{
  g_autofree char *data = NULL;
  g_autoptr(GError) error = NULL;
  EprCommunity *settings;

  data = g_strdup_printf ("[community]\nid=test\nname=Test\nprofile=%s\ntraining=true\n"
                          "[url]\nbase=%s/fhir\nallow-loopback-http=true\n"
                          "[oids]\nmpi-authority=" MPI_OID "\n"
                          "[iua]\nclient-id=cabinet\nclient-auth=none\nsign-token-requests=false\n"
                          "authorize=%s/authorize\ntoken=%s/token\n%s%s",
                          profile, self->server->base, self->server->base, self->server->base,
                          g_str_equal (profile, "fhir-r4") ? "" : "flow=brokered\n", more != NULL ? more : "");
  settings = epr_community_new_from_data (data, -1, &error);
  g_assert_no_error (error);

  return settings;
}

EprClient *
community_client (Community  *self,
                  const char *profile,
                  const char *more)
{
  g_autoptr(EprCommunity) settings = community_settings (self, profile, more);
  g_autoptr(NetTokenVault) vault = net_token_vault_new_in_memory ();
  g_autoptr(ModelUser) person = model_user_new ("2000000090092", "Martina Musterarzt", "HCP", NULL, NULL);
  g_autoptr(GAsyncResult) result = NULL;
  g_autoptr(GError) error = NULL;
  EprClient *client = epr_client_new (settings, vault, &error);

  g_assert_no_error (error);
  epr_client_sign_in_async (client, person, NULL, test_result_cb, &result);
  community_wait (&result);
  epr_client_sign_in_finish (client, result, &error);
  g_assert_no_error (error);

  return client;
}

char *
fixture_read (const char *file)
{
  const char      *folder = g_getenv ("CABINET_FIXTURES");
  g_autofree char *path = g_build_filename (folder != NULL ? folder : "", "epr-fhir", file, NULL);
  char            *text = NULL;

  if (!g_file_get_contents (path, &text, NULL, NULL))
    g_test_skip ("the fixtures are not at hand");

  return text;
}

ModelPatient *
franz_muster (void)
{
  g_autoptr(GPtrArray) identifiers = g_ptr_array_new_with_free_func (g_object_unref);
  const char *const given[] = { "Franz", NULL };

  g_ptr_array_add (identifiers, model_identifier_new (EPR_SYSTEM_SPID, FRANZ_SPID, NULL, NULL));
  g_ptr_array_add (identifiers, model_identifier_new (MPI_OID, "mpi-4711", NULL, "MR"));

  return model_patient_new (&(ModelPatientInit) {
      .id = "x1",
      .family = "Muster",
      .given = given,
      .gender = MODEL_GENDER_MALE,
      .birth_date = { 1995, 1, 27, .precision = MODEL_DATE_DAY },
      .identifiers = identifiers,
  });
}
