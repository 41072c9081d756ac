#pragma once

#include "model-vaccination-record.h"
#include "model-vaccination.h"

G_BEGIN_DECLS

/* The name of a code of the vaccination value sets in the reader's language; the document's own words or the bare code
 * where the lists do not have it (R-VAC-31, R-VAC-106). Borrowed, never NULL. */
const char *record_vaccine_label           (ModelCoding        *coding);   /* (nullable coding): "" */
/* What an entry is about: product, illness, test. Borrowed, never NULL. */
const char *record_vaccine_label_entry     (ModelClinicalEntry *entry);
/* The same in @language, "it" or "it-CH", for paper that a patient takes home; NULL: the reader's. */
const char *record_vaccine_label_in        (const char         *language,
                                            ModelCoding        *coding);   /* (nullable coding): "" */
const char *record_vaccine_label_entry_in  (const char         *language,
                                            ModelClinicalEntry *entry);

/* By what a product, an illness or a test is found: its names in all four languages, its code and the names of its
 * diseases, folded as model_text_fold() does (R-VAC-100). (transfer full) */
char       *record_vaccine_dup_search_key  (ModelCoding        *coding);
/* A product of old booklets, which is not given any more (R-VAC-100). */
gboolean    record_vaccine_is_older        (ModelCoding        *coding);

/* The products that the number of a pack may be, typed or scanned alone (R-VAC-100); empty when it is no such number.
 * (transfer full) (element-type ModelCoding) */
GPtrArray  *record_vaccine_find_gtin       (const char         *gtin);

/* The diseases a vaccination is against: those it names itself; where it names none, those of its product.
 * (transfer full) (element-type ModelCoding) */
GPtrArray  *record_vaccine_list_diseases   (ModelVaccination   *vaccination);

/* The two things to say of a line, apart (R-VAC-103): "Validated", "Not validated", "Not verifiable"; and "Current",
 * "Refuted", "Deleted". Borrowed. */
const char *record_vaccine_label_validation (ModelValidation    validation);
const char *record_vaccine_label_state      (ModelLineState     state);
/* A sentence for the first of @marks that makes a line less than certain; NULL for none. Borrowed. */
const char *record_vaccine_explain_marks    (ModelLineMarks     marks);
/* A sentence that says why a document is not in the record. Borrowed. */
const char *record_vaccine_explain_unread   (ModelUnreadReason  reason);
/* A sentence for what a document lacks that is in the record; NULL when it lacks nothing. Borrowed. */
const char *record_vaccine_explain_faults  (ModelVaccinationFault faults);

G_END_DECLS
