/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "fhir-query.h"

struct _FhirQuery
{
  GString *text; /* (owned) */
};

FhirQuery *
fhir_query_new (void)
{
  FhirQuery *self = g_new0 (FhirQuery, 1);

  self->text = g_string_new (NULL);

  return self;
}

void
fhir_query_free (FhirQuery *self)
{
  g_string_free (self->text, TRUE);
  g_free (self);
}

void
fhir_query_add (FhirQuery  *self,
                const char *name,
                const char *value)
{
  if (self->text->len > 0)
    g_string_append_c (self->text, '&');

  /* names hold ':' and '.', which a query may show as they are */
  g_string_append_uri_escaped (self->text, name, ":$", TRUE);
  g_string_append_c (self->text, '=');
  g_string_append_uri_escaped (self->text, value, NULL, FALSE);
}

void
fhir_query_add_token (FhirQuery  *self,
                      const char *name,
                      const char *system,
                      const char *code)
{
  g_autofree char *token = system != NULL ? g_strdup_printf ("%s|%s", system, code) : g_strdup (code);

  fhir_query_add (self, name, token);
}

char *
fhir_query_to_string (FhirQuery *self)
{
  return g_strdup (self->text->str);
}
