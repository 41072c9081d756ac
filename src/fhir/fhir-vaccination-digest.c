/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "fhir-json-text.h"
#include "fhir-vaccination-private.h"

#include <string.h>

/* How far and how often references are followed: enough for a role, its person and its institution. */
#define MAX_DISTANCE 3
#define MAX_FOLLOWED 64

typedef struct
{
  FhirVaccinationBundle *bundle;
  GChecksum             *checksum;
  JsonObject            *from; /* the resource whose "#…" are meant */
  guint                  followed;
} Digest;

static void digest_node (Digest *self, JsonNode *node, guint distance);

/* What says nothing of the event itself. */
static const char *const of_the_entry[] = {
  "id", "meta", "text", "implicitRules", "language", "contained", "identifier", "note", "recorded", "recordedDate", "recorder",
  "verificationStatus", "status", "subject", "patient", "encounter", NULL
};
static const char *const of_others[] = { "id", "meta", "text", "language", "telecom", "address", "active", "identifier", NULL };

static gboolean
is_of_the_writing (const char *url)
{
  static const char *const urls[] = {
    FHIR_VACD "ch-vacd-ext-verification-status", FHIR_VACD "ch-vacd-ext-cross-reference",
    FHIR_VACD "ch-vacd-ext-immunization-recorder-reference", FHIR_VACD "ch-vacd-ext-merging-conflict-entry-reference",
    FHIR_CH_CORE "ch-core-ext-entry-resource-cross-references", FHIR_CH_CORE "ch-ext-author", NULL
  };

  return url != NULL && g_strv_contains (urls, url);
}

static void
digest_text (Digest     *self,
             const char *text)
{
  g_checksum_update (self->checksum, (const guchar *) text, (gssize) strlen (text) + 1);
}

/* A list of nothing but such extensions says as little as no list. */
static gboolean
is_only_of_the_writing (JsonObject *object,
                        const char *name)
{
  guint n = g_str_equal (name, "extension") ? fhir_json_n (object, name) : 0;

  for (guint i = 0; i < n; i++)
    if (!is_of_the_writing (fhir_json_string (fhir_json_nth (object, name, i), "url")))
      return FALSE;

  return n > 0;
}

static void
digest_members (Digest            *self,
                JsonObject        *object,
                const char *const *skipped,
                guint              distance)
{
  g_autoptr(GList) members = g_list_sort (json_object_get_members (object), (GCompareFunc) strcmp);
  gboolean coded = fhir_json_string (object, "code") != NULL;

  digest_text (self, "{");
  for (GList *member = members; member != NULL; member = member->next)
    {
      const char *name = member->data;

      /* the words for a code change with the language */
      if ((skipped != NULL && g_strv_contains (skipped, name)) || (coded && g_str_equal (name, "display")) ||
          is_only_of_the_writing (object, name))
        continue;
      digest_text (self, name);
      digest_node (self, json_object_get_member (object, name), distance);
    }
  digest_text (self, "}");
}

static void
digest_object (Digest     *self,
               JsonObject *object,
               guint       distance)
{
  JsonObject *target;

  if (is_of_the_writing (fhir_json_string (object, "url")))
    return;

  target = fhir_json_string (object, "reference") != NULL ? fhir_vaccination_resolve (self->bundle, self->from, object) : NULL;
  if (target != NULL && distance < MAX_DISTANCE && self->followed < MAX_FOLLOWED)
    {
      JsonObject *from = self->from;
      const char *reference = fhir_json_string (object, "reference");

      self->followed++;
      if (*reference != '#')
        self->from = target;
      digest_members (self, target, of_others, distance + 1);
      self->from = from;
    }
  else
    digest_members (self, object, NULL, distance);
}

static void
digest_node (Digest   *self,
             JsonNode *node,
             guint     distance)
{
  if (JSON_NODE_HOLDS_OBJECT (node))
    digest_object (self, json_node_get_object (node), distance);
  else if (JSON_NODE_HOLDS_ARRAY (node))
    {
      JsonArray *array = json_node_get_array (node);

      for (guint i = 0; i < json_array_get_length (array); i++)
        digest_node (self, json_array_get_element (array, i), distance);
    }
  else
    {
      g_autoptr(GBytes) text = fhir_json_to_text (node);
      gsize         length;
      const guchar *data = g_bytes_get_data (text, &length);

      g_checksum_update (self->checksum, data, (gssize) length);
      digest_text (self, "");
    }
}

char *
fhir_vaccination_digest (FhirVaccinationBundle *self,
                         JsonObject            *resource)
{
  g_autoptr(GChecksum) checksum = g_checksum_new (G_CHECKSUM_SHA256);
  Digest digest = { self, checksum, resource, 0 };

  digest_members (&digest, resource, of_the_entry, 0);

  return g_strdup (g_checksum_get_string (checksum));
}
