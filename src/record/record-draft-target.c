/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A draft that replaces a document of the record, or is added to one. */
#include "config.h"

#include "record-draft-private.h"

#include "record-labels.h"

#include <glib/gi18n-lib.h>

char *
record_target_describe (RecordTarget   target,
                        ModelDocument *document)
{
  const char      *title = record_label_title (document);
  g_autofree char *date = model_date_format (model_document_get_created (document));

  if (target == RECORD_TARGET_REPLACES)
    /* Translators: title and date of the document that it replaces. */
    return g_strdup_printf (_("New version of “%s”, %s"), title, date);

  /* Translators: title and date of the document that it belongs to. */
  return g_strdup_printf (_("Addition to “%s”, %s"), title, date);
}

static void
take_code (RecordDraft *self,
           RecordField  field,
           ModelCoding *coding)
{
  g_autoptr(ModelCoding) known = coding != NULL ? record_field_find (field, model_coding_get_code (coding)) : NULL;

  if (known != NULL && !self->answered[field])
    record_draft_set_code (self, field, known);
}

/* What the person would only repeat. The date is the new file's own. */
static void
take_answers (RecordDraft   *self,
              ModelDocument *document)
{
  take_code (self, RECORD_FIELD_TYPE, model_document_get_document_type (document));
  take_code (self, RECORD_FIELD_CLASS, model_document_get_category (document));
  take_code (self, RECORD_FIELD_FACILITY_TYPE, model_document_get_facility_type (document));
  take_code (self, RECORD_FIELD_PRACTICE_SETTING, model_document_get_practice_setting (document));
  if (model_document_get_n_security_labels (document) > 0)
    take_code (self, RECORD_FIELD_CONFIDENTIALITY, model_document_get_security_label (document, 0));
  if (self->target == RECORD_TARGET_REPLACES && !self->title_answered && model_document_get_attachment_title (document) != NULL)
    record_draft_set_title (self, model_document_get_attachment_title (document));
  if (self->target == RECORD_TARGET_REPLACES && *self->comment == '\0')
    record_draft_set_comment (self, model_document_get_description (document));
}

void
record_draft_set_target (RecordDraft   *self,
                         RecordTarget   target,
                         ModelDocument *document)
{
  g_return_if_fail (RECORD_IS_DRAFT (self));
  g_return_if_fail ((target == RECORD_TARGET_NONE) == (document == NULL));

  self->target = target;
  g_set_object (&self->target_document, document);
  if (document != NULL)
    take_answers (self, document);
}

RecordTarget
record_draft_get_target (RecordDraft    *self,
                         ModelDocument **document)
{
  g_return_val_if_fail (RECORD_IS_DRAFT (self), RECORD_TARGET_NONE);

  if (document != NULL)
    *document = self->target_document;

  return self->target;
}
