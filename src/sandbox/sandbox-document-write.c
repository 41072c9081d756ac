/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "sandbox-document.h"

#include "fhir-json.h"
#include "sandbox-change.h"
#include "sandbox-codes.h"
#include "sandbox-deposit.h"
#include "sandbox-json.h"
#include "sandbox-oids.h"
#include "sandbox-random.h"

#include <string.h>

#define ROLE_URL CH_PROFILE "ch-ext-author-authorrole"
#define ROLE_URL_MAG "http://fhir.ch/ig/ch-epr-fhir/ch-ext-author-authorrole"
#define FOREIGN_ORIGIN "https://other-community.invalid/fhir"

static const struct
{
  const char *code;
  const char *display;
} levels[] = {
  [SANDBOX_LEVEL_NORMAL] = { "17621005", "Normal (qualifier value)" },
  [SANDBOX_LEVEL_RESTRICTED] = { "263856008", "Restricted (qualifier value)" },
  [SANDBOX_LEVEL_SECRET] = { "1141000195107", "Secret (qualifier value)" },
};

/* Number @n of the 128 bits that belong to this entry and no other. */
static guint64
bits_of (const SandboxDocument *document,
         guint                  n)
{
  SandboxRandom random = { (guint64) document->id * 4 + n + ((guint64) document->seed << 32) };

  return sandbox_random_next (&random);
}

const char *
sandbox_level_code (SandboxLevel level)
{
  return levels[level].code;
}

char *
sandbox_document_id (const SandboxDocument *document)
{
  return g_strdup_printf ("d%" G_GINT64_FORMAT, document->id);
}

/* The bits as a random UUID has them: version 4, variant 1. */
static void
read_uuid (const SandboxDocument *document,
           guint                  n,
           guint64               *high,
           guint64               *low)
{
  *high = (bits_of (document, n) & G_GUINT64_CONSTANT (0xFFFFFFFFFFFF0FFF)) | 0x4000;
  *low = (bits_of (document, n + 1) >> 2) | G_GUINT64_CONSTANT (0x8000000000000000);
}

char *
sandbox_document_unique_id (const SandboxDocument *document)
{
  guint64           high, low;
  unsigned __int128 value;
  char              digits[40];
  char             *first = digits + sizeof digits - 1;

  if (document->resource != NULL)
    return sandbox_deposit_unique_id (document);

  read_uuid (document, 0, &high, &low);
  value = ((unsigned __int128) high << 64) | low;
  *first = '\0';
  for (; value > 0; value /= 10)
    *--first = (char) ('0' + (int) (value % 10));

  return g_strconcat ("urn:oid:2.25.", first, NULL);
}

char *
sandbox_document_entry_uuid (const SandboxDocument *document)
{
  guint64 high, low;

  if (document->resource != NULL)
    return sandbox_deposit_entry_uuid (document);

  read_uuid (document, 2, &high, &low);

  return g_strdup_printf ("urn:uuid:%08x-%04x-%04x-%04x-%012" G_GINT64_MODIFIER "x",
                          (guint) (high >> 32), (guint) (high >> 16) & 0xFFFF, (guint) high & 0xFFFF,
                          (guint) (low >> 48), low & G_GUINT64_CONSTANT (0xFFFFFFFFFFFF));
}

/* base64 of the 20 bytes, or what the fault makes of it (R-MHD-14). */
static char *
make_hash (SandboxCommunity      *community,
           const SandboxDocument *document)
{
  guint8 bytes[20];

  if (document->hash == NULL || community->faults.hash == SANDBOX_HASH_NONE)
    return NULL;
  if (community->faults.hash == SANDBOX_HASH_HEX)
    return g_base64_encode ((const guchar *) document->hash, strlen (document->hash));

  for (guint i = 0; i < sizeof bytes; i++)
    bytes[i] = (guint8) (g_ascii_xdigit_value (document->hash[2 * i]) << 4 | g_ascii_xdigit_value (document->hash[2 * i + 1]));
  if (community->faults.hash == SANDBOX_HASH_WRONG)
    bytes[0] ^= 0xFF;

  return g_base64_encode (bytes, sizeof bytes);
}

static JsonNode *
write_attachment (SandboxCommunity      *community,
                  const SandboxDocument *document,
                  guint                  position,
                  gboolean               sloppy)
{
  const SandboxKind *kind = sandbox_kind (document->kind);
  g_autoptr(GDateTime) created = g_date_time_new_from_unix_utc (document->created);
  g_autofree char *creation = g_date_time_format (created, "%Y-%m-%dT%H:%M:%S+00:00");
  g_autofree char *id = sandbox_document_id (document);
  gboolean         foreign = community->faults.foreign_url && position == 0;
  g_autofree char *url = g_strdup_printf ("%s/Binary/%s", foreign ? FOREIGN_ORIGIN : community->base, id);
  g_autofree char *language = g_strconcat (sandbox_language_code (document->language), "-CH", NULL);
  g_autofree char *hash = make_hash (community, document);
  JsonNode        *attachment = sandbox_json ("{'contentType':%s,'language':%s,'url':%s,'title':%s,'creation':%s,'hash':%s}",
                                              sandbox_file_content_type (kind->file), language, url,
                                       sloppy ? NULL : kind->titles[document->language], creation, hash);

  if (document->size >= 0 && community->faults.hash != SANDBOX_HASH_NONE)
    json_object_set_int_member (json_node_get_object (attachment), "size", document->size);

  return attachment;
}

/* Everybody that the entry names stands within it (R-ID-2, 7.3). */
static JsonNode *
write_contained (const SandboxDocument *document,
                 const SandboxPatient  *patient)
{
  const SandboxPerson      *author = sandbox_person (document->author);
  const SandboxInstitution *institution = sandbox_institution (author->institution);
  JsonNode                 *source = sandbox_json ("{'resourceType':'Patient','id':'pat','identifier':[{'use':'usual',"
                                                                   "'type':{'coding':[{'system':'" SYSTEM_V2_TYPE "','code':'MR'}]},"
                                                                   "'system':'" OID_LOCAL "','value':%s}],'name':[{'family':%s,'given':[%s]}],"
                                                                   "'gender':%s,'birthDate':%s}",
                                                   patient->local, patient->family, patient->given, patient->gender, patient->birth_date);
  JsonNode                 *contained;

  if (document->by_patient)
    return sandbox_json ("[%o]", source);

  contained = sandbox_json_array ();
  sandbox_json_append (contained, source);
  sandbox_json_append (contained, sandbox_json (
                                      "{'resourceType':'Practitioner','id':'prac','identifier':[{'system':'" OID_GLN "','value':%s}],"
                                      "'name':[{'text':%s,'family':%s,'given':[%s]}]}",
                                      author->gln, author->name, author->family, author->given));
  sandbox_json_append (contained, sandbox_json (
                                      "{'resourceType':'Organization','id':'org','identifier':[{'system':'" SYSTEM_URI "','value':%s}],'name':%s}",
                                      institution->oid, institution->name));
  sandbox_json_append (contained, sandbox_json (
                                      "{'resourceType':'PractitionerRole','id':'role','practitioner':{'reference':'#prac'},'organization':{'reference':'#org'},"
                                      "'code':[{'coding':[{'system':'" OID_ROLE "','code':'HCP','display':'Healthcare professional'}]}],'specialty':[%o]}",
                                      author->specialty_code != NULL
                                          ? sandbox_json_concept (strcmp (author->specialty_code, "5015") == 0 ? "urn:oid:2.16.756.5.30.1.127.3.6" : OID_SPECIALTY,
                                                                  author->specialty_code, author->specialty)
                                          : NULL));

  return contained;
}

static JsonNode *
write_context (const SandboxDocument *document)
{
  const SandboxKind        *kind = sandbox_kind (document->kind);
  const SandboxPerson      *author = sandbox_person (document->author);
  const SandboxInstitution *institution = sandbox_institution (author->institution);
  g_autoptr(GDateTime) created = g_date_time_new_from_unix_utc (document->created);
  g_autofree char *day = g_date_time_format (created, "%Y-%m-%d");

  return sandbox_json ("{'event':[%o],'period':{'start':%s,'end':%s},'facilityType':%o,'practiceSetting':%o,"
                       "'sourcePatientInfo':{'reference':'#pat'}}",
                       kind->event != NULL ? sandbox_json_concept (SYSTEM_DICOM, kind->event, kind->event_display) : NULL,
                       day, day,
                       sandbox_json_concept (SYSTEM_SNOMED, institution->facility_code, institution->facility),
                       sandbox_json_concept (SYSTEM_SNOMED, author->setting_code, author->setting));
}

static JsonNode *
write_relations (SandboxCommunity      *community,
                 const SandboxDocument *document)
{
  g_autofree char *reference = NULL;
  g_autoptr(SandboxDocument) replaced = document->replaces != 0 ? sandbox_store_get_document (community->store, document->replaces)
                                                                 : NULL;
  g_autofree char *id = replaced != NULL ? sandbox_document_id (replaced) : NULL;

  if (id == NULL)
    return NULL;
  reference = g_strconcat ("DocumentReference/", id, NULL);

  return sandbox_json ("[{'code':'replaces','target':{'reference':%s}}]", reference);
}

static JsonNode *
write_subject (SandboxCommunity     *community,
               const SandboxPatient *patient)
{
  g_autofree char *reference = NULL;

  if (!community->faults.mag)
    return sandbox_json ("{'identifier':{'system':'" OID_SPID "','value':%s}}", patient->spid);

  reference = g_strdup_printf ("Patient/%s-%s", &OID_MPI[strlen ("urn:oid:")], patient->mpi);

  return sandbox_json ("{'reference':%s}", reference);
}

static JsonNode *
write_security_labels (const SandboxDocument *document,
                       gboolean               sloppy)
{
  JsonNode *labels = sandbox_json_array ();

  sandbox_json_append (labels, sandbox_json_concept (SYSTEM_SNOMED, levels[document->level].code, levels[document->level].display));
  if (sloppy)
    sandbox_json_append (labels, sandbox_json_concept ("http://terminology.hl7.org/CodeSystem/v3-Confidentiality", "N", NULL));

  return labels;
}

static JsonNode *
write_invented (SandboxCommunity      *community,
                const SandboxDocument *document,
                const SandboxPatient  *patient,
                guint                  position)
{
  const SandboxKind *kind = sandbox_kind (document->kind);
  /* a third of the entries each lacks something, so that a list shows every sort of it */
  gboolean         sloppy = community->faults.sloppy != 0;
  gboolean         without_title = sloppy && position % 3 == 0;
  gboolean         without_type = sloppy && position % 3 == 1;
  g_autofree char *id = sandbox_document_id (document);
  g_autofree char *unique_id = sandbox_document_unique_id (document);
  g_autofree char *entry_uuid = sandbox_document_entry_uuid (document);
  const char      *role = document->by_patient ? "PAT" : "HCP";
  JsonNode        *type = sloppy && position % 3 == 2 ? sandbox_json_concept ("urn:oid:2.999.99", "unheard-of", NULL)
                                                      : sandbox_json_concept (SYSTEM_SNOMED, kind->type, kind->type_display);

  if (without_type)
    g_clear_pointer (&type, json_node_unref);

  return sandbox_json (
      "{'resourceType':'DocumentReference','id':%s,'meta':{'profile':[%s]},"
      "'contained':%o,'extension':[{'url':%s,'valueCoding':{'system':'" OID_ROLE "','code':%s,'display':%s}}],"
      "'masterIdentifier':{'use':%s,'system':'" SYSTEM_URI "','value':%s},"
      "'identifier':[{'use':'official','system':'" SYSTEM_URI "','value':%s}],'status':%s,'type':%o,'category':[%o],"
      "'subject':%o,'author':[{'reference':%s}],'relatesTo':%o,'securityLabel':%o,"
      "'content':[{'attachment':%o,'format':{'system':%s,'code':%s,'display':%s}}],'context':%o}",
      id, sloppy && position % 2 == 0 ? "https://fhir.ch/ig/ch-epr-fhir/StructureDefinition/ch-mhd-documentreference-comprehensive" : CH_PROFILE "ch-mhd-documentreference-comprehensive",
      write_contained (document, patient), community->faults.mag ? ROLE_URL_MAG : ROLE_URL, role,
      document->by_patient ? "Patient" : "Healthcare professional",
      community->faults.mag ? NULL : "usual", unique_id, entry_uuid, document->superseded ? "superseded" : "current",
      type, sandbox_json_concept (SYSTEM_SNOMED, kind->category, kind->category_display),
      write_subject (community, patient), document->by_patient ? "#pat" : "#role", write_relations (community, document),
      write_security_labels (document, sloppy), write_attachment (community, document, position, without_title),
      kind->format_system != NULL ? kind->format_system : OID_FORMAT, kind->format, kind->format_display,
      write_context (document));
}

static JsonObject *
get_meta (JsonObject *resource)
{
  JsonObject *meta = fhir_json_object (resource, "meta");

  if (meta == NULL)
    {
      meta = json_object_new ();
      json_object_set_object_member (resource, "meta", meta);
    }

  return meta;
}

static JsonArray *
get_array (JsonObject *resource,
           const char *name)
{
  if (fhir_json_n (resource, name) == 0)
    json_object_set_array_member (resource, name, json_array_new ());

  return json_object_get_array_member (resource, name);
}

/* The gateway names a document by its first entryUUID, and says which version of the metadata this is. */
static void
write_as_gateway (JsonObject            *resource,
                  const SandboxDocument *document)
{
  g_autofree char *entry_uuid = sandbox_document_entry_uuid (document);

  json_array_add_element (get_array (resource, "identifier"),
                          sandbox_json ("{'type':{'coding':[{'system':'" SANDBOX_ID_TYPES "','code':'logicalId'}]},"
                                        "'system':'" SYSTEM_URI "','value':%s}",
                                        entry_uuid));
  json_array_add_element (get_array (resource, "extension"),
                          sandbox_json ("{'url':'" SANDBOX_VERSION_URL "','valuePositiveInt':%i}", document->version));
}

/* What was sent, with size and hash as the community itself found them. */
static JsonNode *
write_sent (SandboxCommunity      *community,
            const SandboxDocument *document)
{
  JsonNode        *node = sandbox_deposit_write (community, document);
  JsonObject      *content = fhir_json_nth (json_node_get_object (node), "content", 0);
  JsonObject      *attachment = fhir_json_object (content, "attachment");
  g_autofree char *hash = make_hash (community, document);

  json_object_remove_member (attachment, "hash");
  json_object_remove_member (attachment, "size");
  if (hash != NULL)
    {
      json_object_set_string_member (attachment, "hash", hash);
      json_object_set_int_member (attachment, "size", document->size);
    }

  return node;
}

JsonNode *
sandbox_document_write (SandboxCommunity      *community,
                        const SandboxDocument *document,
                        const SandboxPatient  *patient,
                        guint                  position)
{
  JsonNode        *node = document->resource != NULL ? write_sent (community, document)
                                                     : write_invented (community, document, patient, position);
  JsonObject      *resource = json_node_get_object (node);
  JsonObject      *meta = get_meta (resource);
  g_autofree char *version = g_strdup_printf ("%" G_GINT64_FORMAT, document->version);

  json_object_set_string_member (meta, "versionId", version);
  if (document->updated != 0)
    {
      g_autoptr(GDateTime) updated = g_date_time_new_from_unix_utc (document->updated);
      g_autofree char *stamp = g_date_time_format (updated, "%Y-%m-%dT%H:%M:%SZ");

      json_object_set_string_member (meta, "lastUpdated", stamp);
    }
  if (community->faults.mag)
    write_as_gateway (resource, document);

  return node;
}
