/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "viewer-integrity.h"

#include <glib/gi18n-lib.h>

static const struct
{
  const char *word;
  const char *sentence;
  const char *icon;
  const char *style;
} marks[] = {
  [RECORD_INTEGRITY_INTACT] = {
      /* Translators: the document arrived as its author deposited it. */
      NC_("integrity", "intact"),
      N_("Size and checksum are those that the record gives."),
      "object-select-symbolic",
      "success",
  },
  [RECORD_INTEGRITY_UNCHECKED] = {
      NC_("integrity", "not checked"),
      N_("The record gives no size and checksum for this document."),
      "dialog-question-symbolic",
      "dim-label",
  },
  [RECORD_INTEGRITY_DIFFERENT] = {
      NC_("integrity", "differs"),
      N_("Size or checksum are not those that the record gives."),
      "dialog-warning-symbolic",
      "warning",
  },
};

const char *
viewer_integrity_get_word (RecordIntegrity integrity)
{
  return g_dpgettext2 (GETTEXT_PACKAGE, "integrity", marks[integrity].word);
}

const char *
viewer_integrity_get_sentence (RecordIntegrity integrity)
{
  return _ (marks[integrity].sentence);
}

const char *
viewer_integrity_get_icon (RecordIntegrity integrity)
{
  return marks[integrity].icon;
}

const char *
viewer_integrity_get_style (RecordIntegrity integrity)
{
  return marks[integrity].style;
}
