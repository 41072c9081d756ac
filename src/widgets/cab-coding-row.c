/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "cab-coding-row.h"

#include "model-text.h"
#include "record-labels.h"

#include <string.h>

struct _CabCodingRow
{
  AdwActionRow parent_instance;

  GtkLabel       *value_label;
  GtkButton      *clear_button;
  GtkMenuButton  *open_button;
  GtkPopover     *popover;
  GtkSearchEntry *search_entry;
  GtkStack       *stack;
  GtkListView    *list_view;

  GListModel         *choices;   /* (owned) (nullable) */
  char              **recent;    /* (owned) (nullable) */
  char              **words;     /* (owned) (nullable) folded, what is looked for */
  GPtrArray          *found;     /* (owned) (nullable) of ModelCoding, what the number that is looked for stands for */
  GtkCustomFilter    *filter;    /* (owned) */
  GtkFilterListModel *filtered;  /* (owned) */
  GtkSingleSelection *selection; /* (owned) */
  ModelCoding        *coding;    /* (owned) (nullable) */
  gboolean            optional;

  const CabCodingSearch *search; /* (nullable) */
};

G_DEFINE_FINAL_TYPE (CabCodingRow, cab_coding_row, ADW_TYPE_ACTION_ROW)

typedef enum
{
  PROP_OPTIONAL = 1,
} CabCodingRowProperty;

static GParamSpec *properties[PROP_OPTIONAL + 1];

enum
{
  SIGNAL_CHOSEN,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

static char *
dup_key (CabCodingRow *self,
         ModelCoding  *coding)
{
  return self->search != NULL && self->search->dup_key != NULL ? self->search->dup_key (coding) : record_label_search_key (coding);
}

static gboolean
is_same (gconstpointer a,
         gconstpointer b)
{
  return model_coding_is ((ModelCoding *) a, model_coding_get_system ((ModelCoding *) b), model_coding_get_code ((ModelCoding *) b));
}

static gboolean
passes (gpointer item,
        gpointer user_data)
{
  CabCodingRow    *self = CAB_CODING_ROW (user_data);
  g_autofree char *key = NULL;

  if (self->found != NULL && g_ptr_array_find_with_equal_func (self->found, item, is_same, NULL))
    return TRUE;

  key = self->words != NULL ? dup_key (self, MODEL_CODING (item)) : NULL;
  for (guint i = 0; self->words != NULL && self->words[i] != NULL; i++)
    if (strstr (key, self->words[i]) == NULL)
      return FALSE;

  return TRUE;
}

static void
show_coding (CabCodingRow *self)
{
  const char *label = record_label_coding (self->coding);

  gtk_label_set_text (self->value_label, label);
  gtk_widget_set_visible (GTK_WIDGET (self->clear_button), self->optional && self->coding != NULL);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->open_button), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  adw_preferences_row_get_title (ADW_PREFERENCES_ROW (self)), -1);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->open_button), GTK_ACCESSIBLE_PROPERTY_DESCRIPTION, label, -1);
}

static void
choose (CabCodingRow *self,
        ModelCoding  *coding)
{
  gtk_popover_popdown (self->popover);
  if (!g_set_object (&self->coding, coding))
    return;

  show_coding (self);
  g_signal_emit (self, signals[SIGNAL_CHOSEN], 0);
}

static void
activate_cb (CabCodingRow *self,
             guint         position)
{
  g_autoptr(ModelCoding) coding = g_list_model_get_item (G_LIST_MODEL (self->selection), position);

  if (coding != NULL)
    choose (self, coding);
}

/* A heading belongs to a place in the list: all rows are made anew when others are shown. */
static void
show_headings (CabCodingRow *self)
{
  if (self->search == NULL || self->search->heading == NULL)
    return;

  gtk_list_view_set_model (self->list_view, NULL);
  gtk_list_view_set_model (self->list_view, GTK_SELECTION_MODEL (self->selection));
}

static void
search_changed_cb (CabCodingRow *self)
{
  g_autofree char *typed = g_strstrip (g_strdup (gtk_editable_get_text (GTK_EDITABLE (self->search_entry))));
  g_autofree char *folded = model_text_fold (typed);

  g_clear_pointer (&self->words, g_strfreev);
  g_clear_pointer (&self->found, g_ptr_array_unref);
  if (self->search != NULL && self->search->find != NULL)
    self->found = self->search->find (typed);
  if (*g_strstrip (folded) != '\0')
    self->words = g_strsplit (folded, " ", -1);
  gtk_filter_changed (GTK_FILTER (self->filter), GTK_FILTER_CHANGE_DIFFERENT);
  show_headings (self);
  gtk_stack_set_visible_child_name (self->stack, g_list_model_get_n_items (G_LIST_MODEL (self->filtered)) > 0 ? "list" : "nothing");
}

/* Enter in the search takes the first that fits. */
static void
search_activate_cb (CabCodingRow *self)
{
  activate_cb (self, 0);
}

static void
search_stop_cb (CabCodingRow *self)
{
  gtk_popover_popdown (self->popover);
}

/* From the search down into the list. */
static gboolean
search_key_cb (CabCodingRow   *self,
               guint           keyval,
               guint           keycode,
               GdkModifierType modifiers)
{
  if (keyval != GDK_KEY_Down && keyval != GDK_KEY_KP_Down)
    return GDK_EVENT_PROPAGATE;

  gtk_widget_grab_focus (GTK_WIDGET (self->list_view));
  return GDK_EVENT_STOP;
}

static void
popover_cb (CabCodingRow *self)
{
  if (!gtk_widget_get_visible (GTK_WIDGET (self->popover)))
    return;

  gtk_editable_set_text (GTK_EDITABLE (self->search_entry), "");
  search_changed_cb (self);
  gtk_widget_grab_focus (GTK_WIDGET (self->search_entry));
}

static void
clear_clicked_cb (CabCodingRow *self)
{
  choose (self, NULL);
}

static void
cab_coding_row_activate (AdwActionRow *row)
{
  gtk_menu_button_popup (CAB_CODING_ROW (row)->open_button);
}

static GtkWidget *
list_label_new (const char *css_class)
{
  GtkWidget *label = gtk_label_new (NULL);

  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_label_set_wrap (GTK_LABEL (label), TRUE);
  gtk_label_set_max_width_chars (GTK_LABEL (label), 40);
  if (css_class != NULL)
    gtk_widget_add_css_class (label, css_class);

  return label;
}

static void
setup_cb (GtkSignalListItemFactory *factory,
          GtkListItem              *item,
          CabCodingRow             *self)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 6);

  gtk_box_append (GTK_BOX (box), list_label_new ("caption-heading"));
  gtk_box_append (GTK_BOX (box), list_label_new (NULL));
  gtk_list_item_set_child (item, box);
}

static const char *
heading_at (CabCodingRow *self,
            guint         position)
{
  g_autoptr(ModelCoding) coding = g_list_model_get_item (G_LIST_MODEL (self->selection), position);

  return coding != NULL && self->search != NULL && self->search->heading != NULL ? self->search->heading (coding) : "";
}

static void
bind_cb (GtkSignalListItemFactory *factory,
         GtkListItem              *item,
         CabCodingRow             *self)
{
  GtkWidget  *heading = gtk_widget_get_first_child (gtk_list_item_get_child (item));
  guint       position = gtk_list_item_get_position (item);
  const char *words = heading_at (self, position);

  gtk_label_set_text (GTK_LABEL (heading), words);
  gtk_widget_set_visible (heading, *words != '\0' && (position == 0 || !g_str_equal (words, heading_at (self, position - 1))));
  gtk_label_set_text (GTK_LABEL (gtk_widget_get_next_sibling (heading)), record_label_coding (gtk_list_item_get_item (item)));
}

static void
cab_coding_row_dispose (GObject *object)
{
  CabCodingRow *self = CAB_CODING_ROW (object);

  g_clear_object (&self->selection);
  g_clear_object (&self->filtered);
  g_clear_object (&self->filter);
  g_clear_object (&self->choices);
  g_clear_object (&self->coding);
  g_clear_pointer (&self->recent, g_strfreev);
  g_clear_pointer (&self->words, g_strfreev);
  g_clear_pointer (&self->found, g_ptr_array_unref);

  G_OBJECT_CLASS (cab_coding_row_parent_class)->dispose (object);
}

static void
cab_coding_row_get_property (GObject    *object,
                             guint       prop_id,
                             GValue     *value,
                             GParamSpec *pspec)
{
  switch ((CabCodingRowProperty) prop_id)
    {
    case PROP_OPTIONAL:
      g_value_set_boolean (value, CAB_CODING_ROW (object)->optional);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
cab_coding_row_set_property (GObject      *object,
                             guint         prop_id,
                             const GValue *value,
                             GParamSpec   *pspec)
{
  switch ((CabCodingRowProperty) prop_id)
    {
    case PROP_OPTIONAL:
      CAB_CODING_ROW (object)->optional = g_value_get_boolean (value);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
cab_coding_row_class_init (CabCodingRowClass *klass)
{
  GObjectClass   *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = cab_coding_row_dispose;
  object_class->get_property = cab_coding_row_get_property;
  object_class->set_property = cab_coding_row_set_property;
  ADW_ACTION_ROW_CLASS (klass)->activate = cab_coding_row_activate;

  properties[PROP_OPTIONAL] = g_param_spec_boolean ("optional", NULL, NULL, FALSE, G_PARAM_READWRITE | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, G_N_ELEMENTS (properties), properties);
  signals[SIGNAL_CHOSEN] = g_signal_new ("chosen", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);

  gtk_widget_class_set_template_from_resource (widget_class, "/org/cabinetdep/Cabinet/ui/cab-coding-row.ui");
  gtk_widget_class_bind_template_child (widget_class, CabCodingRow, value_label);
  gtk_widget_class_bind_template_child (widget_class, CabCodingRow, clear_button);
  gtk_widget_class_bind_template_child (widget_class, CabCodingRow, open_button);
  gtk_widget_class_bind_template_child (widget_class, CabCodingRow, popover);
  gtk_widget_class_bind_template_child (widget_class, CabCodingRow, search_entry);
  gtk_widget_class_bind_template_child (widget_class, CabCodingRow, stack);
  gtk_widget_class_bind_template_child (widget_class, CabCodingRow, list_view);
  gtk_widget_class_bind_template_callback (widget_class, activate_cb);
  gtk_widget_class_bind_template_callback (widget_class, search_changed_cb);
  gtk_widget_class_bind_template_callback (widget_class, search_activate_cb);
  gtk_widget_class_bind_template_callback (widget_class, search_stop_cb);
  gtk_widget_class_bind_template_callback (widget_class, search_key_cb);
  gtk_widget_class_bind_template_callback (widget_class, popover_cb);
  gtk_widget_class_bind_template_callback (widget_class, clear_clicked_cb);
  gtk_widget_class_bind_template_callback (widget_class, setup_cb);
  gtk_widget_class_bind_template_callback (widget_class, bind_cb);
}

static void
cab_coding_row_init (CabCodingRow *self)
{
  self->filter = gtk_custom_filter_new (passes, self, NULL);
  self->filtered = gtk_filter_list_model_new (NULL, g_object_ref (GTK_FILTER (self->filter)));
  self->selection = gtk_single_selection_new (g_object_ref (G_LIST_MODEL (self->filtered)));
  gtk_single_selection_set_autoselect (self->selection, FALSE);

  gtk_widget_init_template (GTK_WIDGET (self));
  gtk_list_view_set_model (self->list_view, GTK_SELECTION_MODEL (self->selection));
}

GtkWidget *
cab_coding_row_new (void)
{
  return g_object_new (CAB_TYPE_CODING_ROW, NULL);
}

static gboolean
is_recent (CabCodingRow *self,
           ModelCoding  *coding)
{
  return self->recent != NULL && g_strv_contains ((const char *const *) self->recent, model_coding_get_code (coding));
}

static void
order_choices (CabCodingRow *self)
{
  g_autoptr(GListStore) ordered = g_list_store_new (MODEL_TYPE_CODING);
  guint n = self->choices != NULL ? g_list_model_get_n_items (self->choices) : 0;

  for (guint i = 0; self->recent != NULL && self->recent[i] != NULL; i++)
    for (guint j = 0; j < n; j++)
      {
        g_autoptr(ModelCoding) coding = g_list_model_get_item (self->choices, j);

        if (g_strcmp0 (model_coding_get_code (coding), self->recent[i]) == 0)
          g_list_store_append (ordered, coding);
      }
  for (guint j = 0; j < n; j++)
    {
      g_autoptr(ModelCoding) coding = g_list_model_get_item (self->choices, j);

      if (!is_recent (self, coding))
        g_list_store_append (ordered, coding);
    }

  gtk_filter_list_model_set_model (self->filtered, G_LIST_MODEL (ordered));
}

void
cab_coding_row_set_choices (CabCodingRow *self,
                            GListModel   *choices)
{
  g_return_if_fail (CAB_IS_CODING_ROW (self));

  g_set_object (&self->choices, choices);
  order_choices (self);
}

void
cab_coding_row_set_recent (CabCodingRow      *self,
                           const char *const *codes)
{
  g_return_if_fail (CAB_IS_CODING_ROW (self));

  g_strfreev (self->recent);
  self->recent = g_strdupv ((char **) codes);
  order_choices (self);
}

void
cab_coding_row_set_search (CabCodingRow          *self,
                           const CabCodingSearch *search)
{
  g_return_if_fail (CAB_IS_CODING_ROW (self));

  self->search = search;
  gtk_filter_changed (GTK_FILTER (self->filter), GTK_FILTER_CHANGE_DIFFERENT);
}

void
cab_coding_row_set_coding (CabCodingRow *self,
                           ModelCoding  *coding)
{
  g_return_if_fail (CAB_IS_CODING_ROW (self));

  g_set_object (&self->coding, coding);
  show_coding (self);
}

ModelCoding *
cab_coding_row_get_coding (CabCodingRow *self)
{
  g_return_val_if_fail (CAB_IS_CODING_ROW (self), NULL);

  return self->coding;
}
