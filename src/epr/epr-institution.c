/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "epr-institution-private.h"

#include "epr-terminology.h"

#define GROUP "institution"

static char *
read_code (EprSettings *settings,
           const char  *key,
           const char  *set,
           GError     **error)
{
  char *code = epr_settings_dup (settings, GROUP, key);
  g_autoptr(ModelCoding) coding = code != NULL ? epr_terminology_find (set, code) : NULL;

  if (code != NULL && coding == NULL)
    epr_settings_fail (error, GROUP, key, "is not in the national list");

  return code;
}

EprInstitution *
epr_institution_read (EprSettings *settings,
                      GError     **error)
{
  EprInstitution *self = g_new0 (EprInstitution, 1);

  self->name = epr_settings_dup_locale (settings, GROUP, "name");
  self->id = epr_settings_oid (settings, GROUP, "id", error);
  self->facility_type = read_code (settings, "facility-type", "healthcare-facility-type", error);
  self->practice_setting = read_code (settings, "practice-setting", "practice-setting", error);
  self->specialty = read_code (settings, "specialty", "author-speciality", error);
  self->language = read_code (settings, "language", "language", error);

  return self;
}

void
epr_institution_free (EprInstitution *self)
{
  g_free ((char *) self->name);
  g_free ((char *) self->id);
  g_free ((char *) self->facility_type);
  g_free ((char *) self->practice_setting);
  g_free ((char *) self->specialty);
  g_free ((char *) self->language);
  g_free (self);
}
