/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "fhir-directory.h"

#include "fhir-author.h"
#include "fhir-datatypes.h"
#include "fhir-document-reference.h"
#include "model-number.h"

#include <string.h>

#define SYSTEM_URI "urn:ietf:rfc:3986"
#define PRACTITIONER "Practitioner"
#define ORGANIZATION "Organization"
#define ROLE "PractitionerRole"

struct _FhirDirectory
{
  GObject parent_instance;

  GPtrArray  *bundles;   /* (owned) of FhirBundle: all that is borrowed below is theirs */
  GHashTable *resources; /* (owned) "Practitioner/id" or fullUrl → JsonObject (borrowed) */
  GPtrArray  *people;    /* (owned) of JsonObject (borrowed), likewise the others */
  GPtrArray  *roles;
  GPtrArray  *organizations; /* all of them */
  GPtrArray  *found;         /* organisations that were asked for */
  GHashTable *codings;       /* (owned) */
};

G_DEFINE_FINAL_TYPE (FhirDirectory, fhir_directory, G_TYPE_OBJECT)

static void
fhir_directory_finalize (GObject *object)
{
  FhirDirectory *self = FHIR_DIRECTORY (object);

  g_ptr_array_unref (self->people);
  g_ptr_array_unref (self->roles);
  g_ptr_array_unref (self->organizations);
  g_ptr_array_unref (self->found);
  g_hash_table_unref (self->resources);
  g_hash_table_unref (self->codings);
  g_ptr_array_unref (self->bundles);

  G_OBJECT_CLASS (fhir_directory_parent_class)->finalize (object);
}

static void
fhir_directory_class_init (FhirDirectoryClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = fhir_directory_finalize;
}

static void
fhir_directory_init (FhirDirectory *self)
{
  self->bundles = g_ptr_array_new_with_free_func (g_object_unref);
  self->resources = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  self->people = g_ptr_array_new ();
  self->roles = g_ptr_array_new ();
  self->organizations = g_ptr_array_new ();
  self->found = g_ptr_array_new ();
  self->codings = fhir_coding_cache_new ();
}

FhirDirectory *
fhir_directory_new (void)
{
  return g_object_new (FHIR_TYPE_DIRECTORY, NULL);
}

/* What FHIR allows as one; it goes into a list of several within one parameter. */
static gboolean
is_id (const char *id)
{
  gsize length = id != NULL ? strlen (id) : 0;

  return length > 0 && length <= 64 &&
         strspn (id, "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-.") == length;
}

/* The id in "Organization/x", "https://host/fhir/Organization/x/_history/2"; NULL when it names another sort of thing.
 * (transfer full) (nullable) */
static char *
id_in_reference (const char *reference,
                 const char *type)
{
  g_auto(GStrv) parts = reference != NULL ? g_strsplit (reference, "/", -1) : NULL;
  guint n = parts != NULL ? g_strv_length (parts) : 0;

  if (n >= 4 && g_str_equal (parts[n - 2], "_history"))
    n -= 2;

  return n >= 2 && g_str_equal (parts[n - 2], type) && is_id (parts[n - 1]) ? g_strdup (parts[n - 1]) : NULL;
}

static char *
key_of (const char *type,
        const char *id)
{
  return g_strconcat (type, "/", id, NULL);
}

/* The resource that member @name of @object refers to. (nullable) borrowed */
static JsonObject *
follow (FhirDirectory *self,
        JsonObject    *object,
        const char    *name,
        const char    *type)
{
  const char      *reference = fhir_json_string (fhir_json_object (object, name), "reference");
  g_autofree char *id = id_in_reference (reference, type);
  g_autofree char *key = id != NULL ? key_of (type, id) : NULL;
  JsonObject      *resource = reference != NULL ? g_hash_table_lookup (self->resources, reference) : NULL;

  if (resource == NULL && key != NULL)
    resource = g_hash_table_lookup (self->resources, key);

  return g_strcmp0 (fhir_json_resource_type (resource), type) == 0 ? resource : NULL;
}

/* FALSE when it is there already. */
static gboolean
remember (FhirDirectory         *self,
          const FhirBundleEntry *entry)
{
  const char      *type = fhir_json_resource_type (entry->resource);
  const char      *id = fhir_json_string (entry->resource, "id");
  g_autofree char *key = is_id (id) ? key_of (type, id) : NULL;

  if ((key != NULL && g_hash_table_contains (self->resources, key)) ||
      (entry->full_url != NULL && g_hash_table_contains (self->resources, entry->full_url)))
    return FALSE;

  if (key != NULL)
    g_hash_table_insert (self->resources, g_steal_pointer (&key), entry->resource);
  if (entry->full_url != NULL)
    g_hash_table_insert (self->resources, g_strdup (entry->full_url), entry->resource);

  return TRUE;
}

void
fhir_directory_add (FhirDirectory *self,
                    FhirBundle    *bundle,
                    gboolean       asked_for)
{
  g_return_if_fail (FHIR_IS_DIRECTORY (self));
  g_return_if_fail (FHIR_IS_BUNDLE (bundle));

  g_ptr_array_add (self->bundles, g_object_ref (bundle));
  for (guint i = 0; i < fhir_bundle_get_n_entries (bundle); i++)
    {
      FhirBundleEntry entry;
      const char     *type;

      if (!fhir_bundle_get_entry (bundle, i, &entry) || entry.mode == FHIR_SEARCH_MODE_OUTCOME)
        continue;

      type = fhir_json_resource_type (entry.resource);
      if (g_strcmp0 (type, PRACTITIONER) != 0 && g_strcmp0 (type, ROLE) != 0 && g_strcmp0 (type, ORGANIZATION) != 0)
        continue;
      if (!fhir_json_boolean (entry.resource, "active", TRUE) || !remember (self, &entry))
        continue;

      if (g_str_equal (type, ROLE))
        g_ptr_array_add (self->roles, entry.resource);
      else if (g_str_equal (type, ORGANIZATION))
        g_ptr_array_add (self->organizations, entry.resource);
      if (asked_for && g_str_equal (type, PRACTITIONER))
        g_ptr_array_add (self->people, entry.resource);
      else if (asked_for && g_str_equal (type, ORGANIZATION) && entry.mode != FHIR_SEARCH_MODE_INCLUDE)
        g_ptr_array_add (self->found, entry.resource);
    }
}

GPtrArray *
fhir_directory_list_people (FhirDirectory *self)
{
  GPtrArray *ids = g_ptr_array_new_with_free_func (g_free);

  g_return_val_if_fail (FHIR_IS_DIRECTORY (self), ids);

  for (guint i = 0; i < self->people->len; i++)
    {
      const char *id = fhir_json_string (g_ptr_array_index (self->people, i), "id");

      if (is_id (id))
        g_ptr_array_add (ids, g_strdup (id));
    }

  return ids;
}

static void
add_missing (FhirDirectory *self,
             GPtrArray     *resources,
             const char    *name,
             GPtrArray     *ids)
{
  for (guint i = 0; i < resources->len; i++)
    {
      JsonObject      *object = g_ptr_array_index (resources, i);
      const char      *reference = fhir_json_string (fhir_json_object (object, name), "reference");
      g_autofree char *id = follow (self, object, name, ORGANIZATION) == NULL ? id_in_reference (reference, ORGANIZATION) : NULL;

      if (id != NULL && !g_ptr_array_find_with_equal_func (ids, id, g_str_equal, NULL))
        g_ptr_array_add (ids, g_steal_pointer (&id));
    }
}

GPtrArray *
fhir_directory_list_missing (FhirDirectory *self)
{
  GPtrArray *ids = g_ptr_array_new_with_free_func (g_free);

  g_return_val_if_fail (FHIR_IS_DIRECTORY (self), ids);

  add_missing (self, self->roles, "organization", ids);
  add_missing (self, self->organizations, "partOf", ids);

  return ids;
}

static const char *
find_identifier (JsonObject *resource,
                 const char *system,
                 const char *prefix)
{
  for (guint i = 0; i < fhir_json_n (resource, "identifier"); i++)
    {
      JsonObject *identifier = fhir_json_nth (resource, "identifier", i);
      const char *value = fhir_json_string (identifier, "value");

      if (value != NULL && g_strcmp0 (fhir_json_string (identifier, "system"), system) == 0 && g_str_has_prefix (value, prefix))
        return value;
    }

  return NULL;
}

/* A number whose check digit is wrong names nobody. */
static const char *
find_gln (JsonObject *resource)
{
  const char *gln = find_identifier (resource, FHIR_SYSTEM_GLN, "");

  return gln != NULL && model_number_is_gln (gln) ? gln : NULL;
}

static ModelOrganization *
read_organization (FhirDirectory *self,
                   JsonObject    *resource)
{
  JsonObject *address = fhir_json_nth (resource, "address", 0);
  JsonObject *parent = follow (self, resource, "partOf", ORGANIZATION);
  const char *part_of = parent != NULL ? fhir_json_string (parent, "name")
                                       : fhir_json_string (fhir_json_object (resource, "partOf"), "display");
  g_autoptr(ModelCoding) type = fhir_concept_read (fhir_json_nth (resource, "type", 0), self->codings);

  return model_organization_new (&(ModelOrganizationInit) {
      .id = fhir_json_string (resource, "id"),
      .name = fhir_json_string (resource, "name"),
      .oid = find_identifier (resource, SYSTEM_URI, "urn:oid:"),
      .gln = find_gln (resource),
      .type = type,
      .address_line = fhir_json_nth_string (address, "line", 0),
      .postal_code = fhir_json_string (address, "postalCode"),
      .city = fhir_json_string (address, "city"),
      .part_of = part_of,
  });
}

/* Of an institution that has not come, at least the name that stands beside the reference. (nullable) */
static ModelOrganization *
read_organization_of (FhirDirectory *self,
                      JsonObject    *role)
{
  JsonObject *resource = follow (self, role, "organization", ORGANIZATION);
  const char *display = fhir_json_string (fhir_json_object (role, "organization"), "display");

  if (resource != NULL)
    return read_organization (self, resource);

  return display != NULL ? model_organization_new (&(ModelOrganizationInit) { .name = display }) : NULL;
}

static void
role_clear (gpointer data)
{
  ModelProfessionalRole *role = data;

  g_clear_object (&role->organization);
  g_clear_object (&role->profession);
  g_clear_object (&role->specialty);
}

/* (transfer full) person → GPtrArray of the resources of her roles, all borrowed */
static GHashTable *
group_roles (FhirDirectory *self)
{
  GHashTable *groups = g_hash_table_new_full (NULL, NULL, NULL, (GDestroyNotify) g_ptr_array_unref);

  for (guint i = 0; i < self->roles->len; i++)
    {
      JsonObject *role = g_ptr_array_index (self->roles, i);
      JsonObject *person = follow (self, role, "practitioner", PRACTITIONER);
      GPtrArray  *group = person != NULL ? g_hash_table_lookup (groups, person) : NULL;

      if (person != NULL && group == NULL)
        {
          group = g_ptr_array_new ();
          g_hash_table_insert (groups, person, group);
        }
      if (group != NULL)
        g_ptr_array_add (group, role);
    }

  return groups;
}

static GArray *
read_roles (FhirDirectory *self,
            GPtrArray     *group)
{
  GArray *roles = g_array_new (FALSE, TRUE, sizeof (ModelProfessionalRole));

  g_array_set_clear_func (roles, role_clear);
  for (guint i = 0; group != NULL && i < group->len; i++)
    {
      JsonObject           *resource = g_ptr_array_index (group, i);
      ModelProfessionalRole role = { NULL };

      role.organization = read_organization_of (self, resource);
      role.profession = fhir_concept_read (fhir_json_nth (resource, "code", 0), self->codings);
      role.specialty = fhir_concept_read (fhir_json_nth (resource, "specialty", 0), self->codings);
      g_array_append_val (roles, role);
    }

  return roles;
}

/* The official or usual name before an old one. */
static JsonObject *
choose_name (JsonObject *person)
{
  JsonObject *chosen = fhir_json_nth (person, "name", 0);

  for (guint i = 0; i < fhir_json_n (person, "name"); i++)
    {
      JsonObject *name = fhir_json_nth (person, "name", i);
      const char *use = fhir_json_string (name, "use");

      if (g_strcmp0 (use, "official") == 0 || g_strcmp0 (use, "usual") == 0)
        return name;
    }

  return chosen;
}

static ModelProfessional *
read_professional (FhirDirectory *self,
                   JsonObject    *person,
                   GPtrArray     *group)
{
  JsonObject      *name = choose_name (person);
  g_autofree char *given = fhir_human_name_read_given (name);
  g_autoptr(GPtrArray) qualifications = g_ptr_array_new_with_free_func (g_object_unref);
  g_autoptr(GArray) roles = read_roles (self, group);

  for (guint i = 0; i < fhir_json_n (person, "qualification"); i++)
    {
      ModelCoding *coding = fhir_concept_read (fhir_json_object (fhir_json_nth (person, "qualification", i), "code"), self->codings);

      if (coding != NULL)
        g_ptr_array_add (qualifications, coding);
    }

  return model_professional_new (&(ModelProfessionalInit) {
      .id = fhir_json_string (person, "id"),
      .title = fhir_json_nth_string (name, "prefix", 0),
      .family = fhir_json_string (name, "family"),
      .given = given,
      .text = fhir_json_string (name, "text"),
      .gln = find_gln (person),
      .qualifications = qualifications,
      .roles = (const ModelProfessionalRole *) roles->data,
      .n_roles = roles->len,
  });
}

GPtrArray *
fhir_directory_dup_professionals (FhirDirectory *self)
{
  GPtrArray *professionals = g_ptr_array_new_with_free_func (g_object_unref);
  g_autoptr(GHashTable) groups = NULL;

  g_return_val_if_fail (FHIR_IS_DIRECTORY (self), professionals);

  groups = group_roles (self);
  for (guint i = 0; i < self->people->len; i++)
    {
      JsonObject *person = g_ptr_array_index (self->people, i);

      g_ptr_array_add (professionals, read_professional (self, person, g_hash_table_lookup (groups, person)));
    }

  return professionals;
}

GPtrArray *
fhir_directory_dup_organizations (FhirDirectory *self)
{
  GPtrArray *organizations = g_ptr_array_new_with_free_func (g_object_unref);

  g_return_val_if_fail (FHIR_IS_DIRECTORY (self), organizations);

  for (guint i = 0; i < self->found->len; i++)
    g_ptr_array_add (organizations, read_organization (self, g_ptr_array_index (self->found, i)));

  return organizations;
}
