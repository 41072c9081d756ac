/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Which entries of the directory fit the parameters of a search (section 8). */
#include "config.h"

#include "sandbox-directory-private.h"

#include "sandbox-oids.h"

#include <string.h>

typedef enum
{
  MATCH_START,
  MATCH_CONTAINS,
  MATCH_EXACT
} Match;

typedef enum
{
  KIND_TOKEN,
  KIND_CODE, /* a token that may stand without a system */
  KIND_STRING,
  KIND_REFERENCE,
  KIND_NOTHING /* known, and nothing fits it */
} ParameterKind;

typedef struct
{
  const char   *name;
  ParameterKind kind;
  guint         kinds; /* a set of 1 << SandboxDirectoryKind */
  gboolean (*accepts) (SandboxDirectoryKind kind, guint number, const char *value, Match match);
} Definition;

#define PERSON (1 << SANDBOX_DIRECTORY_PERSON)
#define ROLE (1 << SANDBOX_DIRECTORY_ROLE)
#define PLACE (1 << SANDBOX_DIRECTORY_PLACE)

static const SandboxListed *
person_of (guint post)
{
  return sandbox_registry_person (post / SANDBOX_MAX_POSTS);
}

static const SandboxPlace *
place_of (guint post)
{
  return sandbox_registry_place (person_of (post)->posts[post % SANDBOX_MAX_POSTS]);
}

static gboolean
text_fits (const char *text,
           const char *value,
           Match       match)
{
  g_autofree char *folded = text != NULL ? sandbox_fold (text) : NULL;
  g_autofree char *wanted = sandbox_fold (value);

  if (folded == NULL)
    return FALSE;

  switch (match)
    {
    case MATCH_EXACT:
      return strcmp (text, value) == 0;
    case MATCH_CONTAINS:
      return strstr (folded, wanted) != NULL;
    case MATCH_START:
    default:
      return g_str_has_prefix (folded, wanted);
    }
}

/* Each word of a given name is an element of its own. */
static gboolean
given_fits (const SandboxListed *person,
            const char          *value,
            Match                match)
{
  g_auto(GStrv) words = g_strsplit (person->given, " ", -1);

  for (guint i = 0; words[i] != NULL; i++)
    if (text_fits (words[i], value, match))
      return TRUE;

  return FALSE;
}

static gboolean
accepts_name (SandboxDirectoryKind kind,
              guint                number,
              const char          *value,
              Match                match)
{
  const SandboxListed *person;

  if (kind == SANDBOX_DIRECTORY_PLACE)
    return text_fits (sandbox_registry_place (number)->name, value, match);

  person = sandbox_registry_person (number);
  return text_fits (person->family, value, match) || given_fits (person, value, match) || text_fits (person->title, value, match);
}

static gboolean
accepts_family (SandboxDirectoryKind kind,
                guint                number,
                const char          *value,
                Match                match)
{
  return text_fits (sandbox_registry_person (number)->family, value, match);
}

static gboolean
accepts_given (SandboxDirectoryKind kind,
               guint                number,
               const char          *value,
               Match                match)
{
  return given_fits (sandbox_registry_person (number), value, match);
}

static gboolean
token_is (const char *value,
          const char *system,
          const char *code)
{
  const char *bar = strchr (value, '|');

  if (bar == NULL)
    return strcmp (value, code) == 0;

  return strcmp (bar + 1, code) == 0 && strlen (system) == (gsize) (bar - value) && g_str_has_prefix (value, system);
}

static gboolean
accepts_identifier (SandboxDirectoryKind kind,
                    guint                number,
                    const char          *value,
                    Match                match)
{
  return kind == SANDBOX_DIRECTORY_PLACE ? token_is (value, SYSTEM_URI, sandbox_registry_place (number)->oid)
                                         : token_is (value, OID_GLN, sandbox_registry_person (number)->gln);
}

/* Everybody here is. */
static gboolean
accepts_active (SandboxDirectoryKind kind,
                guint                number,
                const char          *value,
                Match                match)
{
  return strcmp (value, "true") == 0;
}

static gboolean
accepts_id (SandboxDirectoryKind kind,
            guint                number,
            const char          *value,
            Match                match)
{
  g_autofree char *id = sandbox_directory_id (kind, number);

  return strcmp (value, id) == 0;
}

static gboolean
accepts_type (SandboxDirectoryKind kind,
              guint                number,
              const char          *value,
              Match                match)
{
  const SandboxCode *type = &sandbox_registry_place (number)->type;

  return token_is (value, type->system, type->code);
}

static gboolean
reference_is (const char *value,
              const char *type,
              const char *id)
{
  g_autofree char *reference = g_strconcat (type, "/", id, NULL);

  return strcmp (value, id) == 0 || strcmp (value, reference) == 0 || (strstr (value, "://") != NULL && g_str_has_suffix (value, reference));
}

static gboolean
accepts_part_of (SandboxDirectoryKind kind,
                 guint                number,
                 const char          *value,
                 Match                match)
{
  guint parent = sandbox_registry_place (number)->part_of;

  return parent != SANDBOX_NO_PLACE && reference_is (value, "Organization", sandbox_registry_place (parent)->id);
}

static gboolean
accepts_practitioner (SandboxDirectoryKind kind,
                      guint                number,
                      const char          *value,
                      Match                match)
{
  return reference_is (value, "Practitioner", person_of (number)->id);
}

static gboolean
accepts_organization (SandboxDirectoryKind kind,
                      guint                number,
                      const char          *value,
                      Match                match)
{
  return reference_is (value, "Organization", place_of (number)->id);
}

static gboolean
accepts_role (SandboxDirectoryKind kind,
              guint                number,
              const char          *value,
              Match                match)
{
  return token_is (value, person_of (number)->profession->system, person_of (number)->profession->code);
}

static gboolean
accepts_specialty (SandboxDirectoryKind kind,
                   guint                number,
                   const char          *value,
                   Match                match)
{
  const SandboxCode *specialty = person_of (number)->specialty;

  return specialty != NULL && token_is (value, specialty->system, specialty->code);
}

static const Definition definitions[] = {
  { "name", KIND_STRING, PERSON | PLACE, accepts_name },
  { "family", KIND_STRING, PERSON, accepts_family },
  { "given", KIND_STRING, PERSON, accepts_given },
  { "identifier", KIND_TOKEN, PERSON | PLACE, accepts_identifier },
  { "active", KIND_CODE, PERSON | ROLE | PLACE, accepts_active },
  { "_id", KIND_CODE, PERSON | ROLE | PLACE, accepts_id },
  { "type", KIND_TOKEN, PLACE, accepts_type },
  { "partof", KIND_REFERENCE, PLACE, accepts_part_of },
  { "practitioner", KIND_REFERENCE, ROLE, accepts_practitioner },
  { "organization", KIND_REFERENCE, ROLE, accepts_organization },
  { "role", KIND_TOKEN, ROLE, accepts_role },
  { "specialty", KIND_TOKEN, ROLE, accepts_specialty },
  { "location", KIND_NOTHING, ROLE, NULL },
  { "service", KIND_NOTHING, ROLE, NULL },
};

/* What changes nothing of which entries fit. */
static const char *const controls[] = { "_count", "_sort", "_format", "_include", "_revinclude", "_lastUpdated", NULL };

typedef struct
{
  const Definition *definition;
  Match             match;
  GStrv             values; /* (owned) any of them may fit */
} Filter;

static void
filter_clear (gpointer data)
{
  g_strfreev (((Filter *) data)->values);
}

static const Definition *
find_definition (SandboxDirectoryKind kind,
                 const char          *name,
                 Match               *match)
{
  const char      *colon = strchr (name, ':');
  g_autofree char *plain = colon != NULL ? g_strndup (name, (gsize) (colon - name)) : g_strdup (name);

  *match = g_strcmp0 (colon, ":contains") == 0 ? MATCH_CONTAINS : g_strcmp0 (colon, ":exact") == 0 ? MATCH_EXACT
                                                                                                   : MATCH_START;
  for (guint i = 0; i < G_N_ELEMENTS (definitions); i++)
    if (strcmp (definitions[i].name, plain) == 0 && (definitions[i].kinds & (1u << kind)) != 0 &&
        (colon == NULL || (definitions[i].kind == KIND_STRING && *match != MATCH_START)))
      return &definitions[i];

  return NULL;
}

static const char *
check_values (const Filter *filter)
{
  for (guint i = 0; filter->values[i] != NULL; i++)
    {
      const char *value = filter->values[i];
      const char *bar = strchr (value, '|');

      if (*value == '\0')
        return "has no value";
      if (filter->definition->kind == KIND_TOKEN && (bar == NULL || bar == value || bar[1] == '\0'))
        return "needs system and code: system|code (R-ID-8)";
    }

  return NULL;
}

static gboolean
read_control (const SandboxParameter  *parameter,
              SandboxDirectoryOptions *options,
              char                   **fault)
{
  guint64 count;

  if (strcmp (parameter->name, "_count") == 0)
    {
      if (!g_ascii_string_to_unsigned (parameter->value, 10, 0, 100000, &count, NULL))
        {
          *fault = g_strdup ("_count must be a number");
          return FALSE;
        }
      options->count = (guint) count;
    }
  else if (strcmp (parameter->name, "_include") == 0 && strcmp (parameter->value, "PractitionerRole:practitioner") == 0)
    options->with_people = TRUE;

  return TRUE;
}

static gboolean
read_parameter (SandboxCommunity        *community,
                const SandboxParameter  *parameter,
                SandboxDirectoryOptions *options,
                GArray                  *filters,
                char                   **fault)
{
  Filter      filter = { NULL };
  const char *problem;

  if (g_strv_contains (controls, parameter->name))
    return read_control (parameter, options, fault);

  filter.definition = find_definition (options->kind, parameter->name, &filter.match);
  if (filter.definition == NULL)
    {
      if (community->faults.strict)
        *fault = g_strdup_printf ("The parameter %s is not known for %s", parameter->name, sandbox_directory_type (options->kind));
      return !community->faults.strict;
    }

  filter.values = g_strsplit (parameter->value, ",", -1);
  g_array_append_val (filters, filter);
  problem = community->faults.strict ? check_values (&filter) : NULL;
  if (problem != NULL)
    *fault = g_strdup_printf ("The parameter %s %s", parameter->name, problem);

  return problem == NULL;
}

static gboolean
fits (const Filter        *filter,
      SandboxDirectoryKind kind,
      guint                number)
{
  for (guint i = 0; filter->definition->kind != KIND_NOTHING && filter->values[i] != NULL; i++)
    if (filter->definition->accepts (kind, number, filter->values[i], filter->match))
      return TRUE;

  return FALSE;
}

GArray *
sandbox_directory_find (SandboxCommunity        *community,
                        SandboxDirectoryKind     kind,
                        const SandboxForm       *form,
                        SandboxDirectoryOptions *options,
                        char                   **fault)
{
  g_autoptr(GArray) filters = g_array_new (FALSE, FALSE, sizeof (Filter));
  GArray *numbers;

  *options = (SandboxDirectoryOptions) { .kind = kind };
  g_array_set_clear_func (filters, filter_clear);
  for (guint i = 0; i < sandbox_form_n (form); i++)
    if (!read_parameter (community, sandbox_form_nth (form, i), options, filters, fault))
      return NULL;

  numbers = g_array_new (FALSE, FALSE, sizeof (gint64));
  for (guint i = 0; i < sandbox_directory_n (kind); i++)
    {
      gboolean all = sandbox_directory_has (kind, i);
      gint64   number = i;

      for (guint j = 0; all && j < filters->len; j++)
        all = fits (&g_array_index (filters, Filter, j), kind, i);
      if (all)
        g_array_append_val (numbers, number);
    }

  return numbers;
}
