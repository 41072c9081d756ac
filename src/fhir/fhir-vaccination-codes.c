/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "fhir-vaccination-private.h"

#include <string.h>

#define SNOMED "http://snomed.info/sct"
#define CODE_SYSTEM "http://fhir.ch/ig/ch-vacd/CodeSystem/"

/* What older documents write, and what it is today (chapter 16). A code of NULL: every code of the system. */
static const struct
{
  const char *system, *code;
  const char *now_system, *now_code;
} legacy[] = {
  { SNOMED, "16901001", SNOMED, "712986001" },
  { "http://snomed.info/sct/2011000195101", NULL, SNOMED, NULL },
  { "http://fhir.ch/ig/ch-vacd/ConceptMap-ch-vacd-vaccines-targetdiseases-cm", NULL, SNOMED, NULL },
  { "http://fhir.ch/ig/ch-vacd/ConceptMap/ch-vacd-vaccines-targetdiseases-cm", NULL, SNOMED, NULL },
  { "2.16.840.1.113883.6.96", NULL, SNOMED, NULL },
  { "urn:oid:2.16.840.1.113883.6.96", NULL, SNOMED, NULL },
  { "urn:oid:0.4.0.127.0.16.1.1.2.1", NULL, "http://standardterms.edqm.eu", NULL },
  { "http://standardterms.edqm.eu/", NULL, "http://standardterms.edqm.eu", NULL },
};

/* The order in which one of several codings is shown; those with a name only come last. */
static const char *const preferred[] = {
  CODE_SYSTEM "ch-vacd-swissmedic-cs",
  CODE_SYSTEM "ch-vacd-swissmedic-immunoglobulin-cs",
  CODE_SYSTEM "ch-vacd-swissmedic-immunesera-cs",
  CODE_SYSTEM "ch-vacd-myvaccines-cs",
  CODE_SYSTEM "ch-vacd-basic-immunization-cs",
  SNOMED,
};

const char *
fhir_vaccination_unless_empty (const char *text)
{
  if (text == NULL || *text == '\0' || g_str_equal (text, "-"))
    return NULL;

  return text;
}

ModelCoding *
fhir_vaccination_read_coding (JsonObject *coding)
{
  const char *system = fhir_json_string (coding, "system");
  const char *code = fhir_json_string (coding, "code");
  const char *display = fhir_json_string (coding, "display");

  if (system == NULL && code == NULL && display == NULL)
    return NULL;

  /* systems first: what they become may be a code of yesterday */
  for (guint pass = 0; pass < 2; pass++)
    for (guint i = 0; i < G_N_ELEMENTS (legacy); i++)
      if (g_strcmp0 (system, legacy[i].system) == 0 && (pass == 1) == (legacy[i].code != NULL) &&
          (legacy[i].code == NULL || g_strcmp0 (code, legacy[i].code) == 0))
        {
          system = legacy[i].now_system;
          code = legacy[i].now_code != NULL ? legacy[i].now_code : code;
          break;
        }

  return model_coding_new (system, code, display);
}

static guint
rank_of (ModelCoding *coding)
{
  const char *system = model_coding_get_system (coding);
  const char *display = model_coding_get_display (coding);

  for (guint i = 0; i < G_N_ELEMENTS (preferred); i++)
    if (g_strcmp0 (system, preferred[i]) == 0)
      return i;

  return G_N_ELEMENTS (preferred) + (display != NULL && *display != '\0' ? 0 : 1);
}

GPtrArray *
fhir_vaccination_read_codings (JsonObject *concept)
{
  g_autoptr(GPtrArray) codings = g_ptr_array_new_with_free_func (g_object_unref);
  guint n = fhir_json_n (concept, "coding");

  for (guint i = 0; i < n; i++)
    {
      ModelCoding *coding = fhir_vaccination_read_coding (fhir_json_nth (concept, "coding", i));
      guint        at = codings->len;

      if (coding == NULL)
        continue;
      while (at > 0 && rank_of (g_ptr_array_index (codings, at - 1)) > rank_of (coding))
        at--;
      g_ptr_array_insert (codings, (int) at, coding);
    }

  return codings->len > 0 ? g_steal_pointer (&codings) : NULL;
}

ModelCoding *
fhir_vaccination_read_concept (JsonObject *concept)
{
  g_autoptr(GPtrArray) codings = fhir_vaccination_read_codings (concept);
  const char *text = fhir_vaccination_unless_empty (fhir_json_string (concept, "text"));

  if (codings != NULL)
    return g_object_ref (g_ptr_array_index (codings, 0));

  return text != NULL ? model_coding_new (NULL, NULL, text) : NULL;
}

GPtrArray *
fhir_vaccination_read_concepts (JsonObject *object,
                                const char *name)
{
  g_autoptr(GPtrArray) concepts = g_ptr_array_new_with_free_func (g_object_unref);
  guint n = fhir_json_n (object, name);

  for (guint i = 0; i < n; i++)
    {
      ModelCoding *coding = fhir_vaccination_read_concept (fhir_json_nth (object, name, i));

      if (coding != NULL)
        g_ptr_array_add (concepts, coding);
    }

  return concepts->len > 0 ? g_steal_pointer (&concepts) : NULL;
}

gboolean
fhir_vaccination_is_passive (ModelCoding *coding)
{
  const char *system = coding != NULL ? model_coding_get_system (coding) : NULL;

  return g_strcmp0 (system, CODE_SYSTEM "ch-vacd-swissmedic-immunoglobulin-cs") == 0 ||
         g_strcmp0 (system, CODE_SYSTEM "ch-vacd-swissmedic-immunesera-cs") == 0;
}

ModelDate
fhir_vaccination_read_date (JsonObject  *object,
                            const char  *name,
                            const char **text)
{
  const char *written = fhir_json_string (object, name);
  ModelDate   date;

  if (model_date_parse (written, &date) || fhir_vaccination_unless_empty (written) == NULL)
    return date;

  /* a time nobody can read behind a day that everybody can */
  if (strlen (written) > strlen ("2021-06-10") && written[strlen ("2021-06-10")] == 'T')
    {
      g_autofree char *day = g_strndup (written, strlen ("2021-06-10"));

      if (model_date_parse (day, &date))
        return date;
    }

  if (text != NULL && *text == NULL)
    *text = written;

  return date;
}

/* The day that is written, without its hour: midnight there is the evening before in another zone (R-VAC-25). */
static ModelDate
day_of (const ModelDate *date)
{
  return (ModelDate) { .year = date->year, .month = date->month, .day = date->day, .precision = MIN (date->precision, MODEL_DATE_DAY) };
}

ModelDate
fhir_vaccination_read_event (JsonObject  *object,
                             const char  *stem,
                             const char **text)
{
  static const char *const forms[] = { "DateTime", "Date", "Instant", "String" };
  g_autofree char         *period_name = g_strconcat (stem, "Period", NULL);
  JsonObject              *period = fhir_json_object (object, period_name);
  ModelDate                date = { 0 };

  for (guint i = 0; i < G_N_ELEMENTS (forms) && date.precision == MODEL_DATE_UNKNOWN; i++)
    {
      g_autofree char *name = g_strconcat (stem, forms[i], NULL);

      date = fhir_vaccination_read_date (object, name, text);
    }
  if (date.precision == MODEL_DATE_UNKNOWN)
    date = fhir_vaccination_read_date (period, g_str_equal (stem, "abatement") ? "end" : "start", text);

  return day_of (&date);
}
