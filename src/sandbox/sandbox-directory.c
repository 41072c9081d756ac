/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "sandbox-directory.h"

#include "sandbox-directory-private.h"
#include "sandbox-json.h"
#include "sandbox-oids.h"
#include "sandbox-pages.h"

#include <string.h>

#define SYSTEM_LDAP "urn:ietf:rfc:4514"
#define DEFAULT_PAGE 50

static const char *const types[SANDBOX_N_DIRECTORIES] = {
  [SANDBOX_DIRECTORY_PERSON] = "Practitioner",
  [SANDBOX_DIRECTORY_ROLE] = "PractitionerRole",
  [SANDBOX_DIRECTORY_PLACE] = "Organization",
};

const char *
sandbox_directory_type (SandboxDirectoryKind kind)
{
  return types[kind];
}

guint
sandbox_directory_n (SandboxDirectoryKind kind)
{
  switch (kind)
    {
    case SANDBOX_DIRECTORY_PLACE:
      return sandbox_registry_n_places ();
    case SANDBOX_DIRECTORY_ROLE:
      return sandbox_registry_n_people () * SANDBOX_MAX_POSTS;
    case SANDBOX_DIRECTORY_PERSON:
    case SANDBOX_N_DIRECTORIES:
    default:
      return sandbox_registry_n_people ();
    }
}

gboolean
sandbox_directory_has (SandboxDirectoryKind kind,
                       guint                number)
{
  return kind != SANDBOX_DIRECTORY_ROLE ||
         sandbox_registry_person (number / SANDBOX_MAX_POSTS)->posts[number % SANDBOX_MAX_POSTS] != SANDBOX_NO_PLACE;
}

char *
sandbox_directory_id (SandboxDirectoryKind kind,
                      guint                number)
{
  if (kind == SANDBOX_DIRECTORY_PLACE)
    return g_strdup (sandbox_registry_place (number)->id);
  if (kind == SANDBOX_DIRECTORY_PERSON)
    return g_strdup (sandbox_registry_person (number)->id);

  return g_strdup_printf ("role-%u", number);
}

static JsonNode *
write_code (const SandboxCode *code)
{
  return code != NULL ? sandbox_json_concept (code->system, code->code, code->display) : NULL;
}

static JsonNode *
write_qualification (const SandboxCode *code)
{
  return code != NULL ? sandbox_json ("{'code':%o}", write_code (code)) : NULL;
}

static JsonNode *
write_person (guint number)
{
  const SandboxListed *person = sandbox_registry_person (number);
  g_autofree char     *ldap = g_strdup_printf ("uid=CommunityT:%s,OU=HCProfessional,DC=HPD,O=BAG,C=ch", person->id);
  g_auto(GStrv) given = g_strsplit (person->given, " ", -1);
  JsonNode *names = sandbox_json_array ();

  for (guint i = 0; given[i] != NULL; i++)
    sandbox_json_append (names, sandbox_json ("%s", given[i]));

  return sandbox_json ("{'resourceType':'Practitioner','id':%s,'meta':{'profile':['" CH_PROFILE "CH.mCSD.Practitioner']},"
                       "'identifier':[{'system':'" OID_GLN "','value':%s},{'system':'" SYSTEM_LDAP "','value':%s}],'active':%b,"
                       "'name':[{'family':%s,'given':%o,'prefix':[%s]}],'qualification':[%o,%o]}",
                       person->id, person->gln, ldap, TRUE, person->family, names, person->title,
                       write_qualification (person->profession), write_qualification (person->specialty));
}

static JsonNode *
write_role (guint number)
{
  const SandboxListed *person = sandbox_registry_person (number / SANDBOX_MAX_POSTS);
  const SandboxPlace  *place = sandbox_registry_place (person->posts[number % SANDBOX_MAX_POSTS]);
  g_autofree char     *id = sandbox_directory_id (SANDBOX_DIRECTORY_ROLE, number);
  g_autofree char     *practitioner = g_strconcat ("Practitioner/", person->id, NULL);
  g_autofree char     *organization = g_strconcat ("Organization/", place->id, NULL);

  return sandbox_json ("{'resourceType':'PractitionerRole','id':%s,'meta':{'profile':['" CH_PROFILE "CH.mCSD.PractitionerRole']},"
                       "'active':%b,'practitioner':{'reference':%s},'organization':{'reference':%s},'code':[%o],'specialty':[%o]}",
                       id, TRUE, practitioner, organization, write_code (person->profession), write_code (person->specialty));
}

static JsonNode *
write_place (guint number)
{
  const SandboxPlace *place = sandbox_registry_place (number);
  g_autofree char    *ldap = g_strdup_printf ("uid=CommunityT:%s,OU=HCRegulatedOrganization,DC=HPD,O=BAG,C=ch", place->id);
  g_autofree char    *parent = place->part_of != SANDBOX_NO_PLACE
                                   ? g_strconcat ("Organization/", sandbox_registry_place (place->part_of)->id, NULL)
                                   : NULL;

  return sandbox_json ("{'resourceType':'Organization','id':%s,'meta':{'profile':['" CH_PROFILE "CH.mCSD.Organization']},"
                       "'identifier':[{'system':'" SYSTEM_LDAP "','value':%s},{'system':'" SYSTEM_URI "','value':%s}],'active':%b,"
                       "'type':[%o],'name':%s,'address':[{'use':'work','city':%s,'country':'CH'}],'partOf':{'reference':%s}}",
                       place->id, ldap, place->oid, TRUE, write_code (&place->type), place->name, place->city, parent);
}

JsonNode *
sandbox_directory_write (SandboxDirectoryKind kind,
                         guint                number)
{
  switch (kind)
    {
    case SANDBOX_DIRECTORY_ROLE:
      return write_role (number);
    case SANDBOX_DIRECTORY_PLACE:
      return write_place (number);
    case SANDBOX_DIRECTORY_PERSON:
    case SANDBOX_N_DIRECTORIES:
    default:
      return write_person (number);
    }
}

/* "/fhir/Practitioner/_search", "/fhir/Practitioner/person-1" */
static SandboxDirectoryKind
kind_of_path (const char *path)
{
  const char *type = path + strlen ("/fhir/");
  gsize       length = strcspn (type, "/");

  for (guint i = 0; i < SANDBOX_N_DIRECTORIES; i++)
    if (strlen (types[i]) == length && strncmp (types[i], type, length) == 0)
      return (SandboxDirectoryKind) i;

  return SANDBOX_DIRECTORY_PERSON;
}

static JsonNode *
write_entry (SandboxExchange     *exchange,
             SandboxDirectoryKind kind,
             guint                number,
             const char          *mode)
{
  g_autofree char *id = sandbox_directory_id (kind, number);
  g_autofree char *full_url = g_strdup_printf ("%s/%s/%s", exchange->community->base, types[kind], id);

  return sandbox_json ("{'fullUrl':%s,'resource':%o,'search':{'mode':%s}}", full_url, sandbox_directory_write (kind, number), mode);
}

/* Each person of the page's roles, once. */
static void
include_people (SandboxExchange   *exchange,
                const SandboxPage *page,
                guint              offset,
                guint              end,
                JsonNode          *entries)
{
  g_autoptr(GHashTable) included = g_hash_table_new (NULL, NULL);

  for (guint i = offset; i < end; i++)
    {
      guint person = (guint) g_array_index (page->documents, gint64, i) / SANDBOX_MAX_POSTS;

      if (g_hash_table_add (included, GUINT_TO_POINTER (person)))
        sandbox_json_append (entries, write_entry (exchange, SANDBOX_DIRECTORY_PERSON, person, "include"));
    }
}

static void
send_page (SandboxExchange *exchange,
           SandboxPage     *page,
           const char      *key,
           guint            offset)
{
  SandboxDirectoryKind kind = kind_of_path (page->self + strlen (exchange->community->origin));
  guint                end = MIN (page->documents->len, offset + page->page_size);
  JsonNode            *entries = sandbox_json_array ();
  JsonNode            *bundle;
  g_autofree char     *next = NULL;

  if (end < page->documents->len)
    next = g_strdup_printf ("%s?_getpages=%s&_offset=%u", page->self, key, end);
  for (guint i = offset; i < end; i++)
    sandbox_json_append (entries, write_entry (exchange, kind, (guint) g_array_index (page->documents, gint64, i), "match"));
  if (page->with_people)
    include_people (exchange, page, offset, end, entries);

  bundle = sandbox_json ("{'resourceType':'Bundle','type':'searchset','total':%i,'link':[{'relation':'self','url':%s}],'entry':%o}",
                         (gint64) page->documents->len, page->self, entries);
  if (next != NULL)
    json_array_add_element (json_object_get_array_member (json_node_get_object (bundle), "link"),
                            sandbox_json ("{'relation':'next','url':%s}", next));
  sandbox_exchange_reply_fhir (exchange, 200, bundle);
}

static void
search_with (SandboxExchange   *exchange,
             const SandboxForm *form)
{
  SandboxCommunity       *community = exchange->community;
  SandboxDirectoryKind    kind = kind_of_path (exchange->path);
  SandboxDirectoryOptions options;
  g_autofree char        *fault = NULL;
  g_autofree char        *address = g_strdup_printf ("%s/%s", community->base, types[kind]);
  g_autofree char        *key = NULL;
  g_autoptr(GArray) numbers = sandbox_directory_find (community, kind, form, &options, &fault);
  g_autoptr(SandboxPage) page = NULL;
  guint size;

  if (numbers == NULL)
    {
      sandbox_exchange_refuse (exchange, 400, "invalid", "%s", fault);
      return;
    }

  size = options.count > 0 ? options.count : DEFAULT_PAGE;
  if (community->faults.page_size > 0)
    size = MIN (size, (guint) community->faults.page_size);
  page = sandbox_page_new ("", address, size);
  page->with_people = options.with_people;
  if (numbers->len > 0)
    g_array_append_vals (page->documents, numbers->data, numbers->len);
  key = numbers->len > size ? sandbox_pages_put (community->pages, page) : NULL;
  send_page (exchange, page, key, 0);
}

static void
send_frozen_page (SandboxExchange *exchange,
                  const char      *key)
{
  SandboxCommunity *community = exchange->community;
  SandboxPage      *page = sandbox_pages_get (community->pages, key);
  const char       *text = sandbox_form_get (exchange->query, "_offset");
  g_autofree char  *address = g_strconcat (community->origin, exchange->path, NULL);
  guint64           offset = 0;

  if (page == NULL || strcmp (page->self, address) != 0 || text == NULL ||
      !g_ascii_string_to_unsigned (text, 10, 0, page->documents->len, &offset, NULL))
    {
      sandbox_exchange_refuse (exchange, 410, "expired", "This page is not kept any more; search again");
      return;
    }

  send_page (exchange, page, key, (guint) offset);
}

static gboolean
is_offered (SandboxExchange *exchange)
{
  if (!exchange->community->faults.mag)
    return TRUE;

  sandbox_exchange_refuse (exchange, 404, "not-found", "This gateway has no directory");

  return FALSE;
}

void
sandbox_directory_search (SandboxExchange *exchange)
{
  const char *key = sandbox_form_get (exchange->query, "_getpages");
  g_autoptr(SandboxForm) form = NULL;

  if (!is_offered (exchange) || !sandbox_exchange_check_query (exchange, exchange->query))
    return;

  if (strcmp (exchange->method, "POST") == 0)
    {
      form = sandbox_exchange_read_form (exchange);
      if (form != NULL && sandbox_exchange_check_query (exchange, form))
        search_with (exchange, form);
    }
  else if (key != NULL)
    send_frozen_page (exchange, key);
  else
    search_with (exchange, exchange->query);
}

/* R-CSD-2 */
void
sandbox_directory_read (SandboxExchange *exchange)
{
  SandboxDirectoryKind kind = kind_of_path (exchange->path);
  const char          *wanted = strrchr (exchange->path, '/') + 1;

  if (!is_offered (exchange))
    return;

  for (guint i = 0; i < sandbox_directory_n (kind); i++)
    {
      g_autofree char *id = sandbox_directory_has (kind, i) ? sandbox_directory_id (kind, i) : NULL;

      if (g_strcmp0 (id, wanted) == 0)
        {
          sandbox_exchange_reply_fhir (exchange, 200, sandbox_directory_write (kind, i));
          return;
        }
    }

  sandbox_exchange_refuse (exchange, 404, "not-found", "There is no %s of this id", types[kind]);
}
