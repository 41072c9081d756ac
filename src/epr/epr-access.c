/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "epr-access.h"

#include "epr-client-private.h"
#include "epr-error.h"
#include "epr-oids.h"

#include <string.h>

struct _EprAccess
{
  GObject parent_instance;

  EprClient      *client;  /* (owned) */
  ModelPatient   *patient; /* (owned) */
  NetTokenSource *tokens;  /* (owned) (nullable) */
  const char     *system;  /* (nullable) borrowed from the community */
  const char     *number;  /* borrowed from the patient */
};

G_DEFINE_FINAL_TYPE (EprAccess, epr_access, G_TYPE_OBJECT)

static void
epr_access_dispose (GObject *object)
{
  EprAccess *self = EPR_ACCESS (object);

  g_clear_object (&self->tokens);

  G_OBJECT_CLASS (epr_access_parent_class)->dispose (object);
}

static void
epr_access_finalize (GObject *object)
{
  EprAccess *self = EPR_ACCESS (object);

  g_clear_object (&self->patient);
  g_clear_object (&self->client);

  G_OBJECT_CLASS (epr_access_parent_class)->finalize (object);
}

static void
epr_access_class_init (EprAccessClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->dispose = epr_access_dispose;
  object_class->finalize = epr_access_finalize;
}

static void
epr_access_init (EprAccess *self)
{
}

static void
find_number (EprAccess    *self,
             EprCommunity *community)
{
  switch (epr_community_get_patient_id (community))
    {
    case EPR_PATIENT_ID_SPID:
      self->system = EPR_SYSTEM_SPID;
      break;

    case EPR_PATIENT_ID_MPI:
      self->system = epr_community_get_mpi_authority (community);
      break;

    case EPR_PATIENT_ID_LOGICAL:
      self->number = model_patient_get_id (self->patient);
      return;

    default:
      g_assert_not_reached ();
    }

  self->number = model_patient_find_identifier (self->patient, self->system);
}

EprAccess *
epr_access_new (EprClient    *client,
                ModelPatient *patient,
                EprPurpose    purpose,
                GError      **error)
{
  g_autoptr(EprAccess) self = NULL;
  EprCommunity *community;
  const char   *spid;
  gboolean      needs_token;

  g_return_val_if_fail (EPR_IS_CLIENT (client), NULL);
  g_return_val_if_fail (MODEL_IS_PATIENT (patient), NULL);

  community = epr_client_get_community (client);
  needs_token = epr_community_get_flow (community) != EPR_FLOW_NONE;
  self = g_object_new (EPR_TYPE_ACCESS, NULL);
  self->client = g_object_ref (client);
  self->patient = g_object_ref (patient);
  find_number (self, community);
  spid = model_patient_find_identifier (patient, EPR_SYSTEM_SPID);
  if (self->number == NULL || *self->number == '\0' || (needs_token && spid == NULL))
    {
      g_set_error_literal (error, EPR_ERROR, EPR_ERROR_NO_NUMBER,
                           "The patient's entry lacks the number by which this community finds documents");
      return NULL;
    }
  if (needs_token)
    self->tokens = epr_mint_new_source (client, purpose == EPR_PURPOSE_EMERGENCY ? "EMER" : "NORM", spid);

  return g_steal_pointer (&self);
}

EprClient *
epr_access_get_client (EprAccess *self)
{
  g_return_val_if_fail (EPR_IS_ACCESS (self), NULL);

  return self->client;
}

NetTokenSource *
epr_access_get_tokens (EprAccess *self)
{
  g_return_val_if_fail (EPR_IS_ACCESS (self), NULL);

  return self->tokens;
}

const char *
epr_access_get_number (EprAccess   *self,
                       const char **system)
{
  g_return_val_if_fail (EPR_IS_ACCESS (self), NULL);

  *system = self->system;

  return self->number;
}

/* Any of the patient's numbers of that system will do: a merged patient has two. */
static gboolean
has_number (ModelPatient *patient,
            const char   *system,
            const char   *value)
{
  for (guint i = 0; i < model_patient_get_n_identifiers (patient); i++)
    {
      ModelIdentifier *identifier = model_patient_get_identifier (patient, i);

      if (g_strcmp0 (model_identifier_get_system (identifier), system) == 0 &&
          g_str_equal (model_identifier_get_value (identifier), value))
        return TRUE;
    }

  return FALSE;
}

/* "Patient/17", "https://…/Patient/17", or the gateway's "Patient/<authority>-<number>". */
static gboolean
is_reference_to (EprAccess  *self,
                 const char *reference)
{
  const char      *slash = strrchr (reference, '/');
  const char      *last = slash != NULL ? slash + 1 : reference;
  const char      *id = model_patient_get_id (self->patient);
  g_autofree char *gateway_id = NULL;

  if (g_strcmp0 (last, id) == 0)
    return TRUE;
  if (self->system == NULL)
    return FALSE;

  gateway_id = g_strdup_printf ("%s-%s", self->system + strlen ("urn:oid:"), self->number);

  return g_str_equal (last, gateway_id);
}

gboolean
epr_access_is_about (EprAccess     *self,
                     ModelDocument *document)
{
  const char *value = model_document_get_subject_value (document);
  const char *reference = model_document_get_subject_reference (document);

  if (value != NULL)
    return has_number (self->patient, model_document_get_subject_system (document), value);
  if (reference != NULL)
    return is_reference_to (self, reference);

  return TRUE;
}

char *
epr_access_resolve_uri (EprAccess  *self,
                        const char *uri,
                        GError    **error)
{
  g_return_val_if_fail (EPR_IS_ACCESS (self), NULL);

  return epr_client_resolve_uri (self->client, EPR_SERVICE_DOCUMENTS, uri, error);
}
