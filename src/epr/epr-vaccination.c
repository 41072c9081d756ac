/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "epr-vaccination.h"

#include "epr-vaccine-terms.h"
#include "fhir-vaccination.h"
#include "net-error.h"

#include <string.h>

#define ADMINISTRATION "urn:che:epr:ch-vacd:immunization-administration:2022"
#define RECORD "urn:che:epr:ch-vacd:vaccination-record:2022"
#define VACCINATION_DOCUMENT "41000179103"

EprVaccinationKind
epr_vaccination_kind (ModelDocument *document)
{
  ModelCoding *format;
  ModelCoding *kind;
  const char  *code;
  const char  *type;

  g_return_val_if_fail (MODEL_IS_DOCUMENT (document), EPR_VACCINATION_NONE);

  format = model_document_get_format (document);
  kind = model_document_get_document_type (document);
  code = format != NULL ? model_coding_get_code (format) : NULL;
  type = model_document_get_content_type (document);
  if (g_strcmp0 (code, ADMINISTRATION) == 0)
    return EPR_VACCINATION_ACT;
  if (g_strcmp0 (code, RECORD) == 0)
    return EPR_VACCINATION_SNAPSHOT;
  /* SNOMED CT has another address in registries than in FHIR (R-VAC-90) */
  if (kind != NULL && g_strcmp0 (model_coding_get_code (kind), VACCINATION_DOCUMENT) == 0 && type != NULL && strstr (type, "fhir") != NULL)
    return EPR_VACCINATION_ACT;

  return EPR_VACCINATION_NONE;
}

typedef struct
{
  GBytes        *bytes;    /* (owned) */
  ModelDocument *document; /* (owned) (nullable) */
} Reading;

static void
reading_free (Reading *reading)
{
  g_bytes_unref (reading->bytes);
  g_clear_object (&reading->document);
  g_free (reading);
}

static void
read_in_worker (GTask        *task,
                gpointer      source,
                gpointer      task_data,
                GCancellable *cancellable)
{
  Reading                  *reading = task_data;
  GError                   *error = NULL;
  ModelVaccinationDocument *document = fhir_vaccination_read (reading->bytes, reading->document, &error);

  /* what will be shown needs the value sets: they are read here, where nobody waits for them */
  epr_vaccine_terms_get_label ("", "");
  if (document == NULL)
    g_task_return_error (task, error);
  else
    g_task_return_pointer (task, document, g_object_unref);
}

void
epr_vaccination_read_async (GBytes             *bytes,
                            ModelDocument      *document,
                            GCancellable       *cancellable,
                            GAsyncReadyCallback callback,
                            gpointer            user_data)
{
  g_autoptr(GTask) task = NULL;
  Reading *reading;

  g_return_if_fail (bytes != NULL);
  g_return_if_fail (document == NULL || MODEL_IS_DOCUMENT (document));

  task = g_task_new (NULL, cancellable, callback, user_data);
  g_task_set_source_tag (task, epr_vaccination_read_async);
  reading = g_new0 (Reading, 1);
  reading->bytes = g_bytes_ref (bytes);
  g_set_object (&reading->document, document);
  g_task_set_task_data (task, reading, (GDestroyNotify) reading_free);
  g_task_run_in_thread (task, read_in_worker);
}

ModelVaccinationDocument *
epr_vaccination_read_finish (GAsyncResult *result,
                             GError      **error)
{
  g_return_val_if_fail (g_task_is_valid (result, NULL), NULL);
  g_return_val_if_fail (g_async_result_is_tagged (result, epr_vaccination_read_async), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}

gboolean
epr_vaccination_is_closed (const GError *error)
{
  return g_error_matches (error, NET_ERROR, NET_ERROR_FORBIDDEN) || g_error_matches (error, NET_ERROR, NET_ERROR_NOT_FOUND) ||
         g_error_matches (error, NET_ERROR, NET_ERROR_GONE);
}
