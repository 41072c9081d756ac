/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "cab-vaccine-scan.h"

#include "vaccination-words.h"

#include <glib/gi18n-lib.h>

struct _CabVaccineScan
{
  AdwBin parent_instance;

  AdwEntryRow *scan_row;
  GtkLabel    *scan_label;
  GtkWidget   *candidates_group;
  GtkListBox  *candidates_list;

  RecordEntryDraft *draft; /* (owned) (nullable) */
};

G_DEFINE_FINAL_TYPE (CabVaccineScan, cab_vaccine_scan, ADW_TYPE_BIN)

static void
say (CabVaccineScan *self,
     const char     *words,
     gboolean        wrong)
{
  gtk_label_set_text (self->scan_label, words);
  gtk_widget_set_visible (GTK_WIDGET (self->scan_label), *words != '\0');
  if (wrong)
    gtk_widget_add_css_class (GTK_WIDGET (self->scan_row), "error");
  else
    gtk_widget_remove_css_class (GTK_WIDGET (self->scan_row), "error");
  gtk_accessible_update_state (GTK_ACCESSIBLE (self->scan_row), GTK_ACCESSIBLE_STATE_INVALID,
                               wrong ? GTK_ACCESSIBLE_INVALID_TRUE : GTK_ACCESSIBLE_INVALID_FALSE, -1);
}

static void
clear_candidates (CabVaccineScan *self)
{
  GtkWidget *row;

  while ((row = gtk_widget_get_first_child (GTK_WIDGET (self->candidates_list))) != NULL)
    gtk_list_box_remove (self->candidates_list, row);
  gtk_widget_set_visible (self->candidates_group, FALSE);
}

/* "Boostrix · AC37B · 06.2027": what was taken over. (transfer full) */
static char *
describe (CabVaccineScan *self)
{
  ModelCoding     *product = record_entry_draft_get_code (self->draft, RECORD_ENTRY_CODE);
  const char      *lot = record_entry_draft_get_text (self->draft, RECORD_ENTRY_LOT);
  const char      *expiry = record_entry_draft_get_text (self->draft, RECORD_ENTRY_EXPIRY);
  g_autofree char *lot_words = *lot != '\0' ? g_strdup_printf (_("lot %s"), lot) : NULL;
  g_autofree char *expiry_words = *expiry != '\0' ? g_strdup_printf (_("use before %s"), expiry) : NULL;
  const char      *words[4] = { NULL };
  guint            n = 0;
  g_autofree char *all = NULL;

  if (product != NULL)
    words[n++] = model_coding_get_label (product);
  if (lot_words != NULL)
    words[n++] = lot_words;
  if (expiry_words != NULL)
    words[n++] = expiry_words;
  all = g_strjoinv (" · ", (char **) words);

  /* Translators: what the code of a pack says: product, lot, expiry. */
  return g_strdup_printf (_("Read from the pack: %s"), all);
}

static void
chosen_cb (CabVaccineScan *self,
           GtkListBoxRow  *row)
{
  g_autoptr(ModelCoding) product = g_object_ref (g_object_get_data (G_OBJECT (row), "product"));
  g_autofree char *words = NULL;

  record_entry_draft_set_code (self->draft, RECORD_ENTRY_CODE, product);
  clear_candidates (self);
  words = describe (self);
  say (self, words, FALSE);
  gtk_widget_grab_focus (GTK_WIDGET (self->scan_row));
}

static void
ask (CabVaccineScan *self,
     GPtrArray      *candidates)
{
  for (guint i = 0; i < candidates->len; i++)
    {
      GtkWidget *row = adw_action_row_new ();

      adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (row), FALSE);
      adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), model_coding_get_label (g_ptr_array_index (candidates, i)));
      gtk_list_box_row_set_activatable (GTK_LIST_BOX_ROW (row), TRUE);
      g_object_set_data_full (G_OBJECT (row), "product", g_object_ref (g_ptr_array_index (candidates, i)), g_object_unref);
      gtk_list_box_append (self->candidates_list, row);
    }
  gtk_widget_set_visible (self->candidates_group, TRUE);
  gtk_widget_grab_focus (gtk_widget_get_first_child (GTK_WIDGET (self->candidates_list)));
}

void
cab_vaccine_scan_take (CabVaccineScan *self,
                       const char     *text)
{
  g_autoptr(GPtrArray) candidates = NULL;
  g_autofree char *words = NULL;
  ModelGs1Fault    fault;

  g_return_if_fail (CAB_IS_VACCINE_SCAN (self));
  g_return_if_fail (text != NULL);

  if (self->draft == NULL)
    return;

  clear_candidates (self);
  fault = record_entry_draft_take_scan (self->draft, text, &candidates);
  if (fault != MODEL_GS1_GOOD)
    {
      say (self, vaccination_words_for_scan (fault), TRUE);
      return;
    }

  gtk_editable_set_text (GTK_EDITABLE (self->scan_row), "");
  words = describe (self);
  if (candidates->len == 1)
    say (self, words, FALSE);
  else if (candidates->len == 0)
    say (self, _("This pack is not on the list of vaccines. Its lot and its date are taken over; choose the vaccine yourself."), TRUE);
  else
    say (self, _("Several vaccines have the number of this pack. Which one is it?"), FALSE);
  if (candidates->len > 1)
    ask (self, candidates);
}

static void
entered_cb (CabVaccineScan *self)
{
  g_autofree char *text = g_strdup (gtk_editable_get_text (GTK_EDITABLE (self->scan_row)));

  if (*g_strstrip (text) != '\0')
    cab_vaccine_scan_take (self, text);
}

static void
cab_vaccine_scan_dispose (GObject *object)
{
  g_clear_object (&CAB_VACCINE_SCAN (object)->draft);

  G_OBJECT_CLASS (cab_vaccine_scan_parent_class)->dispose (object);
}

static void
cab_vaccine_scan_class_init (CabVaccineScanClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = cab_vaccine_scan_dispose;

  gtk_widget_class_set_template_from_resource (widget_class, "/org/cabinetdep/Cabinet/ui/cab-vaccine-scan.ui");
  gtk_widget_class_bind_template_child (widget_class, CabVaccineScan, scan_row);
  gtk_widget_class_bind_template_child (widget_class, CabVaccineScan, scan_label);
  gtk_widget_class_bind_template_child (widget_class, CabVaccineScan, candidates_group);
  gtk_widget_class_bind_template_child (widget_class, CabVaccineScan, candidates_list);
  gtk_widget_class_bind_template_callback (widget_class, chosen_cb);
  gtk_widget_class_bind_template_callback (widget_class, entered_cb);
}

static void
cab_vaccine_scan_init (CabVaccineScan *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

void
cab_vaccine_scan_set_draft (CabVaccineScan   *self,
                            RecordEntryDraft *draft)
{
  g_return_if_fail (CAB_IS_VACCINE_SCAN (self));

  g_set_object (&self->draft, draft);
  gtk_editable_set_text (GTK_EDITABLE (self->scan_row), "");
  clear_candidates (self);
  say (self, "", FALSE);
}

void
cab_vaccine_scan_grab (CabVaccineScan *self)
{
  g_return_if_fail (CAB_IS_VACCINE_SCAN (self));

  gtk_widget_grab_focus (GTK_WIDGET (self->scan_row));
}
