/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "sandbox-access.h"

#include <string.h>

typedef struct
{
  const char   *actor; /* GLN of the professional, also when an assistant asks */
  const char   *group; /* (nullable) OID */
  gboolean      emergency;
  char         *today; /* (owned) YYYY-MM-DD */
  SandboxAccess access;
} Decision;

static gboolean
concerns (const Decision      *decision,
          const SandboxPolicy *policy)
{
  if (policy->end != NULL && strcmp (policy->end, decision->today) < 0)
    return FALSE;

  switch (policy->template)
    {
    case 202:
      return decision->emergency;
    case 301:
    case 304:
      return strcmp (policy->actor, decision->actor) == 0;
    case 302:
      return decision->group != NULL && strcmp (policy->actor, decision->group) == 0;
    default:
      return FALSE;
    }
}

static void
weigh (const SandboxPolicy *policy,
       gpointer             user_data)
{
  Decision *decision = user_data;

  if (!concerns (decision, policy))
    return;
  if (policy->excludes)
    {
      decision->access.excluded = TRUE;
      return;
    }

  decision->access.by_name = decision->access.by_name || policy->template != 302;
  decision->access.up_to = decision->access.any ? MAX (decision->access.up_to, policy->level) : policy->level;
  decision->access.any = TRUE;
}

SandboxAccess
sandbox_access_to_read (SandboxCommunity   *community,
                        const SandboxGrant *grant,
                        gint64              patient)
{
  const SandboxPerson *person = sandbox_person_find (grant->user);
  gboolean             delegated = person != NULL && person->principal != NULL;
  g_autoptr(GDateTime) now = g_date_time_new_from_unix_utc (sandbox_community_now (community));
  g_autofree char *today = g_date_time_format (now, "%Y-%m-%d");
  Decision         decision = { .emergency = g_strcmp0 (grant->purpose, "EMER") == 0, .today = today };

  if (person == NULL)
    return decision.access;

  decision.actor = delegated ? person->principal : person->gln;
  decision.group = sandbox_person_group (person)->oid;
  sandbox_store_visit_policies (community->store, patient, weigh, &decision);
  /* A machine deposits and reads nothing. */
  if (decision.access.excluded || strcmp (person->role, "TCU") == 0)
    decision.access.any = FALSE;

  return decision.access;
}

gboolean
sandbox_access_permits (const SandboxAccess *access,
                        SandboxLevel         level)
{
  return access->any && level <= access->up_to;
}
