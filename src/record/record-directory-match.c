/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "record-directory-match.h"

#include "epr-terminology.h"
#include "record-labels.h"

struct _RecordDirectoryMatch
{
  GObject parent_instance;

  ModelProfessional *professional; /* (owned) (nullable) */
  ModelOrganization *organization; /* (owned) (nullable) */
  char              *details;      /* (owned) */
};

G_DEFINE_FINAL_TYPE (RecordDirectoryMatch, record_directory_match, G_TYPE_OBJECT)

static void
record_directory_match_finalize (GObject *object)
{
  RecordDirectoryMatch *self = RECORD_DIRECTORY_MATCH (object);

  g_clear_object (&self->professional);
  g_clear_object (&self->organization);
  g_free (self->details);

  G_OBJECT_CLASS (record_directory_match_parent_class)->finalize (object);
}

static void
record_directory_match_class_init (RecordDirectoryMatchClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = record_directory_match_finalize;
}

static void
record_directory_match_init (RecordDirectoryMatch *self)
{
}

/* Her speciality, else her profession: qualifications hold both (R-CSD-4). */
static ModelCoding *
find_specialty (ModelProfessional *professional)
{
  guint n = model_professional_get_n_qualifications (professional);

  for (guint i = 0; i < n; i++)
    {
      ModelCoding *coding = model_professional_get_qualification (professional, i);
      g_autoptr(ModelCoding) known = epr_terminology_find ("hcp-specialisation", model_coding_get_code (coding));

      if (known != NULL)
        return coding;
    }

  return n > 0 ? model_professional_get_qualification (professional, 0) : NULL;
}

static void
add_words (GString    *text,
           const char *separator,
           const char *words)
{
  if (words != NULL && *words != '\0')
    g_string_append_printf (text, "%s%s", text->len > 0 ? separator : "", words);
}

static char *
describe (RecordDirectoryMatch *self,
          ModelCoding          *specialty)
{
  GString *text = g_string_new (NULL);

  if (self->professional != NULL)
    add_words (text, " · ", record_label_coding (specialty != NULL ? specialty : find_specialty (self->professional)));
  else
    add_words (text, " · ", record_label_coding (model_organization_get_type_coding (self->organization)));
  if (self->organization == NULL)
    return g_string_free (text, FALSE);

  if (self->professional != NULL)
    add_words (text, " · ", model_organization_get_name (self->organization));
  add_words (text, " · ", model_organization_get_part_of (self->organization));
  add_words (text, ", ", model_organization_get_city (self->organization));

  return g_string_free (text, FALSE);
}

RecordDirectoryMatch *
record_directory_match_new (ModelProfessional *professional,
                            ModelCoding       *specialty,
                            ModelOrganization *organization)
{
  RecordDirectoryMatch *self;

  g_return_val_if_fail (professional != NULL || organization != NULL, NULL);

  self = g_object_new (RECORD_TYPE_DIRECTORY_MATCH, NULL);
  g_set_object (&self->professional, professional);
  g_set_object (&self->organization, organization);
  self->details = describe (self, specialty);

  return self;
}

ModelProfessional *
record_directory_match_get_professional (RecordDirectoryMatch *self)
{
  g_return_val_if_fail (RECORD_IS_DIRECTORY_MATCH (self), NULL);

  return self->professional;
}

ModelOrganization *
record_directory_match_get_organization (RecordDirectoryMatch *self)
{
  g_return_val_if_fail (RECORD_IS_DIRECTORY_MATCH (self), NULL);

  return self->organization;
}

const char *
record_directory_match_get_title (RecordDirectoryMatch *self)
{
  g_return_val_if_fail (RECORD_IS_DIRECTORY_MATCH (self), "");

  return self->professional != NULL ? model_professional_get_name (self->professional)
                                    : model_organization_get_name (self->organization);
}

const char *
record_directory_match_get_details (RecordDirectoryMatch *self)
{
  g_return_val_if_fail (RECORD_IS_DIRECTORY_MATCH (self), "");

  return self->details;
}

const char *
record_directory_match_get_gln (RecordDirectoryMatch *self)
{
  g_return_val_if_fail (RECORD_IS_DIRECTORY_MATCH (self), NULL);

  return self->professional != NULL ? model_professional_get_gln (self->professional)
                                    : model_organization_get_gln (self->organization);
}

ModelActor *
record_directory_match_to_actor (RecordDirectoryMatch *self)
{
  const char *name;

  g_return_val_if_fail (RECORD_IS_DIRECTORY_MATCH (self), NULL);

  if (self->professional != NULL)
    return model_professional_to_actor (self->professional, self->organization);

  name = model_organization_get_name (self->organization);
  return model_actor_new (MODEL_ACTOR_ORGANIZATION, NULL, model_organization_get_gln (self->organization), *name != '\0' ? name : NULL);
}
