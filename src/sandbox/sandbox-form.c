/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "sandbox-form.h"

#include <string.h>

static void
parameter_free (gpointer data)
{
  SandboxParameter *parameter = data;

  g_free (parameter->name);
  g_free (parameter->value);
  g_free (parameter);
}

static char *
decode (const char *text)
{
  g_autofree char *spaced = g_strdelimit (g_strdup (text), "+", ' ');
  g_autofree char *decoded = g_uri_unescape_string (spaced, NULL);

  if (decoded == NULL || !g_utf8_validate (decoded, -1, NULL))
    return NULL;

  return g_steal_pointer (&decoded);
}

static void
add_pair (SandboxForm *self,
          const char  *pair)
{
  const char       *equals = strchr (pair, '=');
  g_autofree char  *raw_name = equals != NULL ? g_strndup (pair, (gsize) (equals - pair)) : g_strdup (pair);
  g_autofree char  *name = decode (raw_name);
  g_autofree char  *value = decode (equals != NULL ? equals + 1 : "");
  SandboxParameter *parameter;

  if (name == NULL || value == NULL)
    {
      self->is_broken = TRUE;
      return;
    }

  parameter = g_new0 (SandboxParameter, 1);
  parameter->name = g_steal_pointer (&name);
  parameter->value = g_steal_pointer (&value);
  g_ptr_array_add (self->parameters, parameter);
}

SandboxForm *
sandbox_form_parse (const char *text)
{
  SandboxForm *self = g_new0 (SandboxForm, 1);
  g_auto(GStrv) pairs = g_strsplit (text != NULL ? text : "", "&", -1);

  self->parameters = g_ptr_array_new_with_free_func (parameter_free);
  self->has_raw_bar = text != NULL && strchr (text, '|') != NULL;
  for (guint i = 0; pairs[i] != NULL; i++)
    if (*pairs[i] != '\0')
      add_pair (self, pairs[i]);

  return self;
}

void
sandbox_form_free (SandboxForm *self)
{
  if (self == NULL)
    return;

  g_ptr_array_unref (self->parameters);
  g_free (self);
}

guint
sandbox_form_n (const SandboxForm *self)
{
  return self->parameters->len;
}

const SandboxParameter *
sandbox_form_nth (const SandboxForm *self,
                  guint              position)
{
  return g_ptr_array_index (self->parameters, position);
}

const char *
sandbox_form_get (const SandboxForm *self,
                  const char        *name)
{
  for (guint i = 0; i < self->parameters->len; i++)
    {
      const SandboxParameter *parameter = sandbox_form_nth (self, i);

      if (strcmp (parameter->name, name) == 0)
        return parameter->value;
    }

  return NULL;
}

guint
sandbox_form_count (const SandboxForm *self,
                    const char        *name)
{
  guint n = 0;

  for (guint i = 0; i < self->parameters->len; i++)
    n += strcmp (sandbox_form_nth (self, i)->name, name) == 0;

  return n;
}
