/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "sandbox-iua.h"

#include "sandbox-oids.h"

#include <string.h>

#define SPID_LENGTH 18

/* A Swiss parameter, or in the way of the gateway a scope word `name=value`, encoded (section 13). */
static char *
dup_parameter (SandboxCommunity  *community,
               const SandboxForm *form,
               char             **words,
               const char        *name)
{
  const char      *value = sandbox_form_get (form, name);
  g_autofree char *prefix = g_strconcat (name, "=", NULL);

  if (value != NULL || !community->faults.mag)
    return g_strdup (value);

  for (guint i = 0; words[i] != NULL; i++)
    if (g_str_has_prefix (words[i], prefix))
      return g_uri_unescape_string (words[i] + strlen (prefix), NULL);

  return NULL;
}

/* The code of the scope word `name=system|code` (5.3); FALSE when it is there, but not like this. */
static gboolean
read_scope_code (char      **words,
                 const char *name,
                 const char *system,
                 char      **code)
{
  g_autofree char *prefix = g_strconcat (name, "=", NULL);
  g_autofree char *full = g_strconcat (prefix, system, "|", NULL);

  for (guint i = 0; words[i] != NULL; i++)
    {
      g_autofree char *word = g_uri_unescape_string (words[i], NULL);

      if (word == NULL || !g_str_has_prefix (word, prefix))
        continue;
      if (!g_str_has_prefix (word, full) || word[strlen (full)] == '\0')
        return FALSE;
      g_free (*code);
      *code = g_strdup (word + strlen (full));
    }

  return TRUE;
}

/* 761337610411353650^^^&<any root>&ISO (2.1, R-ID-7) */
static char *
read_spid (const char *person_id)
{
  const char *tail = strlen (person_id) > SPID_LENGTH ? person_id + SPID_LENGTH : "";

  for (gsize i = 0; i < SPID_LENGTH; i++)
    if (!g_ascii_isdigit (person_id[i]))
      return NULL;
  if (!g_str_has_prefix (tail, "^^^&") || !g_str_has_suffix (tail, "&ISO"))
    return NULL;

  return g_strndup (person_id, SPID_LENGTH);
}

SandboxGrant *
sandbox_iua_read_grant (SandboxCommunity  *community,
                        const SandboxForm *form,
                        const char       **error,
                        const char       **description)
{
  const char *scope = sandbox_form_get (form, "scope");
  g_auto(GStrv) words = g_strsplit (scope != NULL ? scope : "", " ", -1);
  g_autoptr(SandboxGrant) grant = g_new0 (SandboxGrant, 1);
  g_autofree char *person_id = dup_parameter (community, form, words, "person_id");

  *error = "invalid_scope";
  *description = "A scope word is no system|code of the national lists";
  if (!read_scope_code (words, "purpose_of_use", OID_PURPOSE, &grant->purpose) ||
      !read_scope_code (words, "subject_role", OID_ROLE, &grant->role))
    return NULL;

  *error = "invalid_request";
  *description = "person_id is no SPID in the CX form";
  if (person_id != NULL && (grant->spid = read_spid (person_id)) == NULL)
    return NULL;

  *error = "invalid_scope";
  *description = "A token for a patient needs purpose_of_use and subject_role in the scope";
  if (grant->spid != NULL && (grant->purpose == NULL || grant->role == NULL))
    return NULL;

  grant->scope = g_strdup (scope);
  grant->principal = dup_parameter (community, form, words, "principal");
  grant->principal_id = dup_parameter (community, form, words, "principal_id");
  grant->group = dup_parameter (community, form, words, "group");
  grant->group_id = dup_parameter (community, form, words, "group_id");
  *error = *description = NULL;

  return g_steal_pointer (&grant);
}

static const char *
check_role (const SandboxGrant  *grant,
            const SandboxPerson *person)
{
  gboolean delegated = strcmp (person->role, "HCP") != 0;

  if (grant->role != NULL && strcmp (grant->role, person->role) != 0)
    return "This person does not have the role that is asked for";
  if (delegated && grant->role != NULL && g_strcmp0 (grant->principal_id, person->principal) != 0)
    return "An assistant or machine must name the professional it works for (principal_id)";
  if (strcmp (person->role, "ASS") == 0 && grant->role != NULL && grant->principal == NULL)
    return "An assistant must name the professional she works for (principal)";
  if (grant->group_id != NULL && strcmp (grant->group_id, sandbox_person_group (person)->oid) != 0)
    return "This person does not belong to the group";

  return NULL;
}

const char *
sandbox_iua_check_grant (SandboxCommunity   *community,
                         const SandboxGrant *grant)
{
  const SandboxPerson *person = sandbox_person_find (grant->user);
  gboolean             technical = person != NULL && strcmp (person->role, "TCU") == 0;
  g_autoptr(SandboxPatient) patient = NULL;
  const char *fault;

  if (person == NULL)
    return "Nobody of this number is registered";
  fault = check_role (grant, person);
  if (fault != NULL)
    return fault;
  if (grant->purpose != NULL && technical && strcmp (grant->purpose, "AUTO") != 0)
    return "A technical user has the purpose AUTO";
  if (grant->purpose != NULL && !technical && strcmp (grant->purpose, "NORM") != 0 && strcmp (grant->purpose, "EMER") != 0)
    return "The purpose of use must be NORM or EMER";
  if (grant->spid == NULL)
    return NULL;

  patient = sandbox_store_find_by_number (community->store, OID_SPID, grant->spid);

  return patient != NULL ? NULL : "No patient of this community has that SPID";
}
