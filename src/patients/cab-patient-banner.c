/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "cab-patient-banner.h"

#include "cab-patient-words.h"

#include <glib/gi18n-lib.h>

struct _CabPatientBanner
{
  AdwBin parent_instance;

  GtkBox   *facts_box;
  GtkBox   *person_box;
  GtkLabel *name_label;
  GtkLabel *sex_label;
  GtkLabel *birth_label;
  GtkLabel *number_label;
  GtkLabel *access_label;

  gboolean compact;
};

G_DEFINE_FINAL_TYPE (CabPatientBanner, cab_patient_banner, ADW_TYPE_BIN)

typedef enum
{
  PROP_COMPACT = 1,
} CabPatientBannerProperty;

static GParamSpec *properties[PROP_COMPACT + 1];

static void
clear_labels (CabPatientBanner *self)
{
  GtkLabel *labels[] = {
    self->name_label, self->sex_label, self->birth_label, self->number_label, self->access_label
  };

  for (guint i = 0; i < G_N_ELEMENTS (labels); i++)
    {
      gtk_label_set_text (labels[i], "");
      gtk_accessible_reset_property (GTK_ACCESSIBLE (labels[i]), GTK_ACCESSIBLE_PROPERTY_LABEL);
    }

  gtk_accessible_reset_property (GTK_ACCESSIBLE (self->person_box), GTK_ACCESSIBLE_PROPERTY_LABEL);
  gtk_widget_remove_css_class (GTK_WIDGET (self), "emergency");
}

/* The number is the one fact that narrow windows do without. */
static void
update_layout (CabPatientBanner *self)
{
  gboolean has_number = *gtk_label_get_text (self->number_label) != '\0';

  gtk_orientable_set_orientation (GTK_ORIENTABLE (self->facts_box),
                                  self->compact ? GTK_ORIENTATION_VERTICAL : GTK_ORIENTATION_HORIZONTAL);
  gtk_box_set_spacing (self->facts_box, self->compact ? 0 : 18);
  gtk_widget_set_visible (GTK_WIDGET (self->number_label), has_number && !self->compact);
}

static void
cab_patient_banner_dispose (GObject *object)
{
  CabPatientBanner *self = CAB_PATIENT_BANNER (object);

  adw_bin_set_child (ADW_BIN (self), NULL);

  G_OBJECT_CLASS (cab_patient_banner_parent_class)->dispose (object);
}

static void
cab_patient_banner_get_property (GObject    *object,
                                 guint       prop_id,
                                 GValue     *value,
                                 GParamSpec *pspec)
{
  CabPatientBanner *self = CAB_PATIENT_BANNER (object);

  switch ((CabPatientBannerProperty) prop_id)
    {
    case PROP_COMPACT:
      g_value_set_boolean (value, self->compact);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
cab_patient_banner_set_property (GObject      *object,
                                 guint         prop_id,
                                 const GValue *value,
                                 GParamSpec   *pspec)
{
  CabPatientBanner *self = CAB_PATIENT_BANNER (object);

  switch ((CabPatientBannerProperty) prop_id)
    {
    case PROP_COMPACT:
      cab_patient_banner_set_compact (self, g_value_get_boolean (value));
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
cab_patient_banner_class_init (CabPatientBannerClass *klass)
{
  GObjectClass   *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = cab_patient_banner_dispose;
  object_class->get_property = cab_patient_banner_get_property;
  object_class->set_property = cab_patient_banner_set_property;

  properties[PROP_COMPACT] =
      g_param_spec_boolean ("compact", NULL, NULL, FALSE,
                            G_PARAM_READWRITE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, G_N_ELEMENTS (properties), properties);

  gtk_widget_class_set_template_from_resource (widget_class, "/org/cabinetdep/Cabinet/ui/cab-patient-banner.ui");
  gtk_widget_class_bind_template_child (widget_class, CabPatientBanner, facts_box);
  gtk_widget_class_bind_template_child (widget_class, CabPatientBanner, person_box);
  gtk_widget_class_bind_template_child (widget_class, CabPatientBanner, name_label);
  gtk_widget_class_bind_template_child (widget_class, CabPatientBanner, sex_label);
  gtk_widget_class_bind_template_child (widget_class, CabPatientBanner, birth_label);
  gtk_widget_class_bind_template_child (widget_class, CabPatientBanner, number_label);
  gtk_widget_class_bind_template_child (widget_class, CabPatientBanner, access_label);
  gtk_widget_class_set_css_name (widget_class, "patientbanner");
}

static void
cab_patient_banner_init (CabPatientBanner *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

GtkWidget *
cab_patient_banner_new (void)
{
  return g_object_new (CAB_TYPE_PATIENT_BANNER, NULL);
}

void
cab_patient_banner_set_context (CabPatientBanner     *self,
                                RecordPatientContext *context)
{
  g_return_if_fail (CAB_IS_PATIENT_BANNER (self));

  clear_labels (self);
  if (context != NULL)
    {
      ModelPatient    *patient = record_patient_context_get_patient (context);
      gboolean         emergency = record_patient_context_get_purpose (context) == RECORD_PURPOSE_EMERGENCY;
      g_autofree char *name = model_patient_dup_title (patient);
      g_autofree char *date = model_date_format (model_patient_get_birth_date (patient));
      g_autofree char *age = cab_patient_words_dup_age (patient);
      g_autofree char *birth = *age != '\0' ? g_strdup_printf ("%s (%s)", date, age) : g_strdup (date);
      g_autofree char *number = record_patient_context_dup_number (context);
      g_autofree char *spoken = cab_patient_words_dup_spoken (patient);
      const char      *sign = cab_patient_words_sex_sign (patient);
      const char      *word = model_gender_get_label (model_patient_get_gender (patient));
      g_autofree char *sex = g_strdup_printf ("%s%s%s", sign, *sign != '\0' ? " " : "", word);

      gtk_label_set_text (self->name_label, name);
      gtk_label_set_text (self->sex_label, sex);
      gtk_accessible_update_property (GTK_ACCESSIBLE (self->sex_label), GTK_ACCESSIBLE_PROPERTY_LABEL, word, -1);
      gtk_label_set_text (self->birth_label, birth);
      gtk_label_set_text (self->number_label, number != NULL ? number : "");
      gtk_label_set_text (self->access_label, emergency ? _("Emergency access") : _("Normal access"));
      gtk_accessible_update_property (GTK_ACCESSIBLE (self->person_box), GTK_ACCESSIBLE_PROPERTY_LABEL, spoken, -1);
      if (emergency)
        gtk_widget_add_css_class (GTK_WIDGET (self), "emergency");
    }

  update_layout (self);
}

void
cab_patient_banner_set_compact (CabPatientBanner *self,
                                gboolean          compact)
{
  g_return_if_fail (CAB_IS_PATIENT_BANNER (self));

  compact = !!compact;
  if (self->compact == compact)
    return;

  self->compact = compact;
  update_layout (self);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_COMPACT]);
}
