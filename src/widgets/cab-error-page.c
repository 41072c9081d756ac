/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "cab-error-page.h"

#include <glib/gi18n-lib.h>

struct _CabErrorPage
{
  AdwBin parent_instance;

  AdwStatusPage *page;
  GtkButton     *way_button;
  GtkExpander   *details_expander;
  GtkLabel      *details_label;
  GtkButton     *copy_button;

  ModelProblem *problem; /* (owned) (nullable) */
};

G_DEFINE_FINAL_TYPE (CabErrorPage, cab_error_page, ADW_TYPE_BIN)

typedef enum
{
  PROP_PROBLEM = 1,
} CabErrorPageProperty;

static GParamSpec *properties[PROP_PROBLEM + 1];

enum
{
  SIGNAL_WAY,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

static const char *
way_label (ModelWay way)
{
  switch (way)
    {
    case MODEL_WAY_RETRY:
      return _("_Try Again");
    case MODEL_WAY_SIGN_IN:
      return _("_Sign In Again");
    case MODEL_WAY_RELOAD_LIST:
      return _("_Reload List");
    case MODEL_WAY_SAVE_COPY:
      return _("_Save a Copy…");
    case MODEL_WAY_UNLOCK_KEYRING:
      return _("_Unlock Keyring");
    case MODEL_WAY_ENTER_PASSWORD:
      return _("_Enter Password");
    case MODEL_WAY_BACK_TO_SEARCH:
      return _("_Back to Search");
    case MODEL_WAY_NONE:
    default:
      return NULL;
    }
}

static void
show_problem (CabErrorPage *self)
{
  const char      *details = self->problem != NULL ? model_problem_get_details (self->problem) : NULL;
  const char      *label = self->problem != NULL ? way_label (model_problem_get_way (self->problem)) : NULL;
  g_autofree char *sentence = NULL;

  /* the status page reads its description as markup */
  if (self->problem != NULL)
    sentence = g_markup_escape_text (model_problem_get_sentence (self->problem), -1);

  adw_status_page_set_title (self->page, self->problem != NULL ? model_problem_get_title (self->problem) : "");
  adw_status_page_set_description (self->page, sentence);
  gtk_widget_set_visible (GTK_WIDGET (self->way_button), label != NULL);
  gtk_button_set_label (self->way_button, label != NULL ? label : "");
  gtk_button_set_use_underline (self->way_button, TRUE);
  gtk_expander_set_expanded (self->details_expander, FALSE);
  gtk_widget_set_visible (GTK_WIDGET (self->details_expander), details != NULL);
  gtk_label_set_text (self->details_label, details != NULL ? details : "");
}

static void
way_clicked_cb (CabErrorPage *self)
{
  if (self->problem != NULL)
    g_signal_emit (self, signals[SIGNAL_WAY], 0, (int) model_problem_get_way (self->problem));
}

static void
copy_clicked_cb (CabErrorPage *self)
{
  GdkClipboard *clipboard = gtk_widget_get_clipboard (GTK_WIDGET (self));

  gdk_clipboard_set_text (clipboard, gtk_label_get_text (self->details_label));
}

static void
cab_error_page_dispose (GObject *object)
{
  CabErrorPage *self = CAB_ERROR_PAGE (object);

  g_clear_object (&self->problem);
  adw_bin_set_child (ADW_BIN (self), NULL);

  G_OBJECT_CLASS (cab_error_page_parent_class)->dispose (object);
}

static void
cab_error_page_get_property (GObject    *object,
                             guint       prop_id,
                             GValue     *value,
                             GParamSpec *pspec)
{
  CabErrorPage *self = CAB_ERROR_PAGE (object);

  switch ((CabErrorPageProperty) prop_id)
    {
    case PROP_PROBLEM:
      g_value_set_object (value, self->problem);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
cab_error_page_set_property (GObject      *object,
                             guint         prop_id,
                             const GValue *value,
                             GParamSpec   *pspec)
{
  CabErrorPage *self = CAB_ERROR_PAGE (object);

  switch ((CabErrorPageProperty) prop_id)
    {
    case PROP_PROBLEM:
      cab_error_page_set_problem (self, g_value_get_object (value));
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
cab_error_page_class_init (CabErrorPageClass *klass)
{
  GObjectClass   *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = cab_error_page_dispose;
  object_class->get_property = cab_error_page_get_property;
  object_class->set_property = cab_error_page_set_property;

  properties[PROP_PROBLEM] =
      g_param_spec_object ("problem", NULL, NULL, MODEL_TYPE_PROBLEM,
                           G_PARAM_READWRITE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, G_N_ELEMENTS (properties), properties);

  /* The person chose the way on; the argument is a ModelWay. */
  signals[SIGNAL_WAY] = g_signal_new ("way", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                      G_TYPE_NONE, 1, G_TYPE_INT);

  gtk_widget_class_set_template_from_resource (widget_class, "/org/cabinetdep/Cabinet/ui/cab-error-page.ui");
  gtk_widget_class_bind_template_child (widget_class, CabErrorPage, page);
  gtk_widget_class_bind_template_child (widget_class, CabErrorPage, way_button);
  gtk_widget_class_bind_template_child (widget_class, CabErrorPage, details_expander);
  gtk_widget_class_bind_template_child (widget_class, CabErrorPage, details_label);
  gtk_widget_class_bind_template_child (widget_class, CabErrorPage, copy_button);
  gtk_widget_class_bind_template_callback (widget_class, way_clicked_cb);
  gtk_widget_class_bind_template_callback (widget_class, copy_clicked_cb);
}

static void
cab_error_page_init (CabErrorPage *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

GtkWidget *
cab_error_page_new (void)
{
  return g_object_new (CAB_TYPE_ERROR_PAGE, NULL);
}

void
cab_error_page_set_problem (CabErrorPage *self,
                            ModelProblem *problem)
{
  g_return_if_fail (CAB_IS_ERROR_PAGE (self));

  if (g_set_object (&self->problem, problem))
    {
      show_problem (self);
      g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_PROBLEM]);
    }
}

ModelProblem *
cab_error_page_get_problem (CabErrorPage *self)
{
  g_return_val_if_fail (CAB_IS_ERROR_PAGE (self), NULL);

  return self->problem;
}
