/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "cab-patient-row.h"

#include "cab-patient-words.h"

struct _CabPatientRow
{
  GtkListBoxRow parent_instance;

  GtkLabel  *name_label;
  GtkLabel  *sex_label;
  GtkLabel  *birth_label;
  GtkLabel  *place_label;
  GtkLabel  *grade_label;
  GtkWidget *deposit_button;

  ModelPatient *patient; /* (owned) */
};

G_DEFINE_FINAL_TYPE (CabPatientRow, cab_patient_row, GTK_TYPE_LIST_BOX_ROW)

typedef enum
{
  PROP_CAN_DEPOSIT = 1,
} CabPatientRowProperty;

static GParamSpec *properties[PROP_CAN_DEPOSIT + 1];

enum
{
  SIGNAL_DEPOSIT,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

static void
show_patient (CabPatientRow *self)
{
  g_autofree char *name = model_patient_dup_title (self->patient);
  g_autofree char *birth = cab_patient_words_dup_birth (self->patient);
  g_autofree char *place = cab_patient_words_dup_place (self->patient);
  g_autofree char *spoken = cab_patient_words_dup_spoken (self->patient);
  const char      *grade = cab_patient_words_grade (self->patient);

  gtk_label_set_text (self->name_label, name);
  gtk_label_set_text (self->sex_label, cab_patient_words_sex_sign (self->patient));
  gtk_label_set_text (self->birth_label, birth);
  gtk_label_set_text (self->place_label, place);
  gtk_label_set_text (self->grade_label, grade);
  gtk_widget_set_visible (GTK_WIDGET (self->grade_label), *grade != '\0');
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL, spoken, -1);
}

static void
deposit_clicked_cb (CabPatientRow *self)
{
  g_signal_emit (self, signals[SIGNAL_DEPOSIT], 0);
}

static gboolean
deposit_key_cb (GtkWidget *widget,
                GVariant  *arguments,
                gpointer   user_data)
{
  CabPatientRow *self = CAB_PATIENT_ROW (widget);

  if (!gtk_widget_get_visible (self->deposit_button))
    return FALSE;

  deposit_clicked_cb (self);
  return TRUE;
}

static void
cab_patient_row_dispose (GObject *object)
{
  CabPatientRow *self = CAB_PATIENT_ROW (object);

  g_clear_object (&self->patient);
  gtk_list_box_row_set_child (GTK_LIST_BOX_ROW (self), NULL);

  G_OBJECT_CLASS (cab_patient_row_parent_class)->dispose (object);
}

static void
cab_patient_row_get_property (GObject    *object,
                              guint       prop_id,
                              GValue     *value,
                              GParamSpec *pspec)
{
  switch ((CabPatientRowProperty) prop_id)
    {
    case PROP_CAN_DEPOSIT:
      g_value_set_boolean (value, gtk_widget_get_visible (CAB_PATIENT_ROW (object)->deposit_button));
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
cab_patient_row_set_property (GObject      *object,
                              guint         prop_id,
                              const GValue *value,
                              GParamSpec   *pspec)
{
  switch ((CabPatientRowProperty) prop_id)
    {
    case PROP_CAN_DEPOSIT:
      cab_patient_row_set_can_deposit (CAB_PATIENT_ROW (object), g_value_get_boolean (value));
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
cab_patient_row_class_init (CabPatientRowClass *klass)
{
  GObjectClass   *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = cab_patient_row_dispose;
  object_class->get_property = cab_patient_row_get_property;
  object_class->set_property = cab_patient_row_set_property;

  properties[PROP_CAN_DEPOSIT] = g_param_spec_boolean ("can-deposit", NULL, NULL, FALSE,
                                                       G_PARAM_READWRITE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, G_N_ELEMENTS (properties), properties);

  signals[SIGNAL_DEPOSIT] = g_signal_new ("deposit", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);

  gtk_widget_class_add_binding (widget_class, GDK_KEY_Return, GDK_CONTROL_MASK, deposit_key_cb, NULL);
  gtk_widget_class_add_binding (widget_class, GDK_KEY_KP_Enter, GDK_CONTROL_MASK, deposit_key_cb, NULL);
  gtk_widget_class_set_template_from_resource (widget_class, "/org/cabinetdep/Cabinet/ui/cab-patient-row.ui");
  gtk_widget_class_bind_template_callback (widget_class, deposit_clicked_cb);
  gtk_widget_class_bind_template_child (widget_class, CabPatientRow, name_label);
  gtk_widget_class_bind_template_child (widget_class, CabPatientRow, sex_label);
  gtk_widget_class_bind_template_child (widget_class, CabPatientRow, birth_label);
  gtk_widget_class_bind_template_child (widget_class, CabPatientRow, place_label);
  gtk_widget_class_bind_template_child (widget_class, CabPatientRow, grade_label);
  gtk_widget_class_bind_template_child (widget_class, CabPatientRow, deposit_button);
}

static void
cab_patient_row_init (CabPatientRow *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

GtkWidget *
cab_patient_row_new (ModelPatient *patient)
{
  CabPatientRow *self = g_object_new (CAB_TYPE_PATIENT_ROW, NULL);

  self->patient = g_object_ref (patient);
  show_patient (self);

  return GTK_WIDGET (self);
}

ModelPatient *
cab_patient_row_get_patient (CabPatientRow *self)
{
  g_return_val_if_fail (CAB_IS_PATIENT_ROW (self), NULL);

  return self->patient;
}

void
cab_patient_row_set_can_deposit (CabPatientRow *self,
                                 gboolean       can_deposit)
{
  g_return_if_fail (CAB_IS_PATIENT_ROW (self));

  if (gtk_widget_get_visible (self->deposit_button) == can_deposit)
    return;

  gtk_widget_set_visible (self->deposit_button, can_deposit);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_CAN_DEPOSIT]);
}
