/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "cab-search-fields.h"

#include "cab-query-text.h"

#include <glib/gi18n-lib.h>

struct _CabSearchFields
{
  AdwBin parent_instance;

  AdwEntryRow *birth_row;
  AdwComboRow *sex_row;
  AdwEntryRow *city_row;
  AdwEntryRow *birth_name_row;
};

G_DEFINE_FINAL_TYPE (CabSearchFields, cab_search_fields, ADW_TYPE_BIN)

enum
{
  SIGNAL_SEARCH,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

/* Positions in the drop-down of the template. */
enum
{
  SEX_OPEN,
  SEX_FEMALE,
  SEX_MALE,
};

typedef struct
{
  RecordAsked        asked;
  ModelQueryPartKind kind;
  AdwEntryRow       *row;
} Field;

#define N_TEXT_FIELDS 3

static void
list_text_fields (CabSearchFields *self,
                  Field            fields[N_TEXT_FIELDS])
{
  fields[0] = (Field) { RECORD_ASKED_BIRTH_DATE, MODEL_QUERY_BIRTH_DATE, self->birth_row };
  fields[1] = (Field) { RECORD_ASKED_ADDRESS, MODEL_QUERY_CITY, self->city_row };
  fields[2] = (Field) { RECORD_ASKED_BIRTH_NAME, MODEL_QUERY_BIRTH_FAMILY, self->birth_name_row };
}

static char *
dup_shown (ModelPatientQuery *query,
           ModelQueryPartKind kind)
{
  for (guint i = 0; i < model_patient_query_get_n_parts (query); i++)
    {
      const ModelQueryPart *part = model_patient_query_get_part (query, i);

      if (part->kind == kind)
        return cab_query_text_show (part);
    }

  return g_strdup ("");
}

static void
row_changed_cb (CabSearchFields *self,
                AdwEntryRow     *row)
{
  gboolean empty = *gtk_editable_get_text (GTK_EDITABLE (row)) == '\0';

  gtk_widget_remove_css_class (GTK_WIDGET (row), "error");
  if (!empty)
    gtk_widget_remove_css_class (GTK_WIDGET (row), "warning");
}

static void
search_cb (CabSearchFields *self)
{
  g_signal_emit (self, signals[SIGNAL_SEARCH], 0);
}

static void
cab_search_fields_dispose (GObject *object)
{
  CabSearchFields *self = CAB_SEARCH_FIELDS (object);

  adw_bin_set_child (ADW_BIN (self), NULL);

  G_OBJECT_CLASS (cab_search_fields_parent_class)->dispose (object);
}

static void
cab_search_fields_class_init (CabSearchFieldsClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = cab_search_fields_dispose;

  signals[SIGNAL_SEARCH] = g_signal_new ("search", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                         G_TYPE_NONE, 0);

  gtk_widget_class_set_template_from_resource (widget_class, "/org/cabinetdep/Cabinet/ui/cab-search-fields.ui");
  gtk_widget_class_bind_template_child (widget_class, CabSearchFields, birth_row);
  gtk_widget_class_bind_template_child (widget_class, CabSearchFields, sex_row);
  gtk_widget_class_bind_template_child (widget_class, CabSearchFields, city_row);
  gtk_widget_class_bind_template_child (widget_class, CabSearchFields, birth_name_row);
  gtk_widget_class_bind_template_callback (widget_class, row_changed_cb);
  gtk_widget_class_bind_template_callback (widget_class, search_cb);
}

static void
cab_search_fields_init (CabSearchFields *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

void
cab_search_fields_ask (CabSearchFields   *self,
                       RecordAsked        asked,
                       ModelPatientQuery *query)
{
  const char *sex = model_patient_query_get (query, MODEL_QUERY_GENDER);
  Field       fields[N_TEXT_FIELDS];

  g_return_if_fail (CAB_IS_SEARCH_FIELDS (self));

  /* a community that asks for nothing, or for what we have no field for, is given the birth date */
  if ((asked & ~RECORD_ASKED_BIRTH_PLACE) == 0)
    asked = RECORD_ASKED_BIRTH_DATE | RECORD_ASKED_GENDER;

  list_text_fields (self, fields);
  for (guint i = 0; i < G_N_ELEMENTS (fields); i++)
    {
      GtkWidget       *row = GTK_WIDGET (fields[i].row);
      g_autofree char *text = dup_shown (query, fields[i].kind);

      gtk_editable_set_text (GTK_EDITABLE (row), text);
      gtk_widget_set_visible (row, (asked & fields[i].asked) != 0);
      if (*text == '\0')
        gtk_widget_add_css_class (row, "warning");
    }

  gtk_widget_set_visible (GTK_WIDGET (self->sex_row), (asked & RECORD_ASKED_GENDER) != 0);
  adw_combo_row_set_selected (self->sex_row, sex == NULL ? SEX_OPEN : g_str_equal (sex, "female") ? SEX_FEMALE
                                                                                                  : SEX_MALE);
}

void
cab_search_fields_grab_first (CabSearchFields *self)
{
  Field fields[N_TEXT_FIELDS];

  g_return_if_fail (CAB_IS_SEARCH_FIELDS (self));

  list_text_fields (self, fields);
  for (guint i = 0; i < G_N_ELEMENTS (fields); i++)
    if (gtk_widget_get_visible (GTK_WIDGET (fields[i].row)) &&
        *gtk_editable_get_text (GTK_EDITABLE (fields[i].row)) == '\0')
      {
        gtk_widget_grab_focus (GTK_WIDGET (fields[i].row));
        return;
      }

  gtk_widget_child_focus (GTK_WIDGET (self), GTK_DIR_TAB_FORWARD);
}

/* Replaces @query by a copy with the field's text; FALSE when that cannot be understood. */
static gboolean
apply_field (const Field        *field,
             ModelPatientQuery **query)
{
  const char      *typed = gtk_editable_get_text (GTK_EDITABLE (field->row));
  g_autofree char *text = cab_query_text_understand (field->kind, typed);
  g_autoptr(ModelPatientQuery) before = NULL;

  if (text == NULL && *typed != '\0')
    return FALSE;

  before = g_steal_pointer (query);
  *query = model_patient_query_with (before, field->kind, text);
  return TRUE;
}

ModelPatientQuery *
cab_search_fields_apply (CabSearchFields   *self,
                         ModelPatientQuery *query)
{
  g_autoptr(ModelPatientQuery) result = NULL;
  Field fields[N_TEXT_FIELDS];

  g_return_val_if_fail (CAB_IS_SEARCH_FIELDS (self), NULL);

  result = g_object_ref (query);
  list_text_fields (self, fields);
  for (guint i = 0; i < G_N_ELEMENTS (fields); i++)
    if (gtk_widget_get_visible (GTK_WIDGET (fields[i].row)) && !apply_field (&fields[i], &result))
      {
        gtk_widget_add_css_class (GTK_WIDGET (fields[i].row), "error");
        gtk_widget_grab_focus (GTK_WIDGET (fields[i].row));
        return NULL;
      }

  if (gtk_widget_get_visible (GTK_WIDGET (self->sex_row)))
    {
      guint selected = adw_combo_row_get_selected (self->sex_row);
      g_autoptr(ModelPatientQuery) before = g_steal_pointer (&result);

      result = model_patient_query_with (before, MODEL_QUERY_GENDER,
                                         selected == SEX_OPEN ? NULL : selected == SEX_FEMALE ? "female"
                                                                                              : "male");
    }

  return g_steal_pointer (&result);
}

void
cab_search_fields_clear (CabSearchFields *self)
{
  Field fields[N_TEXT_FIELDS];

  g_return_if_fail (CAB_IS_SEARCH_FIELDS (self));

  list_text_fields (self, fields);
  for (guint i = 0; i < G_N_ELEMENTS (fields); i++)
    {
      gtk_editable_set_text (GTK_EDITABLE (fields[i].row), "");
      gtk_widget_remove_css_class (GTK_WIDGET (fields[i].row), "error");
    }
  adw_combo_row_set_selected (self->sex_row, SEX_OPEN);
}
