/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "deposit-notice.h"

#include "record-labels.h"

#include <glib/gi18n-lib.h>

static void
add_other (GString     *notice,
           RecordDraft *draft)
{
  RecordOther      other = record_draft_get_other (draft);
  g_autofree char *patient = model_patient_dup_title (record_draft_get_patient (draft));

  if (other == 0)
    return;

  /* Translators: the patient whose record is open. */
  g_string_append_printf (notice, _("Is this really about %s?"), patient);
  if (other & RECORD_OTHER_NUMBER)
    g_string_append_printf (notice, " %s", _("The document names another AVS number."));
  if (other & RECORD_OTHER_BIRTH_DATE)
    g_string_append_printf (notice, " %s", _("The document names another birth date."));
  if (other & RECORD_OTHER_PERSON)
    g_string_append_printf (notice, " %s", _("The document says that it is about somebody else."));
  if (other & RECORD_OTHER_NAME)
    g_string_append_printf (notice, " %s", _("The family name does not occur in the document."));
}

char *
deposit_notice_dup (RecordDraft   *draft,
                    ModelDocument *same)
{
  g_autoptr(GString) notice = g_string_new (NULL);

  add_other (notice, draft);
  if (same != NULL)
    {
      g_autofree char *date = model_date_format (model_document_get_created (same));

      if (notice->len > 0)
        g_string_append_c (notice, '\n');
      /* Translators: title and date of a document. */
      g_string_append_printf (notice, _("The same file is there already: “%s” of %s."), record_label_title (same), date);
    }

  return notice->len > 0 ? g_string_free (g_steal_pointer (&notice), FALSE) : NULL;
}
