/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "sandbox-json.h"
#include "sandbox-oids.h"
#include "sandbox-people.h"
#include "sandbox-vaccine-private.h"

#include <string.h>

#define EPR_CODE SANDBOX_CORE "ch-ext-epr-confidentialitycode"

#define get sandbox_vaccine_document_get

static const struct
{
  const char *language, *locale, *act, *record;
} titles[] = {
  { "fr", "fr-CH", "Vaccin administré", "Dossier de vaccination" },
  { "de", "de-CH", "Verabreichte Impfung", "Impfdossier" },
  { "it", "it-CH", "Vaccinazione somministrata", "Cartella di vaccinazione" },
  { "en", "en-US", "Immunization Administration", "Vaccination Record" },
};

static const struct
{
  const char *kinds; /* of entries, separated by commas */
  const char *id, *code;
  const char *titles[G_N_ELEMENTS (titles)];
} sections[] = {
  { "vaccine,basic", "administration", "11369-6", { "Vaccins administrés", "Verabreichte Impfungen", "Vaccinazioni somministrate", "Immunization Administration" } },
  { "risk", "medicalproblems", "11450-4", { "Problèmes médicaux", "Medizinische Probleme", "Problemi medici", "Medical Problems" } },
  { "illness", "pastillnesses", "11348-0", { "Maladies antérieures", "Bisherige Krankheiten", "Malattie precedenti", "Previous illnesses" } },
  { "allergy", "allergyintolerances", "48765-2", { "Allergies", "Allergien", "Allergie", "Allergies" } },
  { "serology", "laboratory-serology", "18727-8", { "Résultats de laboratoire - Sérologie", "Laborbefund - Serologie", "Risultati di laboratorio - Sierologia", "Laboratory findings - Serology" } },
};

static const struct
{
  const char *name, *letter, *code;
} levels[] = {
  { "normal", "N", "17621005" },
  { "restricted", "R", "263856008" },
  { "secret", "V", "1141000195107" },
};

static gboolean
has_form (const SandboxVaccineWriter *self,
          const char                 *form)
{
  return sandbox_vaccine_document_has_form (self->document, form);
}

static guint
language_of (const SandboxVaccineWriter *self)
{
  const char *language = get (self->document, "language");

  for (guint i = 0; language != NULL && i < G_N_ELEMENTS (titles); i++)
    if (g_str_equal (titles[i].language, language))
      return i;

  return 1;
}

static guint
level_of (const SandboxVaccineWriter *self)
{
  const char *level = get (self->document, "level");

  for (guint i = 0; level != NULL && i < G_N_ELEMENTS (levels); i++)
    if (g_str_equal (levels[i].name, level))
      return i;

  return 0;
}

static char *
resource_id (const SandboxVaccineWriter *self,
             const SandboxVaccineEntry  *entry)
{
  g_autofree char *key = g_strconcat (self->document->key, "/", entry->key, NULL);

  return sandbox_vaccine_uuid (self, "resource", key);
}

/* Somebody else's name in somebody's record: "Family,Given,birth date,gender" (R-VAC-49). */
static JsonNode *
write_patient (SandboxVaccineWriter *self,
               const char           *id)
{
  const SandboxVaccinePatient *patient = self->document->patient;
  const char                  *other = get (self->document, "other");
  g_auto(GStrv) parts = g_strsplit (other != NULL ? other : ",,,", ",", 4);

  return sandbox_json (
      "{'resourceType':'Patient','id':%s,'meta':{'profile':['" SANDBOX_CORE "ch-core-patient-epr']},'identifier':[%o],"
      "'name':[{'family':%s,'given':[%s]}],'gender':%s,'birthDate':%s}",
      id,
      other != NULL || self->context->local == NULL
          ? NULL
          : sandbox_json ("{'type':{'coding':[{'system':'" SYSTEM_V2_TYPE "','code':'MR'}]},'system':'" OID_LOCAL "','value':%s}", self->context->local),
      other != NULL ? parts[0] : patient->family, other != NULL ? parts[1] : patient->given, other != NULL ? parts[3] : patient->gender,
      other != NULL ? parts[2] : patient->birth_date);
}

/* A short generated narrative of one sentence (R-VAC-21). */
static JsonNode *
narrative (const char *words)
{
  g_autofree char *escaped = g_markup_escape_text (words, -1);
  g_autofree char *div = g_strdup_printf ("<div xmlns=\"http://www.w3.org/1999/xhtml\"><p>%s</p></div>", escaped);

  return sandbox_json ("{'status':'generated','div':%s}", div);
}

static gboolean
is_of_section (const SandboxVaccineEntry *entry,
               guint                      section)
{
  g_auto(GStrv) kinds = g_strsplit (sections[section].kinds, ",", -1);

  return g_strv_contains ((const char *const *) kinds, entry->kind);
}

/* Some forget to list what they contain (R-VAC-19), some name the sections otherwise (R-VAC-18). */
static JsonNode *
write_section (SandboxVaccineWriter *self,
               guint                 section)
{
  JsonNode   *entries = sandbox_json_array ();
  const char *id = has_form (self, "other-ids") && g_str_equal (sections[section].kinds, "allergy") ? "allergies" : sections[section].id;
  const char *title = sections[section].titles[language_of (self)];

  for (guint i = 0; i < self->document->entries->len; i++)
    {
      const SandboxVaccineEntry *entry = g_ptr_array_index (self->document->entries, i);
      g_autofree char           *resource = resource_id (self, entry);
      g_autofree char           *address = sandbox_vaccine_address (self, sandbox_vaccine_type (entry), resource);

      if (is_of_section (entry, section) && sandbox_vaccine_entry_get (entry, "unlisted") == NULL)
        sandbox_json_append (entries, sandbox_json ("{'reference':%s}", address));
    }
  if (json_array_get_length (json_node_get_array (entries)) == 0)
    {
      json_node_unref (entries);
      return NULL;
    }

  return sandbox_json ("{'id':%s,'title':%s,'code':{'coding':[{'system':'http://loinc.org','code':%s}]},'text':%o,'entry':%o}", id, title,
                       sections[section].code, narrative (title), entries);
}

static JsonNode *
write_sections (SandboxVaccineWriter *self)
{
  static const char *const comments[] = { "Commentaire", "Kommentar", "Osservazione", "Comment" };
  const char              *comment = get (self->document, "comment");
  JsonNode                *written = sandbox_json_array ();

  for (guint i = 0; i < G_N_ELEMENTS (sections); i++)
    {
      JsonNode *section = write_section (self, i);

      if (section != NULL)
        sandbox_json_append (written, section);
    }
  if (comment != NULL)
    sandbox_json_append (written, sandbox_json ("{'id':%s,'title':%s,'code':{'coding':[{'system':'http://loinc.org','code':'48767-8'}]},'text':%o}",
                                                has_form (self, "other-ids") ? "Annotation" : "annotation", comments[language_of (self)],
                                                narrative (comment)));

  return written;
}

/* One for each earlier document whose entries are replaced (R-VAC-14). */
static JsonNode *
write_relations (SandboxVaccineWriter *self)
{
  JsonNode *relations = sandbox_json_array ();
  g_autoptr(GHashTable) known = g_hash_table_new (g_str_hash, g_str_equal);

  for (guint i = 0; i < self->document->entries->len; i++)
    {
      const char                   *old = sandbox_vaccine_entry_get (g_ptr_array_index (self->document->entries, i), "replaces");
      const SandboxVaccineDocument *holder = old != NULL ? sandbox_vaccines_find (self->document->patient, old) : NULL;
      g_autofree char              *uuid = holder != NULL ? sandbox_vaccine_uuid (self, "composition", holder->key) : NULL;
      g_autofree char              *urn = g_strconcat ("urn:uuid:", uuid, NULL);

      if (uuid == NULL || !g_hash_table_add (known, (char *) holder->key))
        continue;
      sandbox_json_append (relations, has_form (self, "xref-2023")
                                          ? sandbox_json ("{'code':'replaces','targetReference':{'reference':%s}}", urn)
                                          : sandbox_json ("{'code':'replaces','targetReference':{'type':'Composition','identifier':{'system':'" SYSTEM_URI "','value':%s}}}", urn));
    }

  return relations;
}

/* An assistant writes for a principal (R-VAC-15). */
static const char *
author_of (const char  *by,
           const char **enterer)
{
  *enterer = NULL;
  for (guint i = 0; by != NULL && i < sandbox_n_people (); i++)
    {
      const SandboxPerson *principal = sandbox_person_find (sandbox_person (i)->principal);

      if (g_str_equal (sandbox_person (i)->family, by) && principal != NULL)
        {
          *enterer = by;
          return principal->family;
        }
    }

  return by;
}

static JsonNode *
write_composition (SandboxVaccineWriter *self,
                   const char           *id)
{
  gboolean         snapshot = g_strcmp0 (get (self->document, "as"), "snapshot") == 0;
  guint            language = language_of (self), level = level_of (self);
  g_autofree char *urn = g_strconcat ("urn:uuid:", id, NULL);
  const char      *enterer;
  const char      *author = author_of (get (self->document, "by"), &enterer);
  JsonNode        *confidentiality = sandbox_json ("{'extension':[{'url':'" EPR_CODE "','valueCodeableConcept':%o}]}",
                                                   sandbox_json_concept (sandbox_vaccine_snomed (self), levels[level].code, NULL));

  if (has_form (self, "no-confidentiality"))
    g_clear_pointer (&confidentiality, json_node_unref);

  return sandbox_json (
      "{'resourceType':'Composition','id':%s,'meta':{'profile':[%s]},'extension':[%o],'language':%s,'identifier':{'system':'" SYSTEM_URI "','value':%s},"
      "'status':'final','type':%o,'category':%o,'subject':{'reference':%s},'date':%s,'author':[%o],'title':%s,"
      "'confidentiality':%s,'_confidentiality':%o,'relatesTo':%o,'section':%o}",
      id, snapshot ? SANDBOX_VACD "ch-vacd-composition-vaccination-record" : SANDBOX_VACD "ch-vacd-composition-immunization-administration",
      enterer != NULL ? sandbox_json ("{'url':'" SANDBOX_CORE "ch-ext-epr-dataenterer','valueReference':%o}", sandbox_vaccine_person (self, enterer, TRUE)) : NULL,
      titles[language].locale, urn, sandbox_json_concept (sandbox_vaccine_snomed (self), "41000179103", NULL),
      has_form (self, "no-category") ? NULL
                                     : sandbox_json ("[%o]", sandbox_json_concept (OID_FORMAT, snapshot ? "urn:che:epr:ch-vacd:vaccination-record:2022" : "urn:che:epr:ch-vacd:immunization-administration:2022", NULL)),
      self->patient, self->document->time, sandbox_vaccine_person (self, author, TRUE), snapshot ? titles[language].record : titles[language].act,
      levels[level].letter, confidentiality, write_relations (self), write_sections (self));
}

static JsonNode *
write_bundle (SandboxVaccineWriter *self)
{
  gboolean         snapshot = g_strcmp0 (get (self->document, "as"), "snapshot") == 0;
  g_autofree char *composition = sandbox_vaccine_uuid (self, "composition", self->document->key);
  g_autofree char *urn = g_strconcat ("urn:uuid:", composition, NULL);
  g_autofree char *patient = sandbox_vaccine_uuid (self, "Patient", self->document->key);
  JsonNode        *entries = sandbox_json_array ();

  self->patient = sandbox_vaccine_address (self, "Patient", patient);
  sandbox_json_append (entries, sandbox_vaccine_wrap (self, "Composition", composition, write_composition (self, composition)));
  sandbox_json_append (entries, sandbox_vaccine_wrap (self, "Patient", patient, write_patient (self, patient)));
  for (guint i = 0; i < self->document->entries->len; i++)
    {
      const SandboxVaccineEntry *entry = g_ptr_array_index (self->document->entries, i);
      g_autofree char           *id = resource_id (self, entry);

      sandbox_json_append (entries, sandbox_vaccine_wrap (self, sandbox_vaccine_type (entry), id, sandbox_vaccine_entry (self, entry, id)));
    }
  for (guint i = 0; i < json_array_get_length (json_node_get_array (self->people)); i++)
    sandbox_json_append (entries, json_node_copy (json_array_get_element (json_node_get_array (self->people), i)));

  return sandbox_json ("{'resourceType':'Bundle','meta':{'profile':[%s]},'identifier':{'system':'" SYSTEM_URI "','value':%s},"
                       "'type':'document','timestamp':%s,'entry':%o}",
                       snapshot ? SANDBOX_VACD "ch-vacd-document-vaccination-record" : SANDBOX_VACD "ch-vacd-document-immunization-administration",
                       urn, self->document->time, entries);
}

/* What goes wrong on the way of a file: cut in the middle, nothing left, a page of words in its place. */
static GBytes *
damage (const SandboxVaccineDocument *document,
        GBytes                       *bytes)
{
  const char *broken = get (document, "broken");
  g_autoptr(GBytes) whole = bytes;

  if (g_strcmp0 (broken, "cut") == 0)
    return g_bytes_new_from_bytes (whole, 0, g_bytes_get_size (whole) * 2 / 3);
  if (g_strcmp0 (broken, "empty") == 0)
    return g_bytes_new_static ("", 0);
  if (g_strcmp0 (broken, "words") == 0)
    return g_bytes_new_static ("<html><body>Service unavailable</body></html>\n", 46);

  return g_steal_pointer (&whole);
}

GBytes *
sandbox_file_vaccine (const SandboxFileContext *context,
                      gboolean                  xml)
{
  SandboxVaccineWriter self = {
    .document = sandbox_vaccines_document (context->seed % sandbox_vaccines_n_documents ()),
    .context = context,
    .people = sandbox_json_array (),
    .written = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free),
  };
  g_autoptr(JsonNode) bundle = write_bundle (&self);
  const char *prologue = g_strcmp0 (get (self.document, "broken"), "doctype") == 0
                             ? "<!DOCTYPE Bundle [<!ENTITY a \"aaaaaaaaaa\"><!ENTITY b \"&a;&a;&a;&a;&a;&a;\">]>\n"
                             : "";
  GBytes     *bytes = xml ? sandbox_file_to_xml (bundle, prologue) : sandbox_file_to_json (bundle);

  json_node_unref (self.people);
  g_hash_table_unref (self.written);
  g_free (self.patient);

  return damage (self.document, bytes);
}
