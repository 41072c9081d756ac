/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "fhir-bundle.h"
#include "fhir-datatypes.h"
#include "fhir-outcome.h"

struct _FhirBundle
{
  GObject parent_instance;

  JsonNode   *node;     /* (owned) */
  JsonObject *resource; /* borrowed from node: a Bundle, or a lone OperationOutcome */
  gboolean    is_outcome;
};

G_DEFINE_FINAL_TYPE (FhirBundle, fhir_bundle, G_TYPE_OBJECT)

static const char *const match_grade_urls[] = {
  "http://hl7.org/fhir/StructureDefinition/match-grade",
  "https://hl7.org/fhir/StructureDefinition/match-grade",
  NULL
};

static void
fhir_bundle_finalize (GObject *object)
{
  FhirBundle *self = FHIR_BUNDLE (object);

  g_clear_pointer (&self->node, json_node_unref);

  G_OBJECT_CLASS (fhir_bundle_parent_class)->finalize (object);
}

static void
fhir_bundle_class_init (FhirBundleClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = fhir_bundle_finalize;
}

static void
fhir_bundle_init (FhirBundle *self)
{
}

FhirBundle *
fhir_bundle_parse (GBytes  *bytes,
                   GError **error)
{
  g_autoptr(JsonNode) node = fhir_json_parse (bytes, error);
  const char *type;
  FhirBundle *self;

  if (node == NULL)
    return NULL;

  type = fhir_json_resource_type (fhir_json_node_object (node));
  if (g_strcmp0 (type, "Bundle") != 0 && g_strcmp0 (type, "OperationOutcome") != 0)
    {
      g_set_error (error, FHIR_ERROR, FHIR_ERROR_NOT_EXPECTED, "A Bundle was expected, the answer is %s",
                   type != NULL ? type : "no FHIR resource");
      return NULL;
    }

  self = g_object_new (FHIR_TYPE_BUNDLE, NULL);
  self->resource = fhir_json_node_object (node);
  self->is_outcome = g_strcmp0 (type, "Bundle") != 0;
  self->node = g_steal_pointer (&node);

  return self;
}

const char *
fhir_bundle_get_bundle_type (FhirBundle *self)
{
  g_return_val_if_fail (FHIR_IS_BUNDLE (self), NULL);

  return self->is_outcome ? NULL : fhir_json_string (self->resource, "type");
}

gint64
fhir_bundle_get_total (FhirBundle *self)
{
  g_return_val_if_fail (FHIR_IS_BUNDLE (self), -1);

  return fhir_json_integer (self->resource, "total", -1);
}

const char *
fhir_bundle_get_link (FhirBundle *self,
                      const char *relation)
{
  guint n;

  g_return_val_if_fail (FHIR_IS_BUNDLE (self), NULL);

  n = fhir_json_n (self->resource, "link");
  for (guint i = 0; i < n; i++)
    {
      JsonObject *link = fhir_json_nth (self->resource, "link", i);

      if (g_strcmp0 (fhir_json_string (link, "relation"), relation) == 0)
        return fhir_json_string (link, "url");
    }

  return NULL;
}

guint
fhir_bundle_get_n_entries (FhirBundle *self)
{
  g_return_val_if_fail (FHIR_IS_BUNDLE (self), 0);

  return self->is_outcome ? 1 : fhir_json_n (self->resource, "entry");
}

/* Servers that leave search.mode out still tell an outcome from a match by its type (R-COM-17). */
static FhirSearchMode
mode_of (JsonObject *search,
         JsonObject *resource)
{
  const char *mode = fhir_json_string (search, "mode");

  if (g_strcmp0 (fhir_json_resource_type (resource), "OperationOutcome") == 0)
    return FHIR_SEARCH_MODE_OUTCOME;
  if (g_strcmp0 (mode, "match") == 0)
    return FHIR_SEARCH_MODE_MATCH;
  if (g_strcmp0 (mode, "include") == 0)
    return FHIR_SEARCH_MODE_INCLUDE;
  if (g_strcmp0 (mode, "outcome") == 0)
    return FHIR_SEARCH_MODE_OUTCOME;

  return FHIR_SEARCH_MODE_NONE;
}

gboolean
fhir_bundle_get_entry (FhirBundle      *self,
                       guint            position,
                       FhirBundleEntry *entry)
{
  JsonObject *object;
  JsonObject *search;

  g_return_val_if_fail (FHIR_IS_BUNDLE (self), FALSE);

  *entry = (FhirBundleEntry) { 0 };
  if (self->is_outcome)
    {
      entry->resource = self->resource;
      entry->mode = FHIR_SEARCH_MODE_OUTCOME;
      return TRUE;
    }

  object = fhir_json_nth (self->resource, "entry", position);
  search = fhir_json_object (object, "search");
  entry->full_url = fhir_json_string (object, "fullUrl");
  entry->resource = fhir_json_object (object, "resource");
  entry->mode = mode_of (search, entry->resource);
  entry->score = fhir_json_number (search, "score", 0);
  entry->match_grade = fhir_json_string (fhir_extension_find (search, match_grade_urls), "valueCode");

  return entry->resource != NULL;
}

GPtrArray *
fhir_bundle_dup_issues (FhirBundle *self)
{
  GPtrArray *issues = g_ptr_array_new_with_free_func (g_object_unref);
  guint      n;

  g_return_val_if_fail (FHIR_IS_BUNDLE (self), issues);

  n = fhir_bundle_get_n_entries (self);
  for (guint i = 0; i < n; i++)
    {
      FhirBundleEntry entry;

      if (fhir_bundle_get_entry (self, i, &entry) && entry.mode == FHIR_SEARCH_MODE_OUTCOME)
        g_ptr_array_extend_and_steal (issues, fhir_outcome_read (entry.resource));
    }

  return issues;
}
