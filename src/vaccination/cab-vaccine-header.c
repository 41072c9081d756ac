/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "cab-vaccine-header.h"

#include "cab-vaccine-gaps.h"
#include "record-vaccine-facts.h"

#include <glib/gi18n-lib.h>

struct _CabVaccineHeader
{
  AdwBin parent_instance;

  GtkBox         *header_box;
  GtkWidget      *actions_box;
  GtkWidget      *add_button;
  GtkWidget      *scan_button;
  GtkLabel       *summary_label;
  GtkMenuButton  *gaps_button;
  GtkLabel       *gaps_label;
  CabVaccineGaps *gaps;
  GtkProgressBar *vaccine_progress;
  GtkWidget      *vaccine_stop;
  GtkWidget      *vaccine_reload;
  GtkLabel       *copy_label;
  GtkLabel       *contradiction_label;
};

G_DEFINE_FINAL_TYPE (CabVaccineHeader, cab_vaccine_header, ADW_TYPE_BIN)

/* (transfer full) */
static char *
describe_record (RecordVaccinations *vaccinations)
{
  guint                   n = record_vaccinations_get_n_documents (vaccinations);
  ModelVaccinationRecord *record = record_vaccinations_get_record (vaccinations);

  if (record_vaccinations_get_loading (vaccinations) && n > 0)
    /* Translators: documents of the vaccination record. */
    return g_strdup_printf (_("%u of %u documents read"), record_vaccinations_get_n_read (vaccinations), n);
  if (record_vaccinations_get_loading (vaccinations))
    return g_strdup (_("Documents are being asked for…"));
  if (record == NULL || model_vaccination_record_is_partial (record))
    return g_strdup (_("Partial record"));

  return g_strdup_printf (ngettext ("Complete record from %u document", "Complete record from %u documents", n), n);
}

static void
show_summary (CabVaccineHeader     *self,
              RecordPatientContext *context,
              RecordVaccinations   *vaccinations)
{
  ModelDate        today = model_date_today ();
  int              age = model_date_age (model_patient_get_birth_date (record_patient_context_get_patient (context)), &today);
  guint            n = record_vaccinations_get_n_documents (vaccinations);
  g_autofree char *record = describe_record (vaccinations);
  g_autofree char *years = age >= 0 ? g_strdup_printf (ngettext ("%d year old", "%d years old", age), age) : NULL;
  g_autofree char *text = g_strdup_printf ("%s%s%s", years != NULL ? years : "", years != NULL ? " · " : "", record);

  gtk_label_set_text (self->summary_label, text);
  gtk_widget_set_opacity (GTK_WIDGET (self->vaccine_progress), record_vaccinations_get_loading (vaccinations) ? 1 : 0);
  gtk_widget_set_visible (self->vaccine_stop, record_vaccinations_get_loading (vaccinations));
  gtk_widget_set_visible (self->vaccine_reload, !record_vaccinations_get_loading (vaccinations));
  gtk_progress_bar_set_fraction (self->vaccine_progress, n > 0 ? (double) record_vaccinations_get_n_read (vaccinations) / n : 0);
}

/* What is missing is said while the rest is shown; what is only late is no gap yet. */
static void
show_gaps (CabVaccineHeader     *self,
           RecordPatientContext *context,
           RecordVaccinations   *vaccinations)
{
  ModelVaccinationRecord *record = record_vaccinations_get_record (vaccinations);
  guint                   n = record != NULL ? model_vaccination_record_get_unread (record)->len : 0;
  gboolean                partial = record != NULL && !record_vaccinations_get_loading (vaccinations) && model_vaccination_record_is_partial (record);
  g_autofree char        *text = NULL;

  if (n > 0)
    text = g_strdup_printf (ngettext ("%u document could not be read", "%u documents could not be read", n), n);
  gtk_label_set_text (self->gaps_label, text != NULL ? text : _("What is missing"));
  gtk_widget_set_tooltip_text (GTK_WIDGET (self->gaps_button), gtk_label_get_text (self->gaps_label));
  cab_vaccine_gaps_show (self->gaps, record, record_document_list_get_warnings (record_patient_context_get_documents (context)),
                         record_vaccinations_get_problem (vaccinations));
  gtk_widget_set_visible (GTK_WIDGET (self->gaps_button), n > 0 || partial);
  if (n == 0 && !partial)
    gtk_menu_button_popdown (self->gaps_button);
}

static void
show_notices (CabVaccineHeader   *self,
              RecordVaccinations *vaccinations)
{
  ModelVaccinationRecord *record = record_vaccinations_get_record (vaccinations);
  ModelDate               date = { 0 };
  gboolean                copy = record != NULL && !record_vaccinations_get_loading (vaccinations) && model_vaccination_record_is_copy (record, &date);
  g_autofree char        *when = model_date_format (&date);
  g_autofree char        *text = NULL;

  if (copy)
    text = g_strdup_printf (_("There is only a copy of the vaccination record, made on %s. What was entered since may be missing."),
                            *when != '\0' ? when : _("an unknown day"));
  gtk_label_set_text (self->copy_label, text != NULL ? text : "");
  gtk_widget_set_visible (GTK_WIDGET (self->copy_label), copy);
  gtk_widget_set_visible (GTK_WIDGET (self->contradiction_label), record != NULL && record_vaccine_allergies_contradict (record));
}

static void
clear (CabVaccineHeader *self)
{
  gtk_menu_button_popdown (self->gaps_button);
  gtk_label_set_text (self->summary_label, "");
  gtk_label_set_text (self->copy_label, "");
  gtk_widget_set_opacity (GTK_WIDGET (self->vaccine_progress), 0);
  gtk_widget_set_visible (self->vaccine_stop, FALSE);
  gtk_widget_set_visible (GTK_WIDGET (self->gaps_button), FALSE);
  gtk_widget_set_visible (GTK_WIDGET (self->copy_label), FALSE);
  gtk_widget_set_visible (GTK_WIDGET (self->contradiction_label), FALSE);
  cab_vaccine_gaps_show (self->gaps, NULL, NULL, NULL);
}

static void
cab_vaccine_header_class_init (CabVaccineHeaderClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  g_type_ensure (CAB_TYPE_VACCINE_GAPS);
  gtk_widget_class_set_template_from_resource (widget_class, "/org/cabinetdep/Cabinet/ui/cab-vaccine-header.ui");
  gtk_widget_class_bind_template_child (widget_class, CabVaccineHeader, header_box);
  gtk_widget_class_bind_template_child (widget_class, CabVaccineHeader, actions_box);
  gtk_widget_class_bind_template_child (widget_class, CabVaccineHeader, add_button);
  gtk_widget_class_bind_template_child (widget_class, CabVaccineHeader, scan_button);
  gtk_widget_class_bind_template_child (widget_class, CabVaccineHeader, summary_label);
  gtk_widget_class_bind_template_child (widget_class, CabVaccineHeader, gaps_button);
  gtk_widget_class_bind_template_child (widget_class, CabVaccineHeader, gaps_label);
  gtk_widget_class_bind_template_child (widget_class, CabVaccineHeader, gaps);
  gtk_widget_class_bind_template_child (widget_class, CabVaccineHeader, vaccine_progress);
  gtk_widget_class_bind_template_child (widget_class, CabVaccineHeader, vaccine_stop);
  gtk_widget_class_bind_template_child (widget_class, CabVaccineHeader, vaccine_reload);
  gtk_widget_class_bind_template_child (widget_class, CabVaccineHeader, copy_label);
  gtk_widget_class_bind_template_child (widget_class, CabVaccineHeader, contradiction_label);
}

static void
cab_vaccine_header_init (CabVaccineHeader *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

void
cab_vaccine_header_show (CabVaccineHeader     *self,
                         RecordPatientContext *context,
                         RecordVaccinations   *vaccinations)
{
  g_return_if_fail (CAB_IS_VACCINE_HEADER (self));

  if (context == NULL || vaccinations == NULL || record_patient_context_is_closed (context))
    {
      clear (self);
      return;
    }

  show_summary (self, context, vaccinations);
  show_gaps (self, context, vaccinations);
  show_notices (self, vaccinations);
}

void
cab_vaccine_header_set_writable (CabVaccineHeader *self,
                                 gboolean          writable)
{
  g_return_if_fail (CAB_IS_VACCINE_HEADER (self));

  gtk_widget_set_visible (self->add_button, writable);
  gtk_widget_set_visible (self->scan_button, writable);
}

void
cab_vaccine_header_set_narrow (CabVaccineHeader *self,
                               gboolean          narrow)
{
  g_return_if_fail (CAB_IS_VACCINE_HEADER (self));

  gtk_orientable_set_orientation (GTK_ORIENTABLE (self->header_box), narrow ? GTK_ORIENTATION_VERTICAL : GTK_ORIENTATION_HORIZONTAL);
  gtk_widget_set_halign (self->actions_box, narrow ? GTK_ALIGN_START : GTK_ALIGN_END);
}

void
cab_vaccine_header_popdown (CabVaccineHeader *self)
{
  g_return_if_fail (CAB_IS_VACCINE_HEADER (self));

  gtk_menu_button_popdown (self->gaps_button);
}
