/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "cab-find-bar.h"

#include <glib/gi18n-lib.h>

struct _CabFindBar
{
  AdwBin parent_instance;

  GtkSearchEntry  *entry;
  GtkLabel        *count_label;
  GtkToggleButton *list_button;
  GtkCheckButton  *case_button;
  GtkCheckButton  *words_button;
  GtkCheckButton  *accents_button;

  ViewerFind *find; /* (owned) (nullable) */
};

G_DEFINE_FINAL_TYPE (CabFindBar, cab_find_bar, ADW_TYPE_BIN)

typedef enum
{
  PROP_OPEN = 1,
  PROP_LISTING,
} CabFindBarProperty;

static GParamSpec *properties[PROP_LISTING + 1];

enum
{
  CLOSED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

/* What is there when nothing was found may be the reason why. (transfer full) */
static char *
dup_nothing (CabFindBar *self)
{
  guint n_read;
  guint n_empty = viewer_find_get_n_empty (self->find, &n_read);

  if (viewer_find_get_searching (self->find))
    return g_strdup (_("Searching…"));
  if (n_empty > 0 && n_empty == n_read)
    return g_strdup (_("No text: this is a scan"));
  if (n_empty > 0)
    return g_strdup_printf (ngettext ("Not found; %u page has no text", "Not found; %u pages have no text", n_empty), n_empty);

  return g_strdup (_("Not found"));
}

static void
show_count (CabFindBar *self)
{
  guint            n = viewer_find_get_n_hits (self->find);
  gboolean         nothing = *viewer_find_get_term (self->find) != '\0' && n == 0;
  g_autofree char *text = NULL;

  if (nothing)
    text = dup_nothing (self);
  else if (n > 0)
    /* Translators: which of how many, such as “3 of 17”. */
    text = g_strdup_printf (viewer_find_get_searching (self->find) ? _("%u of %u…") : _("%u of %u"), viewer_find_get_position (self->find), n);
  gtk_label_set_text (self->count_label, text != NULL ? text : "");
  if (nothing && !viewer_find_get_searching (self->find))
    gtk_widget_add_css_class (GTK_WIDGET (self->entry), "error");
  else
    gtk_widget_remove_css_class (GTK_WIDGET (self->entry), "error");
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "find.next", n > 0);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "find.previous", n > 0);
}

static void
search_cb (CabFindBar *self)
{
  RenderFind how = RENDER_FIND_ANY;

  if (self->find == NULL || !gtk_widget_get_visible (GTK_WIDGET (self)))
    return;

  if (gtk_check_button_get_active (self->case_button))
    how |= RENDER_FIND_CASE;
  if (gtk_check_button_get_active (self->words_button))
    how |= RENDER_FIND_WORDS;
  if (!gtk_check_button_get_active (self->accents_button))
    how |= RENDER_FIND_ACCENTS;
  viewer_find_search (self->find, gtk_editable_get_text (GTK_EDITABLE (self->entry)), how);
}

/* What was typed a moment ago is looked for first. */
static void
next_cb (CabFindBar *self)
{
  if (g_strcmp0 (viewer_find_get_term (self->find), gtk_editable_get_text (GTK_EDITABLE (self->entry))) != 0)
    search_cb (self);
  else
    viewer_find_step (self->find, 1);
}

static void
listing_cb (CabFindBar *self)
{
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_LISTING]);
}

static void
close_cb (CabFindBar *self)
{
  cab_find_bar_close (self);
  g_signal_emit (self, signals[CLOSED], 0);
}

static void
action (GtkWidget  *widget,
        const char *name,
        GVariant   *parameter)
{
  CabFindBar *self = CAB_FIND_BAR (widget);

  if (self->find != NULL)
    viewer_find_step (self->find, g_str_equal (name, "find.next") ? 1 : -1);
}

void
cab_find_bar_set_find (CabFindBar *self,
                       ViewerFind *find)
{
  g_return_if_fail (CAB_IS_FIND_BAR (self));
  g_return_if_fail (self->find == NULL);

  g_set_object (&self->find, find);
  g_signal_connect_object (find, "notify", G_CALLBACK (show_count), self, G_CONNECT_SWAPPED);
  show_count (self);
}

void
cab_find_bar_start (CabFindBar *self,
                    const char *term)
{
  gboolean was_open;

  g_return_if_fail (CAB_IS_FIND_BAR (self));

  was_open = gtk_widget_get_visible (GTK_WIDGET (self));
  gtk_widget_set_visible (GTK_WIDGET (self), TRUE);
  if (term != NULL && *term != '\0')
    gtk_editable_set_text (GTK_EDITABLE (self->entry), term);
  gtk_widget_grab_focus (GTK_WIDGET (self->entry));
  gtk_editable_select_region (GTK_EDITABLE (self->entry), 0, -1);
  if (was_open)
    return;

  search_cb (self);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_OPEN]);
}

void
cab_find_bar_close (CabFindBar *self)
{
  g_return_if_fail (CAB_IS_FIND_BAR (self));

  if (!gtk_widget_get_visible (GTK_WIDGET (self)))
    return;

  gtk_widget_set_visible (GTK_WIDGET (self), FALSE);
  viewer_find_search (self->find, NULL, viewer_find_get_how (self->find));
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_OPEN]);
}

gboolean
cab_find_bar_get_open (CabFindBar *self)
{
  g_return_val_if_fail (CAB_IS_FIND_BAR (self), FALSE);

  return gtk_widget_get_visible (GTK_WIDGET (self));
}

gboolean
cab_find_bar_get_listing (CabFindBar *self)
{
  g_return_val_if_fail (CAB_IS_FIND_BAR (self), FALSE);

  return gtk_widget_get_visible (GTK_WIDGET (self)) && gtk_toggle_button_get_active (self->list_button);
}

static void
cab_find_bar_dispose (GObject *object)
{
  CabFindBar *self = CAB_FIND_BAR (object);

  g_clear_object (&self->find);
  adw_bin_set_child (ADW_BIN (self), NULL);

  G_OBJECT_CLASS (cab_find_bar_parent_class)->dispose (object);
}

static void
cab_find_bar_get_property (GObject    *object,
                           guint       prop_id,
                           GValue     *value,
                           GParamSpec *pspec)
{
  CabFindBar *self = CAB_FIND_BAR (object);

  switch ((CabFindBarProperty) prop_id)
    {
    case PROP_OPEN:
      g_value_set_boolean (value, cab_find_bar_get_open (self));
      break;
    case PROP_LISTING:
      g_value_set_boolean (value, cab_find_bar_get_listing (self));
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
cab_find_bar_class_init (CabFindBarClass *klass)
{
  GObjectClass   *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);
  GParamFlags     flags = G_PARAM_READABLE | G_PARAM_STATIC_STRINGS;

  object_class->dispose = cab_find_bar_dispose;
  object_class->get_property = cab_find_bar_get_property;

  properties[PROP_OPEN] = g_param_spec_boolean ("open", NULL, NULL, FALSE, flags);
  properties[PROP_LISTING] = g_param_spec_boolean ("listing", NULL, NULL, FALSE, flags);
  g_object_class_install_properties (object_class, G_N_ELEMENTS (properties), properties);
  signals[CLOSED] = g_signal_new ("closed", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);

  gtk_widget_class_set_template_from_resource (widget_class, "/org/cabinetdep/Cabinet/ui/cab-find-bar.ui");
  gtk_widget_class_bind_template_child (widget_class, CabFindBar, entry);
  gtk_widget_class_bind_template_child (widget_class, CabFindBar, count_label);
  gtk_widget_class_bind_template_child (widget_class, CabFindBar, list_button);
  gtk_widget_class_bind_template_child (widget_class, CabFindBar, case_button);
  gtk_widget_class_bind_template_child (widget_class, CabFindBar, words_button);
  gtk_widget_class_bind_template_child (widget_class, CabFindBar, accents_button);
  gtk_widget_class_bind_template_callback (widget_class, search_cb);
  gtk_widget_class_bind_template_callback (widget_class, next_cb);
  gtk_widget_class_bind_template_callback (widget_class, listing_cb);
  gtk_widget_class_bind_template_callback (widget_class, close_cb);
  gtk_widget_class_install_action (widget_class, "find.next", NULL, action);
  gtk_widget_class_install_action (widget_class, "find.previous", NULL, action);
}

static void
cab_find_bar_init (CabFindBar *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

GtkWidget *
cab_find_bar_new (void)
{
  return g_object_new (CAB_TYPE_FIND_BAR, NULL);
}
