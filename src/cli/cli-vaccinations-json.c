/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "cli-vaccinations-json.h"

#include "cli-output.h"
#include "cli-recommendations.h"
#include "model-allergy.h"
#include "model-condition.h"
#include "model-serology.h"
#include "record-vaccine-labels.h"

#include <json-glib/json-glib.h>
#include <stdio.h>

/* Whether the SPID may be seen: no string gets past add(). */
typedef struct
{
  JsonBuilder *builder; /* (owned) */
  gboolean     with_spid;
} Printer;

static const struct
{
  const char       *name;
  ModelClinicalKind kind;
} sections[] = {
  { "vaccinations", MODEL_CLINICAL_VACCINATION },
  { "basicImmunizations", MODEL_CLINICAL_BASIC_IMMUNIZATION },
  { "allergies", MODEL_CLINICAL_ALLERGY },
  { "illnesses", MODEL_CLINICAL_ILLNESS },
  { "problems", MODEL_CLINICAL_MEDICAL_PROBLEM },
  { "serology", MODEL_CLINICAL_SEROLOGY },
};

/* What is not known is left out, as in FHIR. */
static void
add (Printer    *self,
     const char *name,
     const char *text)
{
  g_autofree char *clean = NULL;

  if (text == NULL || *text == '\0')
    return;

  clean = cli_clean (text, self->with_spid);
  if (name != NULL)
    json_builder_set_member_name (self->builder, name);
  json_builder_add_string_value (self->builder, clean);
}

static void
add_date (Printer         *self,
          const char      *name,
          const ModelDate *date)
{
  g_autofree char *text = model_date_to_fhir (date);

  add (self, name, text);
}

static void
add_number (Printer    *self,
            const char *name,
            gint64      number)
{
  json_builder_set_member_name (self->builder, name);
  json_builder_add_int_value (self->builder, number);
}

static void
begin_array (Printer    *self,
             const char *name)
{
  json_builder_set_member_name (self->builder, name);
  json_builder_begin_array (self->builder);
}

static void
add_coding (Printer     *self,
            const char  *name,
            ModelCoding *coding)
{
  if (coding == NULL)
    return;

  if (name != NULL)
    json_builder_set_member_name (self->builder, name);
  json_builder_begin_object (self->builder);
  add (self, "system", model_coding_get_system (coding));
  add (self, "code", model_coding_get_code (coding));
  add (self, "display", record_vaccine_label (coding));
  json_builder_end_object (self->builder);
}

static void
add_actor (Printer    *self,
           const char *name,
           ModelActor *actor)
{
  g_autofree char *label = actor != NULL ? model_actor_dup_label (actor) : NULL;

  add (self, name, label);
}

static void
add_comments (Printer   *self,
              GPtrArray *comments)
{
  begin_array (self, "comments");
  for (guint i = 0; comments != NULL && i < comments->len; i++)
    {
      ModelComment *comment = g_ptr_array_index (comments, i);

      json_builder_begin_object (self->builder);
      add (self, "text", model_comment_get_text (comment));
      add_date (self, "time", model_comment_get_time (comment));
      add_actor (self, "author", model_comment_get_author (comment));
      json_builder_end_object (self->builder);
    }
  json_builder_end_array (self->builder);
}

static void
add_vaccination (Printer          *self,
                 ModelVaccination *vaccination)
{
  const ModelVaccinationDetails *details = model_vaccination_get_details (vaccination);
  g_autoptr(GPtrArray) diseases = record_vaccine_list_diseases (vaccination);

  json_builder_set_member_name (self->builder, "isDose");
  json_builder_add_boolean_value (self->builder, model_vaccination_is_dose (vaccination));
  add (self, "lot", details->lot);
  add_date (self, "expiry", &details->expiry);
  add_coding (self, "route", details->route);
  add_coding (self, "site", details->site);
  begin_array (self, "diseases");
  for (guint i = 0; i < diseases->len; i++)
    add_coding (self, NULL, g_ptr_array_index (diseases, i));
  json_builder_end_array (self->builder);
  if (details->n_doses > 0 && details->doses[0].number > 0)
    add_number (self, "dose", details->doses[0].number);
  else if (details->n_doses > 0)
    add (self, "doseText", details->doses[0].number_text);
}

static void
add_details (Printer            *self,
             ModelClinicalEntry *entry)
{
  if (MODEL_IS_VACCINATION (entry))
    add_vaccination (self, MODEL_VACCINATION (entry));
  else if (MODEL_IS_SEROLOGY (entry))
    {
      g_autofree char *value = model_serology_dup_value (MODEL_SEROLOGY (entry));

      add (self, "value", value);
    }
  else if (MODEL_IS_CONDITION (entry))
    {
      add (self, "clinicalStatus", model_condition_get_details (MODEL_CONDITION (entry))->clinical_status);
      add_date (self, "end", &model_condition_get_details (MODEL_CONDITION (entry))->end);
    }
  else if (MODEL_IS_ALLERGY (entry))
    {
      add (self, "clinicalStatus", model_allergy_get_details (MODEL_ALLERGY (entry))->clinical_status);
      add (self, "criticality", model_allergy_get_details (MODEL_ALLERGY (entry))->criticality);
    }
}

/* For scripts: never translated. */
static const char *
validation_code (ModelValidation validation)
{
  switch (validation)
    {
    case MODEL_VALIDATION_VALIDATED:
      return "validated";
    case MODEL_VALIDATION_NOT_VALIDATED:
      return "not-validated";
    case MODEL_VALIDATION_NOT_VERIFIABLE:
    default:
      return "not-verifiable";
    }
}

static const char *
state_code (ModelLineState state)
{
  switch (state)
    {
    case MODEL_LINE_REFUTED:
      return "refuted";
    case MODEL_LINE_DELETED:
      return "deleted";
    case MODEL_LINE_CURRENT:
    default:
      return "current";
    }
}

static void
add_marks (Printer       *self,
           ModelLineMarks marks)
{
  static const struct
  {
    ModelLineMarks mark;
    const char    *code;
  } codes[] = {
    { MODEL_LINE_MAY_BE_OUTDATED, "may-be-outdated" },
    { MODEL_LINE_PREDECESSOR_HIDDEN, "predecessor-hidden" },
    { MODEL_LINE_FORKED, "forked" },
    { MODEL_LINE_CIRCULAR, "circular" },
    { MODEL_LINE_AMBIGUOUS, "ambiguous" },
    { MODEL_LINE_DUPLICATE, "duplicate" },
    { MODEL_LINE_SIMILAR, "similar" },
  };

  begin_array (self, "marks");
  for (guint i = 0; i < G_N_ELEMENTS (codes); i++)
    if (marks & codes[i].mark)
      add (self, NULL, codes[i].code);
  json_builder_end_array (self->builder);
}

char *
cli_vaccinations_dup_key (ModelRecordLine *line)
{
  const char *id = model_clinical_entry_get_facts (model_record_line_get_entry (line))->id;

  return g_strconcat (model_vaccination_document_get_key (model_entry_version_get_document (model_record_line_get_head (line))), "#",
                      id != NULL ? id : "", NULL);
}

static void
add_history (Printer         *self,
             ModelRecordLine *line)
{
  begin_array (self, "versions");
  for (guint i = 0; i < model_record_line_get_n_versions (line); i++)
    {
      ModelEntryVersion                   *version = model_record_line_get_version (line, i);
      const ModelVaccinationDocumentFacts *document = model_vaccination_document_get_facts (model_entry_version_get_document (version));

      json_builder_begin_object (self->builder);
      add (self, "masterIdentifier", document->unique_id);
      add_date (self, "documentDate", &document->date);
      add (self, "providerRole", document->provider_role);
      add_actor (self, "author", document->authors != NULL ? g_ptr_array_index (document->authors, 0) : NULL);
      add (self, "validation", validation_code (model_entry_version_get_validation (version)));
      json_builder_end_object (self->builder);
    }
  json_builder_end_array (self->builder);
}

static void
add_line (Printer         *self,
          ModelRecordLine *line)
{
  ModelClinicalEntry       *entry = model_record_line_get_entry (line);
  const ModelClinicalFacts *facts = model_clinical_entry_get_facts (entry);
  g_autofree char          *key = cli_vaccinations_dup_key (line);

  json_builder_begin_object (self->builder);
  add (self, "key", key);
  add (self, "kind", model_clinical_kind_to_code (facts->kind));
  add_coding (self, "code", model_clinical_entry_get_code (entry));
  add (self, "text", record_vaccine_label_entry (entry));
  add_date (self, "date", &facts->date);
  add (self, "dateText", facts->date_text);
  add (self, "state", state_code (model_record_line_get_state (line)));
  add (self, "validation", validation_code (model_record_line_get_validation (line)));
  add_details (self, entry);
  begin_array (self, "performers");
  for (guint i = 0; facts->performers != NULL && i < facts->performers->len; i++)
    add_actor (self, NULL, g_ptr_array_index (facts->performers, i));
  json_builder_end_array (self->builder);
  add_actor (self, "recorder", facts->recorder);
  add_date (self, "recorded", &facts->recorded);
  add_comments (self, facts->comments);
  add_marks (self, model_record_line_get_marks (line));
  add_history (self, line);
  json_builder_end_object (self->builder);
}

/* @kind below 0: of every kind. */
static void
add_lines (Printer    *self,
           const char *name,
           GPtrArray  *lines,
           int         kind)
{
  begin_array (self, name);
  for (guint i = 0; i < lines->len; i++)
    if (kind < 0 || (int) model_clinical_entry_get_kind (model_record_line_get_entry (g_ptr_array_index (lines, i))) == kind)
      add_line (self, g_ptr_array_index (lines, i));
  json_builder_end_array (self->builder);
}

static const char *
reason_code (ModelUnreadReason reason)
{
  switch (reason)
    {
    case MODEL_UNREAD_NOT_ACCESSIBLE:
      return "not-accessible";
    case MODEL_UNREAD_NOT_FETCHED:
      return "not-fetched";
    case MODEL_UNREAD_OTHER_PATIENT:
      return "other-patient";
    case MODEL_UNREAD_OTHER_CONTENT:
      return "other-content";
    case MODEL_UNREAD_BROKEN:
    default:
      return "broken";
    }
}

static void
add_unread (Printer   *self,
            GPtrArray *unread)
{
  begin_array (self, "unreadable");
  for (guint i = 0; i < unread->len; i++)
    {
      ModelUnreadDocument *document = g_ptr_array_index (unread, i);

      json_builder_begin_object (self->builder);
      add (self, "masterIdentifier", model_unread_document_get_unique_id (document));
      add (self, "title", model_unread_document_get_title (document));
      add (self, "reason", reason_code (model_unread_document_get_reason (document)));
      add (self, "details", model_unread_document_get_details (document));
      json_builder_end_object (self->builder);
    }
  json_builder_end_array (self->builder);
}

static void
add_conflicts (Printer                *self,
               ModelVaccinationRecord *record)
{
  static const char *const codes[] = {
    [MODEL_RELATION_DUPLICATE] = "duplicate",
    [MODEL_RELATION_SIMILAR] = "similar",
    [MODEL_RELATION_FORK] = "fork",
    [MODEL_RELATION_OUTDATES] = "outdates",
  };

  begin_array (self, "conflicts");
  for (guint i = 0; i < model_vaccination_record_get_n_relations (record); i++)
    {
      const ModelLineRelation *relation = model_vaccination_record_get_relation (record, i);
      g_autofree char         *first = cli_vaccinations_dup_key (relation->first);
      g_autofree char         *second = cli_vaccinations_dup_key (relation->second);

      json_builder_begin_object (self->builder);
      add (self, "kind", codes[relation->kind]);
      add (self, "first", first);
      add (self, "second", second);
      json_builder_end_object (self->builder);
    }
  json_builder_end_array (self->builder);
}

static void
print (JsonBuilder *builder)
{
  g_autoptr(JsonGenerator) generator = json_generator_new ();
  g_autoptr(JsonNode) root = json_builder_get_root (builder);
  g_autofree char *text = NULL;

  json_generator_set_root (generator, root);
  json_generator_set_pretty (generator, TRUE);
  text = json_generator_to_data (generator, NULL);
  fputs (text, stdout); /* UTF-8 whatever the locale: not g_print(), which converts */
  fputc ('\n', stdout);
}

void
cli_json_print_vaccinations (ModelVaccinationRecord *record,
                             GPtrArray              *warnings,
                             RecordRecommendations  *recommendations,
                             gboolean                with_spid)
{
  g_autoptr(JsonBuilder) builder = json_builder_new ();
  Printer   self = { builder, with_spid };
  ModelDate copied;

  json_builder_begin_object (builder);
  for (guint i = 0; i < G_N_ELEMENTS (sections); i++)
    add_lines (&self, sections[i].name, model_vaccination_record_get_lines (record), sections[i].kind);
  add_lines (&self, "deleted", model_vaccination_record_get_deleted (record), -1);
  add_unread (&self, model_vaccination_record_get_unread (record));
  add_conflicts (&self, record);
  json_builder_set_member_name (builder, "partial");
  json_builder_add_boolean_value (builder, model_vaccination_record_is_partial (record));
  if (model_vaccination_record_is_copy (record, &copied))
    add_date (&self, "copyOf", &copied);
  if (recommendations != NULL)
    cli_json_add_recommendations (builder, recommendations, with_spid);
  begin_array (&self, "warnings");
  for (guint i = 0; i < warnings->len; i++)
    add (&self, NULL, g_ptr_array_index (warnings, i));
  json_builder_end_array (builder);
  json_builder_end_object (builder);
  print (builder);
}
