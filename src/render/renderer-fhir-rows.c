/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "renderer-fhir.h"

#include "fhir-json.h"

#include <string.h>

typedef struct
{
  RendererBlocks     *blocks; /* (unowned) */
  RendererFhirBundle *bundle; /* (unowned) */
} Put;

static void
header (Put       *put,
        RenderTerm term)
{
  renderer_blocks_add (put->blocks, RENDER_BLOCK_HEADER, 1, term, NULL);
}

static void
cell (Put        *put,
      const char *text)
{
  renderer_blocks_add (put->blocks, RENDER_BLOCK_CELL, 1, RENDER_TERM_NONE, text);
}

static void
cell_date (Put        *put,
           const char *date)
{
  g_autofree char *text = renderer_fhir_dup_date (date);

  cell (put, text);
}

/* "12.5 mg/l", "< 10" (transfer full) */
static char *
dup_quantity (Put        *put,
              JsonObject *quantity)
{
  const char      *comparator = fhir_json_string (quantity, "comparator");
  const char      *unit = fhir_json_string (quantity, "unit");
  g_autofree char *number = renderer_fhir_dup_number (put->bundle, quantity, "value");

  if (unit == NULL)
    unit = fhir_json_string (quantity, "code");

  return g_strconcat (comparator != NULL ? comparator : "", comparator != NULL ? " " : "", number != NULL ? number : "", unit != NULL ? " " : "",
                      unit != NULL ? unit : "", NULL);
}

static char *
dup_value (Put        *put,
           JsonObject *observation)
{
  JsonObject *quantity = fhir_json_object (observation, "valueQuantity");
  JsonObject *range = fhir_json_object (observation, "valueRange");

  if (quantity != NULL)
    return dup_quantity (put, quantity);
  if (fhir_json_string (observation, "valueString") != NULL)
    return g_strdup (fhir_json_string (observation, "valueString"));
  if (fhir_json_object (observation, "valueCodeableConcept") != NULL)
    return g_strdup (renderer_fhir_words (fhir_json_object (observation, "valueCodeableConcept")));
  if (range != NULL)
    {
      g_autofree char *low = dup_quantity (put, fhir_json_object (range, "low"));
      g_autofree char *high = dup_quantity (put, fhir_json_object (range, "high"));

      return g_strdup_printf ("%s – %s", low, high);
    }

  return g_strdup (renderer_fhir_words (fhir_json_object (observation, "dataAbsentReason")));
}

static char *
dup_reference (Put        *put,
               JsonObject *observation)
{
  JsonObject      *range = fhir_json_nth (observation, "referenceRange", 0);
  JsonObject      *low = fhir_json_object (range, "low");
  JsonObject      *high = fhir_json_object (range, "high");
  g_autofree char *from = low != NULL ? dup_quantity (put, low) : NULL;
  g_autofree char *to = high != NULL ? dup_quantity (put, high) : NULL;

  if (fhir_json_string (range, "text") != NULL)
    return g_strdup (fhir_json_string (range, "text"));
  if (from != NULL && to != NULL)
    return g_strdup_printf ("%s – %s", from, to);
  if (from != NULL)
    return g_strdup_printf ("≥ %s", from);

  return to != NULL ? g_strdup_printf ("≤ %s", to) : g_strdup ("");
}

/* A code that every reader of FHIR knows as a word; another one stands as it is. */
static void
cell_code (Put        *put,
           const char *code)
{
  static const struct
  {
    const char *code;
    RenderTerm  term;
  } words[] = {
    { "active", RENDER_TERM_ACTIVE },
    { "inactive", RENDER_TERM_INACTIVE },
    { "resolved", RENDER_TERM_RESOLVED },
    { "completed", RENDER_TERM_COMPLETED },
    { "final", RENDER_TERM_FINAL },
    { "preliminary", RENDER_TERM_PRELIMINARY },
    { "amended", RENDER_TERM_AMENDED },
    { "cancelled", RENDER_TERM_CANCELLED },
    { "stopped", RENDER_TERM_STOPPED },
    { "on-hold", RENDER_TERM_ON_HOLD },
    { "not-done", RENDER_TERM_NOT_DONE },
    { "entered-in-error", RENDER_TERM_ENTERED_IN_ERROR },
    { "confirmed", RENDER_TERM_CONFIRMED },
    { "unconfirmed", RENDER_TERM_UNCONFIRMED },
    { "refuted", RENDER_TERM_REFUTED },
    { "low", RENDER_TERM_LOW },
    { "high", RENDER_TERM_HIGH },
    { "corrected", RENDER_TERM_AMENDED },
    { "recurrence", RENDER_TERM_ACTIVE },
    { "relapse", RENDER_TERM_ACTIVE },
    { "remission", RENDER_TERM_INACTIVE },
    { "provisional", RENDER_TERM_UNCONFIRMED },
  };

  for (guint i = 0; code != NULL && i < G_N_ELEMENTS (words); i++)
    if (strcmp (words[i].code, code) == 0)
      {
        renderer_blocks_add (put->blocks, RENDER_BLOCK_CELL, 1, words[i].term, NULL);
        return;
      }
  cell (put, code);
}

static const char *
first_of (JsonObject        *resource,
          const char *const *names)
{
  for (guint i = 0; names[i] != NULL; i++)
    if (fhir_json_string (resource, names[i]) != NULL)
      return fhir_json_string (resource, names[i]);

  return NULL;
}

static const char *
code_of (JsonObject *concept)
{
  const char *code = fhir_json_string (fhir_json_nth (concept, "coding", 0), "code");

  return code != NULL ? code : renderer_fhir_words (concept);
}

/* The first of a list of notes. */
static const char *
note_of (JsonObject *resource)
{
  return fhir_json_string (fhir_json_nth (resource, "note", 0), "text");
}

static void
put_observation (Put        *put,
                 JsonObject *resource)
{
  static const char *const dates[] = { "effectiveDateTime", "effectiveInstant", "issued", NULL };
  g_autofree char         *value = dup_value (put, resource);
  g_autofree char         *reference = dup_reference (put, resource);

  cell (put, renderer_fhir_words (fhir_json_object (resource, "code")));
  cell (put, value);
  cell (put, reference);
  cell (put, renderer_fhir_words (fhir_json_nth (resource, "interpretation", 0)));
  cell_date (put, first_of (resource, dates));
  for (guint i = 0; i < fhir_json_n (resource, "component"); i++)
    {
      JsonObject      *component = fhir_json_nth (resource, "component", i);
      g_autofree char *part = dup_value (put, component);
      g_autofree char *usual = dup_reference (put, component);

      renderer_blocks_add (put->blocks, RENDER_BLOCK_ROW, 1, RENDER_TERM_NONE, NULL);
      cell (put, renderer_fhir_words (fhir_json_object (component, "code")));
      cell (put, part);
      cell (put, usual);
      cell (put, renderer_fhir_words (fhir_json_nth (component, "interpretation", 0)));
      cell (put, NULL);
    }
}

static char *
dup_medicine (Put        *put,
              JsonObject *resource)
{
  JsonObject *concept = fhir_json_object (resource, "medicationCodeableConcept");
  JsonObject *medication = renderer_fhir_resolve (put->bundle, resource, "medicationReference");

  if (concept == NULL)
    concept = fhir_json_object (medication, "code");

  return g_strdup (renderer_fhir_words (concept));
}

static JsonObject *
get_dosage (JsonObject *resource,
            guint       i)
{
  return fhir_json_nth (resource, fhir_json_n (resource, "dosage") > 0 ? "dosage" : "dosageInstruction", i);
}

/* What is taken at @when (MORN, NOON, EVE, NIGHT) (transfer full): "" for nothing. */
static char *
dup_dose_at (Put        *put,
             JsonObject *resource,
             const char *when)
{
  JsonObject *dosage;

  for (guint i = 0; (dosage = get_dosage (resource, i)) != NULL; i++)
    {
      JsonObject *repeat = fhir_json_object (fhir_json_object (dosage, "timing"), "repeat");

      for (guint j = 0; fhir_json_nth_string (repeat, "when", j) != NULL; j++)
        if (strcmp (fhir_json_nth_string (repeat, "when", j), when) == 0)
          return dup_quantity (put, fhir_json_object (fhir_json_nth (dosage, "doseAndRate", 0), "doseQuantity"));
    }

  return g_strdup ("");
}

/* In words, as prescribed. (transfer full) */
static char *
dup_dosage (Put        *put,
            JsonObject *resource)
{
  g_autoptr(GString) words = g_string_new (NULL);
  JsonObject *dosage;

  for (guint i = 0; (dosage = get_dosage (resource, i)) != NULL; i++)
    {
      const char      *text = fhir_json_string (dosage, "text");
      g_autofree char *dose = dup_quantity (put, fhir_json_object (fhir_json_nth (dosage, "doseAndRate", 0), "doseQuantity"));

      if (text == NULL)
        text = fhir_json_string (dosage, "patientInstruction");
      if (words->len > 0 && (text != NULL || *dose != '\0'))
        g_string_append_c (words, '\n');
      g_string_append (words, text != NULL ? text : dose);
    }

  return g_strdup (words->str);
}

static void
put_medicine (Put        *put,
              JsonObject *resource)
{
  static const char *const times[] = { "MORN", "NOON", "EVE", "NIGHT" };
  JsonObject              *period = fhir_json_object (resource, "effectivePeriod");
  g_autofree char         *medicine = dup_medicine (put, resource);
  g_autofree char         *dosage = dup_dosage (put, resource);

  cell (put, medicine);
  for (guint i = 0; i < G_N_ELEMENTS (times); i++)
    {
      g_autofree char *dose = dup_dose_at (put, resource, times[i]);

      cell (put, dose);
    }
  cell (put, dosage);
  cell (put, renderer_fhir_words (fhir_json_nth (resource, "reasonCode", 0)));
  cell_date (put, period != NULL ? fhir_json_string (period, "start") : fhir_json_string (resource, "authoredOn"));
  cell_date (put, fhir_json_string (period, "end"));
}

static void
put_vaccination (Put        *put,
                 JsonObject *resource)
{
  static const char *const dates[] = { "occurrenceDateTime", "occurrenceString", NULL };
  JsonObject              *protocol = fhir_json_nth (resource, "protocolApplied", 0);
  g_autoptr(GString) diseases = g_string_new (NULL);
  g_autofree char *number = renderer_fhir_dup_number (put->bundle, protocol, "doseNumberPositiveInt");
  const char      *dose = number != NULL ? number : fhir_json_string (protocol, "doseNumberString");

  for (guint i = 0; i < fhir_json_n (protocol, "targetDisease"); i++)
    g_string_append_printf (diseases, "%s%s", i > 0 ? ", " : "", renderer_fhir_words (fhir_json_nth (protocol, "targetDisease", i)));
  cell_date (put, first_of (resource, dates));
  cell (put, renderer_fhir_words (fhir_json_object (resource, "vaccineCode")));
  cell (put, diseases->str);
  cell (put, dose);
  cell (put, fhir_json_string (resource, "lotNumber"));
  cell_code (put, fhir_json_string (resource, "status"));
}

static void
put_allergy (Put        *put,
             JsonObject *resource)
{
  static const char *const dates[] = { "onsetDateTime", "recordedDate", NULL };
  JsonObject              *reaction = fhir_json_nth (resource, "reaction", 0);

  cell (put, renderer_fhir_words (fhir_json_object (resource, "code")));
  cell (put, renderer_fhir_words (fhir_json_nth (reaction, "manifestation", 0)));
  cell_code (put, fhir_json_string (resource, "criticality"));
  cell_code (put, code_of (fhir_json_object (resource, "verificationStatus")));
  cell_date (put, first_of (resource, dates));
  cell (put, note_of (resource));
}

static void
put_problem (Put        *put,
             JsonObject *resource)
{
  static const char *const dates[] = { "onsetDateTime", "onsetString", "recordedDate", NULL };

  cell (put, renderer_fhir_words (fhir_json_object (resource, "code")));
  cell_code (put, code_of (fhir_json_object (resource, "clinicalStatus")));
  cell_date (put, first_of (resource, dates));
  cell_date (put, fhir_json_string (resource, "abatementDateTime"));
  cell (put, note_of (resource));
}

static void
put_other (Put        *put,
           JsonObject *resource)
{
  static const char *const dates[] = { "date", "performedDateTime", "effectiveDateTime", "authoredOn", "issued", "created", "recordedDate", NULL };
  const char              *title = fhir_json_string (resource, "title");
  g_autofree char         *name = renderer_fhir_dup_name (put->bundle, resource);
  const char              *words = renderer_fhir_words (fhir_json_object (resource, "code"));

  if (title == NULL)
    title = *words != '\0' ? words : name;
  cell (put, title != NULL ? title : fhir_json_resource_type (resource));
  cell_date (put, first_of (resource, dates));
  cell_code (put, fhir_json_string (resource, "status"));
  cell (put, note_of (resource));
}

static const struct
{
  const char *types[4];
  RenderTerm  headers[10];
  void (*put) (Put *put, JsonObject *resource);
} tables[] = {
  { { "Observation" },
    { RENDER_TERM_TEST, RENDER_TERM_RESULT, RENDER_TERM_REFERENCE, RENDER_TERM_INTERPRETATION, RENDER_TERM_DATE },
    put_observation },
  { { "MedicationStatement", "MedicationRequest", "MedicationAdministration", "MedicationDispense" },
    { RENDER_TERM_MEDICINE, RENDER_TERM_MORNING, RENDER_TERM_NOON, RENDER_TERM_EVENING, RENDER_TERM_NIGHT, RENDER_TERM_DOSAGE,
      RENDER_TERM_REASON, RENDER_TERM_FROM, RENDER_TERM_TO },
    put_medicine },
  { { "Immunization" },
    { RENDER_TERM_DATE, RENDER_TERM_VACCINE, RENDER_TERM_DISEASES, RENDER_TERM_DOSE, RENDER_TERM_LOT, RENDER_TERM_STATUS },
    put_vaccination },
  { { "AllergyIntolerance" },
    { RENDER_TERM_SUBSTANCE, RENDER_TERM_REACTION, RENDER_TERM_CRITICALITY, RENDER_TERM_STATUS, RENDER_TERM_SINCE, RENDER_TERM_NOTE },
    put_allergy },
  { { "Condition" },
    { RENDER_TERM_PROBLEM, RENDER_TERM_STATUS, RENDER_TERM_FROM, RENDER_TERM_TO, RENDER_TERM_NOTE },
    put_problem },
  { { NULL }, { RENDER_TERM_ENTRY, RENDER_TERM_DATE, RENDER_TERM_STATUS, RENDER_TERM_NOTE }, put_other },
};

/* People, products and files are told where they are named. */
static gboolean
is_told_elsewhere (const char *type)
{
  static const char *const types[] = { "Patient", "Practitioner", "PractitionerRole", "Organization", "RelatedPerson", "Device",
                                       "Medication", "Binary", "Composition", "Specimen", "Encounter", NULL };

  return type == NULL || g_strv_contains (types, type);
}

static guint
table_of (const char *type)
{
  for (guint i = 0; i < G_N_ELEMENTS (tables) - 1; i++)
    for (guint j = 0; j < G_N_ELEMENTS (tables[i].types) && tables[i].types[j] != NULL; j++)
      if (strcmp (tables[i].types[j], type) == 0)
        return i;

  return G_N_ELEMENTS (tables) - 1;
}

void
renderer_fhir_put_rows (RendererBlocks     *blocks,
                        RendererFhirBundle *bundle,
                        GPtrArray          *resources)
{
  Put put = { blocks, bundle };

  for (guint table = 0; table < G_N_ELEMENTS (tables); table++)
    {
      gboolean begun = FALSE;

      for (guint i = 0; i < resources->len; i++)
        {
          const char *type = fhir_json_resource_type (resources->pdata[i]);

          if (is_told_elsewhere (type) || table_of (type) != table)
            continue;
          if (!begun)
            {
              renderer_blocks_add (blocks, RENDER_BLOCK_TABLE, 1, RENDER_TERM_NONE, NULL);
              renderer_blocks_add (blocks, RENDER_BLOCK_ROW, 1, RENDER_TERM_NONE, NULL);
              for (guint j = 0; j < G_N_ELEMENTS (tables[table].headers) && tables[table].headers[j] != RENDER_TERM_NONE; j++)
                header (&put, tables[table].headers[j]);
              begun = TRUE;
            }
          renderer_blocks_add (blocks, RENDER_BLOCK_ROW, 1, RENDER_TERM_NONE, NULL);
          tables[table].put (&put, resources->pdata[i]);
        }
      if (begun)
        renderer_blocks_add (blocks, RENDER_BLOCK_TABLE_END, 1, RENDER_TERM_NONE, NULL);
    }
}
