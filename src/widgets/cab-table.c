/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "cab-table-private.h"

#include <glib/gi18n-lib.h>

#define TABLE_MINIMUM 320

/* A column that is or was shown. */
typedef struct
{
  CabTableColumn       facts;
  GtkColumnViewColumn *column; /* (owned) */
  gboolean             wanted; /* among those of now */
} Column;

G_DEFINE_FINAL_TYPE (CabTable, cab_table, ADW_TYPE_BIN)

typedef enum
{
  PROP_CLICK_ACTIVATES = 1,
} CabTableProperty;

static GParamSpec *properties[PROP_CLICK_ACTIVATES + 1];

enum
{
  SIGNAL_ACTIVATED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

static void
column_free (gpointer data)
{
  Column *self = data;

  g_object_unref (self->column);
  g_free (self);
}

/* Columns are taken out rather than hidden: GTK 4.8 keeps the room of hidden ones. */
static void
show_columns (CabTable *self)
{
  guint position = 0;

  for (guint i = 0; i < self->columns->len; i++)
    {
      Column  *column = g_ptr_array_index (self->columns, i);
      gboolean wide = (column->facts.flags & CAB_TABLE_COLUMN_WIDE) != 0;
      gboolean wanted = column->wanted && (self->shape == CAB_TABLE_SHAPE_ALL_COLUMNS || !wide);
      gboolean shown = gtk_column_view_column_get_column_view (column->column) != NULL;

      if (wanted && !shown)
        gtk_column_view_insert_column (self->column_view, position, column->column);
      else if (!wanted && shown)
        gtk_column_view_remove_column (self->column_view, column->column);
      position += wanted;
    }
}

/* Only the shape on screen has the model: the other would build its rows for nobody. */
static void
apply_shape (CabTable *self)
{
  GtkSelectionModel *selection = self->selection != NULL ? GTK_SELECTION_MODEL (self->selection) : NULL;
  gboolean           rows = self->shape == CAB_TABLE_SHAPE_ROWS;

  gtk_list_view_set_model (self->list_view, rows ? selection : NULL);
  gtk_column_view_set_model (self->column_view, rows ? NULL : selection);
  show_columns (self);
  gtk_stack_set_visible_child_name (self->stack, rows ? "rows" : "columns");
}

static gboolean
shape_cb (gpointer user_data)
{
  CabTable *self = CAB_TABLE (user_data);
  gboolean  focused = cab_table_has_focus_inside (self->stack);

  self->shape_source = 0;
  apply_shape (self);
  if (focused)
    cab_table_grab_rows (self);
  return G_SOURCE_REMOVE;
}

/* The width decides the shape; applied after the layout that told it. */
static void
width_changed (CabTable *self,
               int       width)
{
  CabTableShape shape = width < self->layout.columns_from ? CAB_TABLE_SHAPE_ROWS : width < self->layout.all_from ? CAB_TABLE_SHAPE_COLUMNS
                                                                                                                 : CAB_TABLE_SHAPE_ALL_COLUMNS;

  if (shape == self->shape)
    return;

  self->shape = shape;
  if (self->shape_source == 0)
    self->shape_source = g_idle_add_full (G_PRIORITY_HIGH_IDLE, shape_cb, self, NULL);
}

/* The rows know where the focus is, not where the choice went without them. */
static void
focus_chosen (GtkWidget *rows)
{
  GtkWidget *row = gtk_widget_get_first_child (rows);

  while (row != NULL && (gtk_widget_get_state_flags (row) & GTK_STATE_FLAG_SELECTED) == 0)
    row = gtk_widget_get_next_sibling (row);
  if (row != NULL)
    gtk_widget_grab_focus (row);
}

static void
activate_cb (CabTable *self,
             guint     position)
{
  gtk_single_selection_set_selected (self->selection, position);
  g_signal_emit (self, signals[SIGNAL_ACTIVATED], 0);
}

static void
cell_setup_cb (GtkSignalListItemFactory *factory,
               GtkListItem              *item,
               gpointer                  user_data)
{
  gtk_list_item_set_child (item, cab_table_cell_new (user_data));
}

static void
cell_bind_cb (GtkSignalListItemFactory *factory,
              GtkListItem              *item,
              gpointer                  user_data)
{
  cab_table_cell_set_row (CAB_TABLE_CELL (gtk_list_item_get_child (item)), gtk_list_item_get_item (item));
}

static void
cell_unbind_cb (GtkSignalListItemFactory *factory,
                GtkListItem              *item,
                gpointer                  user_data)
{
  cab_table_cell_set_row (CAB_TABLE_CELL (gtk_list_item_get_child (item)), NULL);
}

/* @column: (nullable) of rows in two lines. */
static GtkListItemFactory *
make_factory (const CabTableColumn *column)
{
  GtkListItemFactory   *factory = gtk_signal_list_item_factory_new ();
  CabTableColumn *const facts = column != NULL ? g_memdup2 (column, sizeof *column) : NULL;

  g_signal_connect_data (factory, "setup", G_CALLBACK (cell_setup_cb), facts, (GClosureNotify) (void (*) (void)) g_free, 0);
  g_signal_connect (factory, "bind", G_CALLBACK (cell_bind_cb), NULL);
  g_signal_connect (factory, "unbind", G_CALLBACK (cell_unbind_cb), NULL);

  return factory;
}

static int
compare_cb (gconstpointer a,
            gconstpointer b,
            gpointer      user_data)
{
  return cab_table_row_compare ((CabTableRow *) a, (CabTableRow *) b, GPOINTER_TO_INT (user_data));
}

static Column *
column_new (const CabTableColumn *facts)
{
  Column *self = g_new0 (Column, 1);
  g_autoptr(GtkSorter) sorter = GTK_SORTER (gtk_custom_sorter_new (compare_cb, GINT_TO_POINTER (facts->id), NULL));

  self->column = gtk_column_view_column_new (NULL, make_factory (facts));
  gtk_column_view_column_set_sorter (self->column, sorter);
  gtk_column_view_column_set_resizable (self->column, (facts->flags & CAB_TABLE_COLUMN_RESIZABLE) != 0);
  if (facts->width > 0)
    gtk_column_view_column_set_fixed_width (self->column, facts->width);
  else
    gtk_column_view_column_set_expand (self->column, TRUE);

  return self;
}

static gboolean
has_id (gconstpointer column,
        gconstpointer id)
{
  return ((const Column *) column)->facts.id == GPOINTER_TO_INT (id);
}

static void
cab_table_dispose (GObject *object)
{
  CabTable *self = CAB_TABLE (object);

  g_clear_handle_id (&self->shape_source, g_source_remove);
  adw_bin_set_child (ADW_BIN (self), NULL);
  g_clear_pointer (&self->menu, gtk_widget_unparent);
  g_clear_pointer (&self->columns, g_ptr_array_unref);
  g_clear_object (&self->selection);

  G_OBJECT_CLASS (cab_table_parent_class)->dispose (object);
}

static void
cab_table_get_property (GObject    *object,
                        guint       prop_id,
                        GValue     *value,
                        GParamSpec *pspec)
{
  switch ((CabTableProperty) prop_id)
    {
    case PROP_CLICK_ACTIVATES:
      g_value_set_boolean (value, CAB_TABLE (object)->click_activates);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
cab_table_set_property (GObject      *object,
                        guint         prop_id,
                        const GValue *value,
                        GParamSpec   *pspec)
{
  switch ((CabTableProperty) prop_id)
    {
    case PROP_CLICK_ACTIVATES:
      CAB_TABLE (object)->click_activates = g_value_get_boolean (value);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
cab_table_size_allocate (GtkWidget *widget,
                         int        width,
                         int        height,
                         int        baseline)
{
  CabTable  *self = CAB_TABLE (widget);
  GtkWidget *child = adw_bin_get_child (ADW_BIN (widget));

  if (child != NULL)
    gtk_widget_allocate (child, width, height, baseline, NULL);
  if (self->menu != NULL)
    gtk_popover_present (GTK_POPOVER (self->menu));
  width_changed (self, width);
}

static void
cab_table_measure (GtkWidget     *widget,
                   GtkOrientation orientation,
                   int            for_size,
                   int           *minimum,
                   int           *natural,
                   int           *minimum_baseline,
                   int           *natural_baseline)
{
  GtkWidget *child = adw_bin_get_child (ADW_BIN (widget));

  if (child != NULL)
    gtk_widget_measure (child, orientation, for_size, minimum, natural, minimum_baseline, natural_baseline);
  /* the columns of now must not keep the table from becoming narrow again */
  if (orientation == GTK_ORIENTATION_HORIZONTAL)
    {
      *minimum = MIN (*minimum, TABLE_MINIMUM);
      *natural = MAX (*minimum, CAB_TABLE (widget)->layout.natural);
    }
}

static void
cab_table_class_init (CabTableClass *klass)
{
  GObjectClass   *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = cab_table_dispose;
  object_class->get_property = cab_table_get_property;
  object_class->set_property = cab_table_set_property;
  widget_class->measure = cab_table_measure;
  widget_class->size_allocate = cab_table_size_allocate;

  properties[PROP_CLICK_ACTIVATES] =
      g_param_spec_boolean ("click-activates", NULL, NULL, FALSE, G_PARAM_READWRITE | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, G_N_ELEMENTS (properties), properties);
  signals[SIGNAL_ACTIVATED] = g_signal_new ("activated", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                            G_TYPE_NONE, 0);

  gtk_widget_class_set_template_from_resource (widget_class, "/org/cabinetdep/Cabinet/ui/cab-table.ui");
  gtk_widget_class_bind_template_child (widget_class, CabTable, stack);
  gtk_widget_class_bind_template_child (widget_class, CabTable, column_view);
  gtk_widget_class_bind_template_child (widget_class, CabTable, list_view);
  gtk_widget_class_bind_template_callback (widget_class, activate_cb);
  cab_table_install_input (widget_class);
  gtk_widget_class_set_css_name (widget_class, "cabtable");
}

static void
cab_table_init (CabTable *self)
{
  g_autoptr(GtkListItemFactory) rows = make_factory (NULL);

  self->shape = CAB_TABLE_SHAPE_ALL_COLUMNS;
  self->columns = g_ptr_array_new_with_free_func (column_free);

  gtk_widget_init_template (GTK_WIDGET (self));
  gtk_widget_set_layout_manager (GTK_WIDGET (self), NULL);

  gtk_list_view_set_factory (self->list_view, rows);
  cab_table_init_input (self);
  apply_shape (self);
}

GtkWidget *
cab_table_new (void)
{
  return g_object_new (CAB_TYPE_TABLE, NULL);
}

void
cab_table_set_layout (CabTable             *self,
                      const CabTableLayout *layout)
{
  g_return_if_fail (CAB_IS_TABLE (self));

  self->layout = *layout;
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->column_view), GTK_ACCESSIBLE_PROPERTY_LABEL, _ (layout->name), -1);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->list_view), GTK_ACCESSIBLE_PROPERTY_LABEL, _ (layout->name), -1);
  gtk_widget_queue_resize (GTK_WIDGET (self));
}

void
cab_table_set_columns (CabTable             *self,
                       const CabTableColumn *columns,
                       guint                 n_columns)
{
  g_return_if_fail (CAB_IS_TABLE (self));

  for (guint i = 0; i < self->columns->len; i++)
    {
      Column *column = g_ptr_array_index (self->columns, i);

      column->wanted = FALSE;
      if (gtk_column_view_column_get_column_view (column->column) != NULL)
        gtk_column_view_remove_column (self->column_view, column->column);
    }

  for (guint i = 0; i < n_columns; i++)
    {
      Column *column;
      guint   position;

      if (g_ptr_array_find_with_equal_func (self->columns, GINT_TO_POINTER (columns[i].id), has_id, &position))
        column = g_ptr_array_steal_index (self->columns, position);
      else
        column = column_new (&columns[i]);
      column->facts = columns[i];
      column->wanted = TRUE;
      gtk_column_view_column_set_title (column->column, _ (columns[i].title));
      g_ptr_array_insert (self->columns, (int) i, column);
    }

  show_columns (self);
}

void
cab_table_set_selection (CabTable           *self,
                         GtkSingleSelection *selection)
{
  g_return_if_fail (CAB_IS_TABLE (self));

  g_set_object (&self->selection, selection);
  apply_shape (self);
}

GtkSorter *
cab_table_get_sorter (CabTable *self)
{
  g_return_val_if_fail (CAB_IS_TABLE (self), NULL);

  return gtk_column_view_get_sorter (self->column_view);
}

void
cab_table_sort (CabTable   *self,
                int         id,
                GtkSortType order)
{
  GtkColumnViewColumn *column = NULL;
  guint                position;

  g_return_if_fail (CAB_IS_TABLE (self));

  if (g_ptr_array_find_with_equal_func (self->columns, GINT_TO_POINTER (id), has_id, &position))
    column = ((Column *) g_ptr_array_index (self->columns, position))->column;
  gtk_column_view_sort_by_column (self->column_view, column, order);
}

/* Where a step leads to; GTK_INVALID_LIST_POSITION when there are no rows. */
static guint
position_after (CabTable *self,
                int       step)
{
  guint n = self->selection != NULL ? g_list_model_get_n_items (G_LIST_MODEL (self->selection)) : 0;
  guint selected;

  if (n == 0)
    return GTK_INVALID_LIST_POSITION;

  selected = gtk_single_selection_get_selected (self->selection);
  if (selected == GTK_INVALID_LIST_POSITION)
    return step > 0 ? 0 : n - 1;
  if ((step < 0 && selected == 0) || (step > 0 && selected + 1 == n))
    return selected;
  return step > 0 ? selected + 1 : selected - 1;
}

void
cab_table_step (CabTable *self,
                int       step)
{
  GtkWidget *rows;
  guint      position;

  g_return_if_fail (CAB_IS_TABLE (self));

  rows = cab_table_get_rows_widget (self);
  position = position_after (self, step);
  if (rows == NULL || position == GTK_INVALID_LIST_POSITION)
    return;

  gtk_single_selection_set_selected (self->selection, position);
  gtk_widget_activate_action (rows, "list.scroll-to-item", "u", position);
  if (cab_table_has_focus_inside (rows))
    focus_chosen (rows);
}

void
cab_table_grab_rows (CabTable *self)
{
  g_return_if_fail (CAB_IS_TABLE (self));

  gtk_widget_grab_focus (self->shape == CAB_TABLE_SHAPE_ROWS ? GTK_WIDGET (self->list_view) : GTK_WIDGET (self->column_view));
  focus_chosen (cab_table_get_rows_widget (self));
}

void
cab_table_set_menu (CabTable   *self,
                    GMenuModel *menu)
{
  g_return_if_fail (CAB_IS_TABLE (self));

  gtk_popover_menu_set_menu_model (GTK_POPOVER_MENU (self->menu), menu);
}
