/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "sandbox-vaccines.h"

#include "sandbox-file-resources.h"

#include <gio/gio.h>
#include <string.h>

#define TABLE "/org/cabinetdep/Sandbox/sandbox/vaccinations.txt"

typedef struct
{
  GHashTable             *codes;     /* name → SandboxVaccineCode */
  GPtrArray              *documents; /* of SandboxVaccineDocument */
  SandboxVaccinePatient  *patient;   /* the latest */
  SandboxVaccineDocument *document;  /* the latest */
} Table;

static const struct
{
  const char *name;
  const char *system;
} systems[] = {
  { "swissmedic", "http://fhir.ch/ig/ch-vacd/CodeSystem/ch-vacd-swissmedic-cs" },
  { "myvaccines", "http://fhir.ch/ig/ch-vacd/CodeSystem/ch-vacd-myvaccines-cs" },
  { "immunoglobulin", "http://fhir.ch/ig/ch-vacd/CodeSystem/ch-vacd-swissmedic-immunoglobulin-cs" },
  { "basic", "http://fhir.ch/ig/ch-vacd/CodeSystem/ch-vacd-basic-immunization-cs" },
  { "exposure", "http://fhir.ch/ig/ch-vacd/CodeSystem/ch-vacd-exposure-risks-cs" },
  { "snomed", "http://snomed.info/sct" },
  { "loinc", "http://loinc.org" },
  { "why", "http://terminology.hl7.org/CodeSystem/v3-ActReason" },
  { "site", "http://terminology.hl7.org/CodeSystem/v3-ActSite" },
  { "edqm", "http://standardterms.edqm.eu" },
  { "practice", "urn:oid:2.999.7.42" },
};

static const char *
system_of (const char *name)
{
  for (guint i = 0; i < G_N_ELEMENTS (systems); i++)
    if (g_str_equal (systems[i].name, name))
      return systems[i].system;

  g_error ("The table of vaccinations names no system %s", name);
}

/* code NAME SYSTEM CODE DISPLAY [DISEASE,DISEASE] */
static void
take_code (Table *self,
           GStrv  words,
           guint  n)
{
  SandboxVaccineCode *code = g_new0 (SandboxVaccineCode, 1);

  g_assert (n == 5 || n == 6);
  code->system = system_of (words[2]);
  code->code = g_strdup (words[3]);
  code->display = *words[4] != '\0' ? g_strdup (words[4]) : NULL;
  code->diseases = g_strsplit (n == 6 ? words[5] : "", ",", -1);
  g_hash_table_insert (self->codes, g_strdup (words[1]), code);
}

/* patient FAMILY GIVEN BIRTH GENDER LANGUAGE LINE POSTAL CITY */
static void
take_patient (Table *self,
              GStrv  words,
              guint  n)
{
  SandboxVaccinePatient *patient = g_new0 (SandboxVaccinePatient, 1);

  g_assert (n == 9);
  patient->family = g_strdup (words[1]);
  patient->given = g_strdup (words[2]);
  patient->birth_date = g_strdup (words[3]);
  patient->gender = g_strdup (words[4]);
  patient->language = g_strdup (words[5]);
  patient->line = g_strdup (words[6]);
  patient->postal = g_strdup (words[7]);
  patient->city = g_strdup (words[8]);
  self->patient = patient;
}

/* NAME=TEXT from @words on; "note" goes to @notes (nullable), as it may stand there several times. */
static void
take_values (GHashTable *values,
             GPtrArray  *notes,
             GStrv       words)
{
  for (; *words != NULL; words++)
    {
      char *equals = strchr (*words, '=');

      g_assert (equals != NULL);
      if (notes != NULL && g_str_has_prefix (*words, "note="))
        g_ptr_array_add (notes, g_strdup (equals + 1));
      else
        g_hash_table_replace (values, g_strndup (*words, (gsize) (equals - *words)), g_strdup (equals + 1));
    }
}

/* doc KEY TIME NAME=TEXT … */
static void
take_document (Table *self,
               GStrv  words,
               guint  n)
{
  SandboxVaccineDocument *document = g_new0 (SandboxVaccineDocument, 1);

  g_assert (n >= 3 && self->patient != NULL);
  document->patient = self->patient;
  document->key = g_strdup (words[1]);
  document->time = g_strdup (words[2]);
  document->values = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  document->entries = g_ptr_array_new ();
  take_values (document->values, NULL, words + 3);
  g_ptr_array_add (self->documents, document);
  self->document = document;
}

static SandboxVaccineEntry *
new_entry (Table      *self,
           const char *kind,
           const char *key)
{
  SandboxVaccineEntry *entry = g_new0 (SandboxVaccineEntry, 1);

  g_assert (self->document != NULL);
  entry->document = self->document;
  entry->kind = g_strdup (kind);
  entry->key = g_strdup (key);
  entry->values = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  entry->notes = g_ptr_array_new ();
  g_ptr_array_add (self->document->entries, entry);

  return entry;
}

static const SandboxVaccineCode *
code_of (Table      *self,
         const char *name)
{
  const SandboxVaccineCode *code = g_hash_table_lookup (self->codes, name);

  if (code == NULL && strcmp (name, "-") != 0)
    g_error ("The table of vaccinations has no code %s", name);

  return code;
}

/* vaccine KEY CODE NAME=TEXT … */
static void
take_entry (Table *self,
            GStrv  words,
            guint  n)
{
  SandboxVaccineEntry *entry;

  g_assert (n >= 3);
  entry = new_entry (self, words[0], words[1]);
  entry->code = code_of (self, words[2]);
  take_values (entry->values, entry->notes, words + 3);
}

static const SandboxVaccineEntry *
find_entry (GPtrArray                   *documents,
            const SandboxVaccinePatient *patient,
            const char                  *key)
{
  for (guint i = 0; i < documents->len; i++)
    {
      const SandboxVaccineDocument *document = g_ptr_array_index (documents, i);

      for (guint j = 0; document->patient == patient && j < document->entries->len; j++)
        {
          const SandboxVaccineEntry *entry = g_ptr_array_index (document->entries, j);

          if (g_str_equal (entry->key, key))
            return entry;
        }
    }

  return NULL;
}

static void
set_unless (GHashTable *values,
            const char *name,
            const char *text)
{
  if (text != NULL && !g_hash_table_contains (values, name))
    g_hash_table_insert (values, g_strdup (name), g_strdup (text));
}

/* Who gave it stays who gave it; of a copy, who entered it and when stay too. */
static void
keep_people (SandboxVaccineEntry       *entry,
             const SandboxVaccineEntry *old,
             gboolean                   again)
{
  const char *by = sandbox_vaccine_document_get (old->document, "by");

  if (g_strcmp0 (by, "patient") != 0)
    set_unless (entry->values, "performer", by);
  if (again)
    {
      g_hash_table_remove (entry->values, "recorder");
      g_hash_table_remove (entry->values, "recorded");
      return;
    }
  set_unless (entry->values, "recorder", by);
  set_unless (entry->values, "recorded", old->document->time);
}

/* again KEY OLDKEY NAME=TEXT …: the whole of an earlier entry, what is said otherwise, and that it replaces it.
 * same KEY NAME=TEXT …: an earlier entry as it was, with the same identifier. */
static void
take_repeated (Table *self,
               GStrv  words,
               guint  n)
{
  gboolean                   again = g_str_equal (words[0], "again");
  const SandboxVaccineEntry *old = n >= 2 ? find_entry (self->documents, self->patient, words[again ? 2 : 1]) : NULL;
  SandboxVaccineEntry       *entry;
  GHashTableIter             iter;
  gpointer                   name, text;

  if (old == NULL)
    g_error ("The table of vaccinations has no earlier entry for %s %s", words[0], words[1]);
  entry = new_entry (self, old->kind, words[1]);
  entry->code = old->code;
  g_hash_table_iter_init (&iter, old->values);
  while (g_hash_table_iter_next (&iter, &name, &text))
    if (!g_str_equal (name, "container"))
      g_hash_table_insert (entry->values, g_strdup (name), g_strdup (text));
  for (guint i = 0; i < old->notes->len; i++)
    g_ptr_array_add (entry->notes, g_strdup (g_ptr_array_index (old->notes, i)));
  keep_people (entry, old, again);
  if (again)
    g_hash_table_replace (entry->values, g_strdup ("replaces"), g_strdup (words[2]));
  take_values (entry->values, entry->notes, words + (again ? 3 : 2));
  if (sandbox_vaccine_entry_get (entry, "code") != NULL)
    entry->code = code_of (self, sandbox_vaccine_entry_get (entry, "code"));
}

static void
take_line (Table      *self,
           const char *line)
{
  static const struct
  {
    const char *word;
    void (*take) (Table *self, GStrv words, guint n);
  } kinds[] = {
    { "code", take_code },
    { "patient", take_patient },
    { "doc", take_document },
    { "vaccine", take_entry },
    { "basic", take_entry },
    { "allergy", take_entry },
    { "illness", take_entry },
    { "risk", take_entry },
    { "serology", take_entry },
    { "again", take_repeated },
    { "same", take_repeated },
  };
  g_auto(GStrv) words = NULL;
  g_autoptr(GError) error = NULL;
  int n = 0;

  if (!g_shell_parse_argv (line, &n, &words, &error))
    g_error ("The table of vaccinations: %s: %s", error->message, line);
  for (guint i = 0; i < G_N_ELEMENTS (kinds); i++)
    if (g_str_equal (kinds[i].word, words[0]))
      {
        kinds[i].take (self, words, (guint) n);
        return;
      }

  g_error ("The table of vaccinations: %s", line);
}

static gpointer
read_table (gpointer data)
{
  Table *self = g_new0 (Table, 1);
  g_autoptr(GError) error = NULL;
  g_autoptr(GBytes) bytes = g_resource_lookup_data (sandbox_file_get_resource (), TABLE, G_RESOURCE_LOOKUP_FLAGS_NONE, &error);
  g_auto(GStrv) lines = NULL;

  if (bytes == NULL)
    g_error ("The table of vaccinations: %s", error->message);
  self->codes = g_hash_table_new (g_str_hash, g_str_equal);
  self->documents = g_ptr_array_new ();
  lines = g_strsplit (g_bytes_get_data (bytes, NULL), "\n", -1);
  for (guint i = 0; lines[i] != NULL; i++)
    {
      g_strstrip (lines[i]);
      if (*lines[i] != '\0' && *lines[i] != '#')
        take_line (self, lines[i]);
    }

  return self;
}

static Table *
get_table (void)
{
  static GOnce once = G_ONCE_INIT;

  return g_once (&once, read_table, NULL);
}

guint
sandbox_vaccines_n_documents (void)
{
  return get_table ()->documents->len;
}

const SandboxVaccineDocument *
sandbox_vaccines_document (guint index)
{
  g_return_val_if_fail (index < get_table ()->documents->len, NULL);

  return g_ptr_array_index (get_table ()->documents, index);
}

const SandboxVaccineDocument *
sandbox_vaccines_find (const SandboxVaccinePatient *patient,
                       const char                  *key)
{
  const SandboxVaccineEntry *entry = find_entry (get_table ()->documents, patient, key);

  return entry != NULL ? entry->document : NULL;
}

const SandboxVaccineCode *
sandbox_vaccines_code (const char *name)
{
  return g_hash_table_lookup (get_table ()->codes, name);
}

const char *
sandbox_vaccine_document_get (const SandboxVaccineDocument *document,
                              const char                   *name)
{
  return g_hash_table_lookup (document->values, name);
}

const char *
sandbox_vaccine_entry_get (const SandboxVaccineEntry *entry,
                           const char                *name)
{
  return g_hash_table_lookup (entry->values, name);
}

gboolean
sandbox_vaccine_document_has_form (const SandboxVaccineDocument *document,
                                   const char                   *word)
{
  const char *forms = sandbox_vaccine_document_get (document, "forms");
  g_auto(GStrv) words = g_strsplit (forms != NULL ? forms : "", ",", -1);

  return g_strv_contains ((const char *const *) words, word);
}
