/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "cli-json.h"
#include "cli-batch.h"
#include "cli-output.h"
#include "model-issue.h"
#include "record-labels.h"

#include <json-glib/json-glib.h>
#include <stdio.h>

/* A printer that knows whether the SPID may be seen: no string gets past it. */
typedef struct
{
  JsonBuilder *builder; /* (owned) */
  gboolean     with_spid;
} Printer;

static void
printer_init (Printer    *self,
              const char *array,
              gboolean    with_spid)
{
  self->builder = json_builder_new ();
  self->with_spid = with_spid;
  json_builder_begin_object (self->builder);
  json_builder_set_member_name (self->builder, array);
  json_builder_begin_array (self->builder);
}

static void
add_value (Printer    *self,
           const char *text)
{
  g_autofree char *clean = cli_clean (text, self->with_spid);

  json_builder_add_string_value (self->builder, clean);
}

/* What is not known is left out, as in FHIR. */
static void
add (Printer    *self,
     const char *name,
     const char *text)
{
  if (text == NULL || *text == '\0')
    return;

  json_builder_set_member_name (self->builder, name);
  add_value (self, text);
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
add_coding (Printer     *self,
            const char  *name,
            ModelCoding *coding)
{
  const char *label;

  if (coding == NULL)
    return;

  label = model_coding_get_display (coding);
  json_builder_set_member_name (self->builder, name);
  json_builder_begin_object (self->builder);
  add (self, "system", model_coding_get_system (coding));
  add (self, "code", model_coding_get_code (coding));
  add (self, "display", label != NULL ? label : record_label_coding (coding));
  json_builder_end_object (self->builder);
}

static void
printer_finish (Printer   *self,
                GPtrArray *warnings)
{
  g_autoptr(JsonGenerator) generator = json_generator_new ();
  g_autoptr(JsonNode) root = NULL;
  g_autofree char *text = NULL;

  json_builder_end_array (self->builder);
  json_builder_set_member_name (self->builder, "warnings");
  json_builder_begin_array (self->builder);
  for (guint i = 0; i < warnings->len; i++)
    add_value (self, g_ptr_array_index (warnings, i));
  json_builder_end_array (self->builder);
  json_builder_end_object (self->builder);

  root = json_builder_get_root (self->builder);
  json_generator_set_root (generator, root);
  json_generator_set_pretty (generator, TRUE);
  text = json_generator_to_data (generator, NULL);
  /* JSON is UTF-8 whatever the locale: not g_print(), which converts */
  fputs (text, stdout);
  fputc ('\n', stdout);
  g_clear_object (&self->builder);
}

GPtrArray *
cli_warnings_new (GListModel *issues)
{
  g_autoptr(GPtrArray) warnings = g_ptr_array_new_with_free_func (g_free);

  for (guint i = 0; issues != NULL && i < g_list_model_get_n_items (issues); i++)
    {
      g_autoptr(ModelIssue) issue = g_list_model_get_item (issues, i);

      g_ptr_array_add (warnings, g_strdup (model_issue_get_text (issue)));
    }

  return g_steal_pointer (&warnings);
}

static void
add_identifiers (Printer      *self,
                 ModelPatient *patient)
{
  json_builder_set_member_name (self->builder, "identifier");
  json_builder_begin_array (self->builder);
  for (guint i = 0; i < model_patient_get_n_identifiers (patient); i++)
    {
      ModelIdentifier *identifier = model_patient_get_identifier (patient, i);

      if (!self->with_spid && cli_is_spid (identifier))
        continue;
      json_builder_begin_object (self->builder);
      add (self, "system", model_identifier_get_system (identifier));
      add (self, "value", model_identifier_get_value (identifier));
      json_builder_end_object (self->builder);
    }
  json_builder_end_array (self->builder);
}

static void
add_patient (Printer      *self,
             ModelPatient *patient)
{
  json_builder_begin_object (self->builder);
  add (self, "family", model_patient_get_family (patient));
  json_builder_set_member_name (self->builder, "given");
  json_builder_begin_array (self->builder);
  for (const char *const *given = model_patient_get_given (patient); *given != NULL; given++)
    add_value (self, *given);
  json_builder_end_array (self->builder);
  add_date (self, "birthDate", model_patient_get_birth_date (patient));
  add (self, "gender", model_gender_to_code (model_patient_get_gender (patient)));
  add_identifiers (self, patient);
  add (self, "matchGrade", model_match_grade_to_code (model_patient_get_grade (patient)));
  json_builder_end_object (self->builder);
}

void
cli_json_print_patients (GListModel *patients,
                         GPtrArray  *warnings,
                         gboolean    with_spid)
{
  Printer printer;

  printer_init (&printer, "patients", with_spid);
  for (guint i = 0; i < g_list_model_get_n_items (patients); i++)
    {
      g_autoptr(ModelPatient) patient = g_list_model_get_item (patients, i);

      add_patient (&printer, patient);
    }
  printer_finish (&printer, warnings);
}

static void
add_authors (Printer       *self,
             ModelDocument *document)
{
  json_builder_set_member_name (self->builder, "author");
  json_builder_begin_array (self->builder);
  for (guint i = 0; i < model_document_get_n_authors (document); i++)
    {
      const ModelDocumentAuthor *author = model_document_get_author (document, i);

      json_builder_begin_object (self->builder);
      add (self, "display", author->person);
      add (self, "organization", author->organization);
      json_builder_end_object (self->builder);
    }
  json_builder_end_array (self->builder);
}

static const char *
status_code (ModelDocument *document)
{
  switch (model_document_get_status (document))
    {
    case MODEL_DOCUMENT_CURRENT:
      return "current";
    case MODEL_DOCUMENT_SUPERSEDED:
      return "superseded";
    case MODEL_DOCUMENT_ENTERED_IN_ERROR:
      return "entered-in-error";
    case MODEL_DOCUMENT_STATUS_UNKNOWN:
    default:
      return NULL;
    }
}

static void
add_document (Printer       *self,
              ModelDocument *document,
              const char    *output,
              const char    *integrity)
{
  json_builder_begin_object (self->builder);
  add (self, "id", model_document_get_id (document));
  add (self, "masterIdentifier", model_document_get_unique_id (document));
  add (self, "status", status_code (document));
  add (self, "title", record_label_title (document));
  add_date (self, "date", model_document_get_created (document));
  add_coding (self, "type", model_document_get_document_type (document));
  add_coding (self, "category", model_document_get_category (document));
  add_authors (self, document);
  add (self, "contentType", model_document_get_content_type (document));
  if (model_document_get_size (document) >= 0)
    {
      json_builder_set_member_name (self->builder, "size");
      json_builder_add_int_value (self->builder, model_document_get_size (document));
    }
  add (self, "hash", model_document_get_hash (document));
  add (self, "output", output);
  add (self, "integrity", integrity);
  json_builder_end_object (self->builder);
}

void
cli_json_print_documents (GPtrArray  *documents,
                          GPtrArray  *warnings,
                          const char *output,
                          const char *integrity,
                          gboolean    with_spid)
{
  Printer printer;

  printer_init (&printer, "documents", with_spid);
  for (guint i = 0; i < documents->len; i++)
    add_document (&printer, g_ptr_array_index (documents, i), output, integrity);
  printer_finish (&printer, warnings);
}

static void
add_outcome (Printer          *self,
             const CliOutcome *outcome)
{
  json_builder_begin_object (self->builder);
  add (self, "file", outcome->file);
  add (self, "patient", outcome->patient);
  add (self, "state", cli_state_get_word (outcome->state));
  add (self, "masterIdentifier", outcome->unique_id);
  add (self, "reason", outcome->reason);
  json_builder_end_object (self->builder);
}

void
cli_json_print_outcomes (GPtrArray *outcomes,
                         gboolean   with_spid)
{
  g_autoptr(GPtrArray) warnings = g_ptr_array_new ();
  Printer printer;

  printer_init (&printer, "documents", with_spid);
  for (guint i = 0; i < outcomes->len; i++)
    add_outcome (&printer, g_ptr_array_index (outcomes, i));
  printer_finish (&printer, warnings);
}

static const char *
deposit_word (RecordDeposit *deposit)
{
  switch (record_deposit_get_state (deposit))
    {
    case RECORD_DEPOSIT_REFUSED:
      return "refused";
    case RECORD_DEPOSIT_NEEDS_CONSENT:
      return "needs-consent";
    case RECORD_DEPOSIT_NEEDS_SIGN_IN:
      return "needs-sign-in";
    case RECORD_DEPOSIT_EXPIRED:
      return "expired";
    case RECORD_DEPOSIT_EDITING:
      return "editing";
    case RECORD_DEPOSIT_DONE:
      return "deposited";
    case RECORD_DEPOSIT_WAITING:
    case RECORD_DEPOSIT_ASKING:
    case RECORD_DEPOSIT_SENDING:
    default:
      return "waiting";
    }
}

static void
add_deposit (Printer       *self,
             RecordDeposit *deposit,
             gboolean       patients)
{
  ModelDocument *document = record_deposit_get_document (deposit);
  ModelProblem  *problem = record_deposit_get_problem (deposit);
  gint64         next_try = record_deposit_get_next_try (deposit);
  g_autoptr(GDateTime) date = next_try > 0 ? g_date_time_new_from_unix_local (next_try) : NULL;
  g_autofree char *time = date != NULL ? g_date_time_format (date, "%Y-%m-%dT%H:%M:%S%:z") : NULL;

  json_builder_begin_object (self->builder);
  add (self, "masterIdentifier", model_document_get_unique_id (document));
  add (self, "state", deposit_word (deposit));
  add (self, "notBefore", time);
  add_coding (self, "type", model_document_get_document_type (document));
  add_date (self, "date", model_document_get_created (document));
  add (self, "patient", patients ? record_deposit_get_patient (deposit) : NULL);
  add (self, "title", patients ? model_document_get_title (document) : NULL);
  add (self, "reason", problem != NULL ? model_problem_get_sentence (problem) : NULL);
  json_builder_end_object (self->builder);
}

void
cli_json_print_deposits (GPtrArray *deposits,
                         gboolean   patients)
{
  g_autoptr(GPtrArray) warnings = g_ptr_array_new ();
  Printer printer;

  printer_init (&printer, "documents", FALSE);
  for (guint i = 0; i < deposits->len; i++)
    add_deposit (&printer, g_ptr_array_index (deposits, i), patients);
  printer_finish (&printer, warnings);
}
