/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "sandbox-search.h"

#include "model-date.h"
#include "sandbox-codes.h"
#include "sandbox-deposit.h"
#include "sandbox-document.h"
#include "sandbox-oids.h"

#include <string.h>

typedef enum
{
  KIND_TOKEN,
  KIND_DATE,
  KIND_STRING,
  KIND_CONTROL
} Kind;

typedef struct Definition Definition;

/* One parameter as it was sent: any of its values may fit (R-MHD-4). */
typedef struct
{
  const Definition *definition;
  GStrv             values; /* (owned) */
} Filter;

struct _SandboxSearch
{
  char      *system; /* (owned) */
  char      *value;  /* (owned) */
  guint      count;
  gboolean   backward;
  GArray    *filters;  /* (owned) (element-type Filter) */
  GPtrArray *warnings; /* (owned) */
};

struct Definition
{
  const char *name;
  Kind        kind;
  gboolean (*accepts) (SandboxCommunity *community, const SandboxDocument *document, const char *value);
};

/* system|code of @value against what the entry has; a missing system was refused before. */
static gboolean
token_is (const char *value,
          const char *system,
          const char *code)
{
  const char *bar = strchr (value, '|');

  if (code == NULL)
    return FALSE;
  if (bar == NULL)
    return strcmp (value, code) == 0;

  return strcmp (bar + 1, code) == 0 && strncmp (value, system, (gsize) (bar - value)) == 0 &&
         strlen (system) == (gsize) (bar - value);
}

static gboolean
accepts_status (SandboxCommunity      *community,
                const SandboxDocument *document,
                const char            *value)
{
  return strcmp (value, document->superseded ? "superseded" : "current") == 0;
}

static gboolean
accepts_type (SandboxCommunity      *community,
              const SandboxDocument *document,
              const char            *value)
{
  if (document->resource != NULL)
    return sandbox_deposit_has_code (document, "type", value);

  return token_is (value, SYSTEM_SNOMED, sandbox_kind (document->kind)->type);
}

static gboolean
accepts_category (SandboxCommunity      *community,
                  const SandboxDocument *document,
                  const char            *value)
{
  if (document->resource != NULL)
    return sandbox_deposit_has_code (document, "category", value);

  return token_is (value, SYSTEM_SNOMED, sandbox_kind (document->kind)->category);
}

static gboolean
accepts_format (SandboxCommunity      *community,
                const SandboxDocument *document,
                const char            *value)
{
  const SandboxKind *kind = sandbox_kind (document->kind);

  if (document->resource != NULL)
    return sandbox_deposit_has_code (document, "format", value);

  return token_is (value, kind->format_system != NULL ? kind->format_system : OID_FORMAT, kind->format);
}

static gboolean
accepts_event (SandboxCommunity      *community,
               const SandboxDocument *document,
               const char            *value)
{
  if (document->resource != NULL)
    return sandbox_deposit_has_code (document, "event", value);

  return token_is (value, SYSTEM_DICOM, sandbox_kind (document->kind)->event);
}

static gboolean
accepts_setting (SandboxCommunity      *community,
                 const SandboxDocument *document,
                 const char            *value)
{
  if (document->resource != NULL)
    return sandbox_deposit_has_code (document, "setting", value);

  return token_is (value, SYSTEM_SNOMED, sandbox_person (document->author)->setting_code);
}

static gboolean
accepts_facility (SandboxCommunity      *community,
                  const SandboxDocument *document,
                  const char            *value)
{
  if (document->resource != NULL)
    return sandbox_deposit_has_code (document, "facility", value);

  return token_is (value, SYSTEM_SNOMED,
                   sandbox_institution (sandbox_person (document->author)->institution)->facility_code);
}

static gboolean
accepts_security_label (SandboxCommunity      *community,
                        const SandboxDocument *document,
                        const char            *value)
{
  return token_is (value, SYSTEM_SNOMED, sandbox_level_code (document->level));
}

static gboolean
accepts_identifier (SandboxCommunity      *community,
                    const SandboxDocument *document,
                    const char            *value)
{
  g_autofree char *unique_id = sandbox_document_unique_id (document);
  g_autofree char *entry_uuid = sandbox_document_entry_uuid (document);

  return token_is (value, SYSTEM_URI, unique_id) || token_is (value, SYSTEM_URI, entry_uuid);
}

static gboolean
accepts_id (SandboxCommunity      *community,
            const SandboxDocument *document,
            const char            *value)
{
  g_autofree char *id = sandbox_document_id (document);

  return strcmp (value, id) == 0;
}

static gboolean
starts_with (const char *name,
             const char *value)
{
  g_autofree char *folded_name = sandbox_fold (name);
  g_autofree char *folded_value = sandbox_fold (value);

  return g_str_has_prefix (folded_name, folded_value);
}

static gboolean
accepts_author (const SandboxDocument *document,
                const char            *part,
                const char            *value)
{
  const SandboxPerson *author = sandbox_person (document->author);

  if (document->resource != NULL)
    {
      g_auto(GStrv) names = sandbox_deposit_dup_author_names (document, part);
      gboolean any = FALSE;

      for (guint i = 0; names[i] != NULL && !any; i++)
        any = starts_with (names[i], value);

      return any;
    }

  return !document->by_patient && starts_with (strcmp (part, "family") == 0 ? author->family : author->given, value);
}

static gboolean
accepts_family (SandboxCommunity      *community,
                const SandboxDocument *document,
                const char            *value)
{
  return accepts_author (document, "family", value);
}

static gboolean
accepts_given (SandboxCommunity      *community,
               const SandboxDocument *document,
               const char            *value)
{
  return accepts_author (document, "given", value);
}

/* What is invented is part of nothing. */
static gboolean
accepts_related (SandboxCommunity      *community,
                 const SandboxDocument *document,
                 const char            *value)
{
  return document->resource != NULL && sandbox_deposit_is_related (document, value);
}

/* The text of @when cut to the precision of the date that is asked for: "2026-11" against
 * "2026-11-14T…": so days and months compare as people mean them. */
static gboolean
date_fits (gint64      when,
           const char *value)
{
  g_autoptr(GDateTime) time = g_date_time_new_from_unix_utc (when);
  gboolean         prefixed = g_ascii_isalpha (value[0]);
  g_autofree char *date = g_date_time_format (time, "%Y-%m-%dT%H:%M:%SZ");
  const char      *asked = prefixed ? value + 2 : value;
  int              order = strncmp (date, asked, MIN (strlen (asked), strlen ("2026-11-14T09:30:00")));

  if (!prefixed || g_str_has_prefix (value, "eq"))
    return order == 0;
  if (g_str_has_prefix (value, "ge"))
    return order >= 0;
  if (g_str_has_prefix (value, "gt") || g_str_has_prefix (value, "sa"))
    return order > 0;
  if (g_str_has_prefix (value, "le"))
    return order <= 0;
  if (g_str_has_prefix (value, "lt") || g_str_has_prefix (value, "eb"))
    return order < 0;

  return order != 0;
}

static gboolean
accepts_created (SandboxCommunity      *community,
                 const SandboxDocument *document,
                 const char            *value)
{
  return date_fits (document->created, value);
}

static gboolean
accepts_updated (SandboxCommunity      *community,
                 const SandboxDocument *document,
                 const char            *value)
{
  return date_fits (document->updated != 0 ? document->updated : document->created, value);
}

/* The treatment, where one was stated; else the day of the document. */
static gboolean
accepts_period (SandboxCommunity      *community,
                const SandboxDocument *document,
                const char            *value)
{
  gint64 start = document->created;
  gint64 end = document->created;

  if (document->resource != NULL && !sandbox_deposit_get_period (document, &start, &end))
    return FALSE;

  /* overlap: it is over not before ge, and begins before lt */
  return date_fits (g_str_has_prefix (value, "ge") || g_str_has_prefix (value, "gt") || g_str_has_prefix (value, "sa") ? end : start, value);
}

static const Definition definitions[] = {
  { "patient.identifier", KIND_CONTROL, NULL },
  { "_count", KIND_CONTROL, NULL },
  { "_sort", KIND_CONTROL, NULL },
  { "_format", KIND_CONTROL, NULL },
  { "status", KIND_STRING, accepts_status },
  { "type", KIND_TOKEN, accepts_type },
  { "category", KIND_TOKEN, accepts_category },
  { "setting", KIND_TOKEN, accepts_setting },
  { "facility", KIND_TOKEN, accepts_facility },
  { "format", KIND_TOKEN, accepts_format },
  { "event", KIND_TOKEN, accepts_event },
  { "security-label", KIND_TOKEN, accepts_security_label },
  { "identifier", KIND_TOKEN, accepts_identifier },
  { "related:identifier", KIND_TOKEN, accepts_related },
  { "related", KIND_STRING, accepts_related },
  { "author.family", KIND_STRING, accepts_family },
  { "author.given", KIND_STRING, accepts_given },
  { "creation", KIND_DATE, accepts_created },
  { "date", KIND_DATE, accepts_created },
  { "period", KIND_DATE, accepts_period },
  { "_lastUpdated", KIND_DATE, accepts_updated },
  { "_id", KIND_STRING, accepts_id },
};

static const char *const statuses[] = { "current", "superseded", NULL };

static const Definition *
find_definition (const char *name)
{
  for (guint i = 0; i < G_N_ELEMENTS (definitions); i++)
    if (strcmp (definitions[i].name, name) == 0)
      return &definitions[i];

  return NULL;
}

static gboolean
is_date (const char *value)
{
  static const char *const prefixes[] = { "eq", "ne", "ge", "gt", "le", "lt", "sa", "eb", NULL };
  g_autofree char         *prefix = g_strndup (value, 2);
  ModelDate                date;

  return model_date_parse (g_strv_contains (prefixes, prefix) ? value + 2 : value, &date);
}

static const char *
check_value (SandboxCommunity *community,
             const Definition *definition,
             const char       *value)
{
  const char *bar = strchr (value, '|');

  if (definition->kind == KIND_TOKEN && (bar == NULL || bar == value || bar[1] == '\0') && community->faults.strict)
    return "needs system and code: system|code (R-ID-8)";
  if (definition->kind == KIND_DATE && !is_date (value))
    return "is no date";
  if (strcmp (definition->name, "status") == 0 && !g_strv_contains (statuses, value))
    return "must be current, superseded, or both; without system (R-MHD-1)";

  return NULL;
}

static gboolean
add_filter (SandboxSearch          *self,
            SandboxCommunity       *community,
            const Definition       *definition,
            const SandboxParameter *parameter,
            char                  **fault)
{
  Filter filter = { definition, g_strsplit (parameter->value, ",", -1) };

  g_array_append_val (self->filters, filter);
  for (guint i = 0; filter.values[i] != NULL; i++)
    {
      const char *problem = check_value (community, definition, filter.values[i]);

      if (problem != NULL)
        {
          *fault = g_strdup_printf ("The parameter %s %s", definition->name, problem);
          return FALSE;
        }
    }

  return TRUE;
}

static gboolean
read_control (SandboxSearch          *self,
              const SandboxParameter *parameter,
              char                  **fault)
{
  const char *bar = strchr (parameter->value, '|');
  guint64     count;

  if (strcmp (parameter->name, "patient.identifier") == 0)
    {
      if (bar == NULL || bar == parameter->value || bar[1] == '\0' || self->value != NULL)
        {
          *fault = g_strdup ("patient.identifier must be there once, as system|number (R-MHD-1)");
          return FALSE;
        }
      self->system = g_strndup (parameter->value, (gsize) (bar - parameter->value));
      self->value = g_strdup (bar + 1);
    }
  else if (strcmp (parameter->name, "_count") == 0)
    {
      if (!g_ascii_string_to_unsigned (parameter->value, 10, 0, 100000, &count, NULL))
        {
          *fault = g_strdup ("_count must be a number");
          return FALSE;
        }
      self->count = (guint) count;
    }
  else if (strcmp (parameter->name, "_sort") == 0)
    self->backward = parameter->value[0] != '-';

  return TRUE;
}

static gboolean
read_parameter (SandboxSearch          *self,
                SandboxCommunity       *community,
                const SandboxParameter *parameter,
                gboolean                strict,
                char                  **fault)
{
  const Definition *definition = find_definition (parameter->name);

  if (definition != NULL && community->faults.mag && strcmp (definition->name, "creation") == 0)
    {
      *fault = g_strdup ("The parameter creation is not known to this gateway");
      return FALSE;
    }
  if (definition == NULL && strict)
    {
      *fault = g_strdup_printf ("The parameter %s is not known (R-MHD-3)", parameter->name);
      return FALSE;
    }
  if (definition == NULL)
    {
      g_ptr_array_add (self->warnings, g_strdup_printf ("The parameter %s is not known and was ignored", parameter->name));
      return TRUE;
    }

  return definition->kind == KIND_CONTROL ? read_control (self, parameter, fault)
                                          : add_filter (self, community, definition, parameter, fault);
}

static void
filter_clear (gpointer data)
{
  g_strfreev (((Filter *) data)->values);
}

SandboxSearch *
sandbox_search_read (SandboxCommunity  *community,
                     const SandboxForm *form,
                     gboolean           handling_strict,
                     char             **fault)
{
  g_autoptr(SandboxSearch) self = g_new0 (SandboxSearch, 1);
  gboolean strict = handling_strict || community->faults.strict;

  self->filters = g_array_new (FALSE, FALSE, sizeof (Filter));
  g_array_set_clear_func (self->filters, filter_clear);
  self->warnings = g_ptr_array_new_with_free_func (g_free);
  for (guint i = 0; i < sandbox_form_n (form); i++)
    if (!read_parameter (self, community, sandbox_form_nth (form, i), strict, fault))
      return NULL;

  if (self->value == NULL)
    *fault = g_strdup ("patient.identifier is missing (R-MHD-1)");
  else if (sandbox_form_get (form, "status") == NULL && !community->faults.mag)
    *fault = g_strdup ("status is missing (R-MHD-1)");

  return *fault == NULL ? g_steal_pointer (&self) : NULL;
}

void
sandbox_search_free (SandboxSearch *self)
{
  if (self == NULL)
    return;

  g_free (self->system);
  g_free (self->value);
  g_array_unref (self->filters);
  g_ptr_array_unref (self->warnings);
  g_free (self);
}

const char *
sandbox_search_get_system (SandboxSearch *self)
{
  return self->system;
}

const char *
sandbox_search_get_value (SandboxSearch *self)
{
  return self->value;
}

guint
sandbox_search_get_count (SandboxSearch *self)
{
  return self->count;
}

gboolean
sandbox_search_is_backward (SandboxSearch *self)
{
  return self->backward;
}

GPtrArray *
sandbox_search_get_warnings (SandboxSearch *self)
{
  return self->warnings;
}

gboolean
sandbox_search_accepts (SandboxSearch         *self,
                        SandboxCommunity      *community,
                        const SandboxDocument *document)
{
  for (guint i = 0; i < self->filters->len; i++)
    {
      Filter  *filter = &g_array_index (self->filters, Filter, i);
      gboolean any = FALSE;

      for (guint j = 0; filter->values[j] != NULL && !any; j++)
        any = filter->definition->accepts (community, document, filter->values[j]);
      if (!any)
        return FALSE;
    }

  return TRUE;
}
