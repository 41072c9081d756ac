#pragma once

#include "model-coding.h"

G_BEGIN_DECLS

/* The value sets of vaccination (data/terminology/vaccination.tsv), in French, German, Italian and English: products of
 * today, products of old booklets, immunoglobulins, diseases, illnesses, risks, adverse events, laboratory tests, and
 * what belongs to what. Any thread; read once, when first asked for; some milliseconds. A newer file at
 * "cabinet/terminology/vaccination.tsv" of a data directory takes the place of the built-in one: the list of
 * products changes several times a year. */

/* The name of a code in the reader's language, whatever language its document has (R-VAC-106); NULL when no set has
 * it: then the document's own words are shown (R-VAC-31). */
const char  *epr_vaccine_terms_get_label    (const char *system, const char *code);
/* The same in @language, "it" or "it-CH", as for a patient who reads another one; the reader's for NULL and for others than
 * the four. */
const char  *epr_vaccine_terms_get_label_in (const char *language, const char *system, const char *code);

/* All codings of a set, in its order, named in the reader's language: "vaccine", "vaccine-historic", "immunoglobulin",
 * "disease", "vaccination-route", "vaccination-site", "adverse-event", "past-illness", "medical-problem",
 * "basic-immunization", "serology" … Empty for a set that is not there. (transfer full) (element-type ModelCoding) */
GPtrArray   *epr_vaccine_terms_dup_set      (const char *set);

/* One code of a set, named as above; NULL when the set does not have it. (transfer full) (nullable) */
ModelCoding *epr_vaccine_terms_find         (const char *set, const char *code);

/* The set that has the code, "vaccine-historic" …; NULL when none has (R-VAC-31). */
const char  *epr_vaccine_terms_get_set      (const char *system, const char *code);

/* The names of a code in all four languages and those of its diseases, folded (model_text_fold()), for a search by part
 * of either (R-VAC-100). "" when no set has it. (transfer full) */
char        *epr_vaccine_terms_dup_key      (const char *system, const char *code);

/* What a product, an immunoglobulin or a basic immunisation is against (R-VAC-26); empty when that is not known.
 * (transfer full) (element-type ModelCoding) */
GPtrArray   *epr_vaccine_terms_dup_diseases (const char *system, const char *code);

/* The products and immunoglobulins that a number of a pack (GTIN) may be: several share an authorisation, then who
 * scans chooses. Empty when it is none, mistyped, or not on the list. (transfer full) (element-type ModelCoding) */
GPtrArray   *epr_vaccine_terms_find_gtin    (const char *gtin);

/* The unit that is usual for a test, UCUM; a proposal (R-VAC-43). NULL when there is none. */
const char  *epr_vaccine_terms_get_unit     (const char *test);

/* Diseases in the order of a booklet: "basic" or "other"; the same for risks: "medical", "preillness", "social",
 * "occupation". (transfer full) (element-type ModelCoding) */
GPtrArray   *epr_vaccine_terms_dup_group    (const char *group);

G_END_DECLS
