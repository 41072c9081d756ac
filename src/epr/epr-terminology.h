#pragma once

#include "model-coding.h"

G_BEGIN_DECLS

/* The national value sets (data/terminology), in French, German, Italian and English. Any thread;
 * read once, when first asked for; less than a millisecond. A newer file at
 * "cabinet/terminology/value-sets.tsv" of a data directory takes the place of the built-in one. */

/* The name of a code in the reader's language, or NULL when no set has it. @system NULL: any. */
const char *epr_terminology_get_label (const char *system, const char *code);

/* All codings of a set ("document-class", "document-type", "confidentiality" …), in its order, with the
 * name in the reader's language as display. Empty for a set that is not there.
 * (transfer full) (element-type ModelCoding) */
GPtrArray  *epr_terminology_dup_set   (const char *set);

/* One code of a set, named as above; NULL when the set does not have it. (transfer full) (nullable) */
ModelCoding *epr_terminology_find     (const char *set, const char *code);

/* The names of a code in all four languages, folded (model_text_fold()), for a search. "" when no set
 * has it. (transfer full) */
char       *epr_terminology_dup_key   (const char *system, const char *code);

/* The classes under which documents of @type may stand, in the order of the national table; empty for
 * a type that is not there. (transfer full) (element-type ModelCoding) */
GPtrArray  *epr_terminology_dup_classes (const char *type);

/* Whether documents of type @type may stand under class @category (both SNOMED CT). */
gboolean    epr_terminology_is_pair   (const char *category, const char *type);

G_END_DECLS
