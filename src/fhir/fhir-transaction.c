/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "fhir-transaction.h"

#include "fhir-outcome.h"

#include <string.h>

#define MAX_ID 64

static gboolean
is_id (const char *text)
{
  gsize length = strlen (text);

  return length > 0 && length <= MAX_ID &&
         strspn (text, "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-.") == length;
}

/* "17" of "https://host/fhir/DocumentReference/17/_history/1" and "DocumentReference/17". */
static char *
id_of_location (const char *location,
                const char *type)
{
  g_autofree char *path = g_strndup (location, strcspn (location, "?#"));
  g_auto(GStrv) parts = g_strsplit (path, "/", -1);

  for (guint i = g_strv_length (parts); i > 1; i--)
    if (g_str_equal (parts[i - 2], type) && is_id (parts[i - 1]))
      return g_strdup (parts[i - 1]);

  return NULL;
}

static char *
id_of_entry (JsonObject *response,
             JsonObject *resource,
             const char *type)
{
  const char *location = fhir_json_string (response, "location");
  const char *id = fhir_json_string (resource, "id");
  char       *found = location != NULL ? id_of_location (location, type) : NULL;

  if (found == NULL && id != NULL && g_strcmp0 (fhir_json_resource_type (resource), type) == 0 && is_id (id))
    found = g_strdup (id);

  return found;
}

/* "201 Created": 201; 0 when there is none. */
static guint
status_of (JsonObject *response)
{
  const char *text = fhir_json_string (response, "status");
  guint64     status;

  if (text == NULL)
    return (guint) CLAMP (fhir_json_integer (response, "status", 0), 0, 999);

  status = g_ascii_strtoull (text, NULL, 10);

  return (guint) MIN (status, 999);
}

static void
read_entry (FhirTransaction *self,
            JsonObject      *entry,
            const char      *type,
            const char      *except)
{
  JsonObject      *response = fhir_json_object (entry, "response");
  JsonObject      *resource = fhir_json_object (entry, "resource");
  g_autofree char *id = id_of_entry (response, resource, type);
  guint            status = status_of (response);

  if (status != 0 && (status < 200 || status > 299) && self->refused == 0)
    self->refused = status;
  if (self->id == NULL && g_strcmp0 (id, except) != 0)
    self->id = g_steal_pointer (&id);

  g_ptr_array_extend_and_steal (self->issues, fhir_outcome_read (fhir_json_object (response, "outcome")));
  g_ptr_array_extend_and_steal (self->issues, fhir_outcome_read (resource));
}

FhirTransaction *
fhir_transaction_parse (GBytes     *bytes,
                        const char *type,
                        const char *except,
                        GError    **error)
{
  g_autoptr(JsonNode) node = fhir_json_parse (bytes, error);
  JsonObject *object = node != NULL ? fhir_json_node_object (node) : NULL;
  const char *found = fhir_json_resource_type (object);
  g_autoptr(FhirTransaction) self = NULL;

  if (node == NULL)
    return NULL;
  if (g_strcmp0 (found, "Bundle") != 0 && g_strcmp0 (found, "OperationOutcome") != 0)
    {
      g_set_error (error, FHIR_ERROR, FHIR_ERROR_NOT_EXPECTED, "A Bundle was expected, the answer is %s",
                   found != NULL ? found : "no FHIR resource");
      return NULL;
    }

  self = g_new0 (FhirTransaction, 1);
  self->issues = fhir_outcome_read (object);
  if (g_str_equal (found, "Bundle"))
    self->n_entries = fhir_json_n (object, "entry");
  for (guint i = 0; i < self->n_entries; i++)
    read_entry (self, fhir_json_nth (object, "entry", i), type, except);

  return g_steal_pointer (&self);
}

void
fhir_transaction_free (FhirTransaction *self)
{
  g_clear_pointer (&self->issues, g_ptr_array_unref);
  g_free (self->id);
  g_free (self);
}
