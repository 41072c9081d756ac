/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "cab-document-table.h"

#include "cab-document-cell.h"

/* Widths of the table itself, in application pixels, from which it has columns, and all of them. */
#define WIDTH_COLUMNS 440
#define WIDTH_ALL_COLUMNS 680

/* What it asks for: beside the reader it is the sidebar. */
#define TABLE_MINIMUM 320
#define TABLE_NATURAL 540

typedef enum
{
  SHAPE_ROWS,
  SHAPE_COLUMNS,
  SHAPE_ALL_COLUMNS,
} Shape;

struct _CabDocumentTable
{
  AdwBin parent_instance;

  GtkStack            *stack;
  GtkColumnView       *column_view;
  GtkColumnViewColumn *date_column;
  GtkColumnViewColumn *title_column;
  GtkColumnViewColumn *type_column;
  GtkColumnViewColumn *source_column;
  GtkColumnViewColumn *format_column;
  GtkListView         *list_view;

  CabDocumentModel *model; /* (owned) (nullable) */
  GtkWidget        *menu;  /* (owned) a popover */
  Shape             shape;
  guint             shape_source;
  gboolean          click_activates;
  graphene_point_t  press;
};

G_DEFINE_FINAL_TYPE (CabDocumentTable, cab_document_table, ADW_TYPE_BIN)

typedef enum
{
  PROP_CLICK_ACTIVATES = 1,
} CabDocumentTableProperty;

static GParamSpec *properties[PROP_CLICK_ACTIVATES + 1];

enum
{
  SIGNAL_ACTIVATED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

/* Taken out rather than hidden: GTK 4.8 keeps the room of hidden columns. */
static void
show_column (CabDocumentTable    *self,
             GtkColumnViewColumn *column,
             guint                position,
             gboolean             show)
{
  gboolean shown = gtk_column_view_column_get_column_view (column) != NULL;

  if (show && !shown)
    gtk_column_view_insert_column (self->column_view, position, column);
  else if (!show && shown)
    gtk_column_view_remove_column (self->column_view, column);
}

/* Only the shape on screen has the model: the other would build its rows for nobody. */
static void
apply_shape (CabDocumentTable *self)
{
  GtkSelectionModel *selection = self->model != NULL ? cab_document_model_get_selection (self->model) : NULL;
  gboolean           rows = self->shape == SHAPE_ROWS;

  gtk_list_view_set_model (self->list_view, rows ? selection : NULL);
  gtk_column_view_set_model (self->column_view, rows ? NULL : selection);
  show_column (self, self->type_column, CAB_COLUMN_TYPE, self->shape == SHAPE_ALL_COLUMNS);
  show_column (self, self->format_column, CAB_COLUMN_FORMAT, self->shape == SHAPE_ALL_COLUMNS);
  gtk_stack_set_visible_child_name (self->stack, rows ? "rows" : "columns");
}

static gboolean
shape_cb (gpointer user_data)
{
  CabDocumentTable *self = CAB_DOCUMENT_TABLE (user_data);

  self->shape_source = 0;
  apply_shape (self);
  return G_SOURCE_REMOVE;
}

/* The width decides the shape; applied after the layout that told it. */
static void
width_changed (CabDocumentTable *self,
               int               width)
{
  Shape shape = width < WIDTH_COLUMNS ? SHAPE_ROWS : width < WIDTH_ALL_COLUMNS ? SHAPE_COLUMNS
                                                                               : SHAPE_ALL_COLUMNS;

  if (shape == self->shape)
    return;

  self->shape = shape;
  if (self->shape_source == 0)
    self->shape_source = g_idle_add_full (G_PRIORITY_HIGH_IDLE, shape_cb, self, NULL);
}

/* The widget whose children are the rows. A column view keeps a list view of its own. */
static GtkWidget *
rows_widget (CabDocumentTable *self)
{
  GtkWidget *view = GTK_WIDGET (self->list_view);

  if (self->shape != SHAPE_ROWS)
    {
      for (view = gtk_widget_get_first_child (GTK_WIDGET (self->column_view));
           view != NULL && !GTK_IS_LIST_VIEW (view);
           view = gtk_widget_get_next_sibling (view))
        ;
    }

  return view;
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

static gboolean
has_focus_inside (GtkWidget *widget)
{
  GtkRoot   *root = gtk_widget_get_root (widget);
  GtkWidget *focus = root != NULL ? gtk_root_get_focus (root) : NULL;

  return focus != NULL && gtk_widget_is_ancestor (focus, widget);
}

/* With nothing chosen the row that has the focus is passed over by an arrow key, as if it were read. */
static gboolean
key_pressed_cb (CabDocumentTable *self,
                guint             keyval,
                guint             keycode,
                GdkModifierType   modifiers)
{
  gboolean down = keyval == GDK_KEY_Down || keyval == GDK_KEY_KP_Down;
  gboolean up = keyval == GDK_KEY_Up || keyval == GDK_KEY_KP_Up;

  if ((!down && !up) || (modifiers & gtk_accelerator_get_default_mod_mask ()) != 0 || self->model == NULL ||
      cab_document_model_get_document (self->model) != NULL || !has_focus_inside (rows_widget (self)))
    return GDK_EVENT_PROPAGATE;

  cab_document_table_step (self, down ? 1 : -1);
  return GDK_EVENT_STOP;
}

/* What a widget of the rows shows, found from its cells. */
static CabDocumentRow *
row_in (GtkWidget *widget)
{
  while (widget != NULL && !CAB_IS_DOCUMENT_CELL (widget))
    widget = gtk_widget_get_first_child (widget);

  return widget != NULL ? cab_document_cell_get_row (CAB_DOCUMENT_CELL (widget)) : NULL;
}

static CabDocumentRow *
row_at (CabDocumentTable *self,
        double            x,
        double            y)
{
  GtkWidget *widget = gtk_widget_pick (GTK_WIDGET (self), x, y, GTK_PICK_DEFAULT);
  GtkWidget *rows = rows_widget (self);

  while (widget != NULL && widget != rows && gtk_widget_get_parent (widget) != rows)
    widget = gtk_widget_get_parent (widget);

  return widget != rows ? row_in (widget) : NULL;
}

static void
pop_up (CabDocumentTable *self,
        CabDocumentRow   *row,
        double            x,
        double            y)
{
  if (row == NULL || self->model == NULL)
    return;

  cab_document_model_choose (self->model, cab_document_row_get_document (row));
  gtk_popover_set_pointing_to (GTK_POPOVER (self->menu), &(GdkRectangle) { (int) x, (int) y, 1, 1 });
  gtk_popover_popup (GTK_POPOVER (self->menu));
}

static void
secondary_pressed_cb (CabDocumentTable *self,
                      int               n_press,
                      double            x,
                      double            y,
                      GtkGesture       *gesture)
{
  gtk_gesture_set_state (gesture, GTK_EVENT_SEQUENCE_CLAIMED);
  pop_up (self, row_at (self, x, y), x, y);
}

static void
long_pressed_cb (CabDocumentTable *self,
                 double            x,
                 double            y,
                 GtkGesture       *gesture)
{
  gtk_gesture_set_state (gesture, GTK_EVENT_SEQUENCE_CLAIMED);
  pop_up (self, row_at (self, x, y), x, y);
}

/* Of the row with the focus, which is then the one that is chosen. */
static gboolean
menu_key_cb (GtkWidget *widget,
             GVariant  *arguments,
             gpointer   user_data)
{
  CabDocumentTable *self = CAB_DOCUMENT_TABLE (widget);
  GtkRoot          *root = gtk_widget_get_root (widget);
  GtkWidget        *focus = root != NULL ? gtk_root_get_focus (root) : NULL;
  graphene_rect_t   bounds;

  if (self->model == NULL || focus == NULL || !gtk_widget_is_ancestor (focus, rows_widget (self)) ||
      !gtk_widget_compute_bounds (focus, widget, &bounds))
    return FALSE;

  pop_up (self, row_in (focus), CLAMP (bounds.origin.x + MIN (bounds.size.width / 2, 120), 0, gtk_widget_get_width (widget)),
          CLAMP (bounds.origin.y + bounds.size.height - 4, 0, gtk_widget_get_height (widget)));

  return TRUE;
}

static void
activate_cb (CabDocumentTable *self,
             guint             position)
{
  gtk_selection_model_select_item (cab_document_model_get_selection (self->model), position, TRUE);
  g_signal_emit (self, signals[SIGNAL_ACTIVATED], 0);
}

static gboolean
activate_idle_cb (gpointer user_data)
{
  CabDocumentTable *self = CAB_DOCUMENT_TABLE (user_data);

  if (self->model != NULL && cab_document_model_get_document (self->model) != NULL)
    g_signal_emit (self, signals[SIGNAL_ACTIVATED], 0);
  return G_SOURCE_REMOVE;
}

/* Where the reader takes the list's place a tap opens. The list's own single click mode would also
 * choose, and fetch, whatever the pointer passes over. */
static gboolean
row_event_cb (CabDocumentTable *self,
              GdkEvent         *event)
{
  GdkEventType type = gdk_event_get_event_type (event);
  double       x;
  double       y;

  if (!self->click_activates || !gdk_event_get_position (event, &x, &y))
    return GDK_EVENT_PROPAGATE;

  if (type == GDK_BUTTON_PRESS || type == GDK_TOUCH_BEGIN)
    graphene_point_init (&self->press, (float) x, (float) y);
  else if ((type == GDK_BUTTON_RELEASE || type == GDK_TOUCH_END) &&
           graphene_point_near (&self->press, &GRAPHENE_POINT_INIT ((float) x, (float) y), 8))
    g_idle_add_full (G_PRIORITY_DEFAULT, activate_idle_cb, g_object_ref (self), g_object_unref);

  return GDK_EVENT_PROPAGATE;
}

static void
cell_setup_cb (GtkSignalListItemFactory *factory,
               GtkListItem              *item,
               gpointer                  user_data)
{
  gtk_list_item_set_child (item, cab_document_cell_new ((CabCellShape) GPOINTER_TO_INT (user_data)));
}

static void
cell_bind_cb (GtkSignalListItemFactory *factory,
              GtkListItem              *item,
              gpointer                  user_data)
{
  cab_document_cell_set_row (CAB_DOCUMENT_CELL (gtk_list_item_get_child (item)), gtk_list_item_get_item (item));
}

static void
cell_unbind_cb (GtkSignalListItemFactory *factory,
                GtkListItem              *item,
                gpointer                  user_data)
{
  cab_document_cell_set_row (CAB_DOCUMENT_CELL (gtk_list_item_get_child (item)), NULL);
}

static GtkListItemFactory *
make_factory (CabCellShape shape)
{
  GtkListItemFactory *factory = gtk_signal_list_item_factory_new ();

  g_signal_connect (factory, "setup", G_CALLBACK (cell_setup_cb), GINT_TO_POINTER (shape));
  g_signal_connect (factory, "bind", G_CALLBACK (cell_bind_cb), NULL);
  g_signal_connect (factory, "unbind", G_CALLBACK (cell_unbind_cb), NULL);

  return factory;
}

static int
compare_cb (gconstpointer a,
            gconstpointer b,
            gpointer      user_data)
{
  return cab_document_row_compare ((CabDocumentRow *) a, (CabDocumentRow *) b, (CabColumn) GPOINTER_TO_INT (user_data));
}

static void
build_columns (CabDocumentTable *self)
{
  GtkColumnViewColumn *columns[] = {
    [CAB_COLUMN_DATE] = self->date_column,
    [CAB_COLUMN_TITLE] = self->title_column,
    [CAB_COLUMN_TYPE] = self->type_column,
    [CAB_COLUMN_SOURCE] = self->source_column,
    [CAB_COLUMN_FORMAT] = self->format_column,
  };
  g_autoptr(GtkListItemFactory) rows = make_factory (CAB_CELL_SUMMARY);

  for (int i = 0; i < (int) G_N_ELEMENTS (columns); i++)
    {
      g_autoptr(GtkListItemFactory) factory = make_factory ((CabCellShape) i);
      g_autoptr(GtkSorter) sorter = GTK_SORTER (gtk_custom_sorter_new (compare_cb, GINT_TO_POINTER (i), NULL));

      gtk_column_view_column_set_factory (columns[i], factory);
      gtk_column_view_column_set_sorter (columns[i], sorter);
    }

  gtk_list_view_set_factory (self->list_view, rows);
}

static void
cab_document_table_dispose (GObject *object)
{
  CabDocumentTable *self = CAB_DOCUMENT_TABLE (object);

  g_clear_handle_id (&self->shape_source, g_source_remove);
  if (self->model != NULL)
    cab_document_model_set_sorter (self->model, NULL);
  adw_bin_set_child (ADW_BIN (self), NULL);
  g_clear_pointer (&self->menu, gtk_widget_unparent);
  g_clear_object (&self->model);

  G_OBJECT_CLASS (cab_document_table_parent_class)->dispose (object);
}

static void
cab_document_table_get_property (GObject    *object,
                                 guint       prop_id,
                                 GValue     *value,
                                 GParamSpec *pspec)
{
  CabDocumentTable *self = CAB_DOCUMENT_TABLE (object);

  switch ((CabDocumentTableProperty) prop_id)
    {
    case PROP_CLICK_ACTIVATES:
      g_value_set_boolean (value, self->click_activates);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
cab_document_table_set_property (GObject      *object,
                                 guint         prop_id,
                                 const GValue *value,
                                 GParamSpec   *pspec)
{
  CabDocumentTable *self = CAB_DOCUMENT_TABLE (object);

  switch ((CabDocumentTableProperty) prop_id)
    {
    case PROP_CLICK_ACTIVATES:
      self->click_activates = g_value_get_boolean (value);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
cab_document_table_size_allocate (GtkWidget *widget,
                                  int        width,
                                  int        height,
                                  int        baseline)
{
  GtkWidget *child = adw_bin_get_child (ADW_BIN (widget));

  if (child != NULL)
    gtk_widget_allocate (child, width, height, baseline, NULL);
  gtk_popover_present (GTK_POPOVER (CAB_DOCUMENT_TABLE (widget)->menu));
  width_changed (CAB_DOCUMENT_TABLE (widget), width);
}

static void
cab_document_table_measure (GtkWidget     *widget,
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
      *natural = TABLE_NATURAL;
    }
}

static void
cab_document_table_class_init (CabDocumentTableClass *klass)
{
  GObjectClass   *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = cab_document_table_dispose;
  object_class->get_property = cab_document_table_get_property;
  object_class->set_property = cab_document_table_set_property;
  widget_class->measure = cab_document_table_measure;
  widget_class->size_allocate = cab_document_table_size_allocate;

  properties[PROP_CLICK_ACTIVATES] =
      g_param_spec_boolean ("click-activates", NULL, NULL, FALSE, G_PARAM_READWRITE | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, G_N_ELEMENTS (properties), properties);
  signals[SIGNAL_ACTIVATED] = g_signal_new ("activated", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                            G_TYPE_NONE, 0);

  gtk_widget_class_set_template_from_resource (widget_class, "/org/cabinetdep/Cabinet/ui/cab-document-table.ui");
  gtk_widget_class_bind_template_child (widget_class, CabDocumentTable, stack);
  gtk_widget_class_bind_template_child (widget_class, CabDocumentTable, column_view);
  gtk_widget_class_bind_template_child (widget_class, CabDocumentTable, date_column);
  gtk_widget_class_bind_template_child (widget_class, CabDocumentTable, title_column);
  gtk_widget_class_bind_template_child (widget_class, CabDocumentTable, type_column);
  gtk_widget_class_bind_template_child (widget_class, CabDocumentTable, source_column);
  gtk_widget_class_bind_template_child (widget_class, CabDocumentTable, format_column);
  gtk_widget_class_bind_template_child (widget_class, CabDocumentTable, list_view);
  gtk_widget_class_bind_template_callback (widget_class, key_pressed_cb);
  gtk_widget_class_bind_template_callback (widget_class, activate_cb);
  gtk_widget_class_bind_template_callback (widget_class, row_event_cb);
  gtk_widget_class_bind_template_callback (widget_class, secondary_pressed_cb);
  gtk_widget_class_bind_template_callback (widget_class, long_pressed_cb);
  gtk_widget_class_add_binding (widget_class, GDK_KEY_Menu, 0, menu_key_cb, NULL);
  gtk_widget_class_add_binding (widget_class, GDK_KEY_F10, GDK_SHIFT_MASK, menu_key_cb, NULL);
  gtk_widget_class_set_css_name (widget_class, "documenttable");
}

static void
cab_document_table_init (CabDocumentTable *self)
{
  self->shape = SHAPE_COLUMNS;

  gtk_widget_init_template (GTK_WIDGET (self));
  gtk_widget_set_layout_manager (GTK_WIDGET (self), NULL);
  self->menu = gtk_popover_menu_new_from_model (NULL);
  gtk_popover_set_has_arrow (GTK_POPOVER (self->menu), FALSE);
  gtk_widget_set_halign (self->menu, GTK_ALIGN_START);
  gtk_widget_set_parent (self->menu, GTK_WIDGET (self));

  build_columns (self);
  cab_document_table_reset_order (self);
  apply_shape (self);
}

GtkWidget *
cab_document_table_new (void)
{
  return g_object_new (CAB_TYPE_DOCUMENT_TABLE, NULL);
}

void
cab_document_table_set_model (CabDocumentTable *self,
                              CabDocumentModel *model)
{
  g_return_if_fail (CAB_IS_DOCUMENT_TABLE (self));

  if (self->model != NULL)
    cab_document_model_set_sorter (self->model, NULL);
  g_set_object (&self->model, model);
  if (model != NULL)
    cab_document_model_set_sorter (model, gtk_column_view_get_sorter (self->column_view));
  apply_shape (self);
}

void
cab_document_table_reset_order (CabDocumentTable *self)
{
  g_return_if_fail (CAB_IS_DOCUMENT_TABLE (self));

  gtk_column_view_sort_by_column (self->column_view, self->date_column, GTK_SORT_DESCENDING);
}

void
cab_document_table_step (CabDocumentTable *self,
                         int               step)
{
  GtkWidget *rows;
  guint      position;

  g_return_if_fail (CAB_IS_DOCUMENT_TABLE (self));

  rows = rows_widget (self);
  position = self->model != NULL ? cab_document_model_step (self->model, step) : GTK_INVALID_LIST_POSITION;
  if (rows == NULL || position == GTK_INVALID_LIST_POSITION)
    return;

  gtk_widget_activate_action (rows, "list.scroll-to-item", "u", position);
  if (has_focus_inside (rows))
    focus_chosen (rows);
}

void
cab_document_table_grab_rows (CabDocumentTable *self)
{
  g_return_if_fail (CAB_IS_DOCUMENT_TABLE (self));

  gtk_widget_grab_focus (self->shape == SHAPE_ROWS ? GTK_WIDGET (self->list_view) : GTK_WIDGET (self->column_view));
}

void
cab_document_table_set_menu (CabDocumentTable *self,
                             GMenuModel       *menu)
{
  g_return_if_fail (CAB_IS_DOCUMENT_TABLE (self));

  gtk_popover_menu_set_menu_model (GTK_POPOVER_MENU (self->menu), menu);
}
