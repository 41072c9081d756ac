/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "cab-vaccine-give.h"

#include "cab-save.h"
#include "print-vaccinations.h"
#include "record-problem.h"
#include "record-vaccination-deposit.h"
#include "record-vaccination-give.h"
#include "vaccination-chooser.h"

#include <glib/gi18n-lib.h>

#define PAGE_WIDTH 580 /* pixels, on the screen */

struct _CabVaccineGive
{
  AdwWindow parent_instance;

  AdwToastOverlay *give_toasts;
  GtkStack        *preview_stack;
  GtkBox          *pages_box;
  AdwComboRow     *language_row;
  GtkWidget       *comments_group;
  GtkSwitch       *restricted_switch;
  GtkWidget       *deposit_copy;
  GtkWidget       *save_pdf;
  GtkWidget       *print_record;

  RecordSession          *session;    /* (owned) */
  RecordPatientContext   *context;    /* (owned) */
  ModelVaccinationRecord *record;     /* (owned) */
  PrintBook              *book;       /* (owned) (nullable) until it is laid out */
  GCancellable           *laying_out; /* (owned) (nullable) */
  GCancellable           *working;    /* (owned) of all else; cancelled with the window */
  guint                   comments;   /* a set of 1 << PrintPart */
};

G_DEFINE_FINAL_TYPE (CabVaccineGive, cab_vaccine_give, ADW_TYPE_WINDOW)

static const char *const part_names[PRINT_N_PARTS] = {
  [PRINT_PART_VACCINATIONS] = N_("Vaccinations"),
  [PRINT_PART_ALLERGIES] = N_("Allergies and reactions"),
  [PRINT_PART_ILLNESSES] = N_("Past illnesses"),
  [PRINT_PART_LABORATORY] = N_("Laboratory"),
  [PRINT_PART_RISKS] = N_("Risks and medical problems"),
  [PRINT_PART_BASIC_IMMUNIZATION] = N_("Basic immunisation"),
};

static void
say (CabVaccineGive *self,
     const char     *words)
{
  if (self->session != NULL) /* the window may have gone meanwhile */
    adw_toast_overlay_add_toast (self->give_toasts, adw_toast_new (words));
}

static void
say_error (CabVaccineGive *self,
           const GError   *error)
{
  g_autoptr(ModelProblem) problem = NULL;

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;

  problem = record_problem_new_from_error (error);
  say (self, model_problem_get_title (problem));
}

static const char *
language_of (CabVaccineGive *self)
{
  return print_languages ()[MIN (adw_combo_row_get_selected (self->language_row), 3)];
}

/* The preview. */

static void
draw_page_cb (GtkDrawingArea *area,
              cairo_t        *cairo,
              int             width,
              int             height,
              gpointer        user_data)
{
  CabVaccineGive *self = CAB_VACCINE_GIVE (gtk_widget_get_root (GTK_WIDGET (area)));
  guint           page = GPOINTER_TO_UINT (user_data);

  cairo_set_source_rgb (cairo, 1, 1, 1);
  cairo_paint (cairo);
  if (self == NULL || self->book == NULL || page >= print_book_get_n_pages (self->book))
    return;

  cairo_scale (cairo, width / PRINT_PAGE_WIDTH, height / PRINT_PAGE_HEIGHT);
  print_book_draw_page (self->book, page, cairo);
}

static GtkWidget *
page_new (CabVaccineGive *self,
          guint           page)
{
  GtkWidget       *frame = gtk_aspect_frame_new (0.5, 0, PRINT_PAGE_WIDTH / PRINT_PAGE_HEIGHT, FALSE);
  GtkWidget       *area = g_object_new (GTK_TYPE_DRAWING_AREA, "accessible-role", GTK_ACCESSIBLE_ROLE_IMG, NULL);
  g_autofree char *label = g_strdup_printf (_("Page %u of %u"), page + 1, print_book_get_n_pages (self->book));
  g_autofree char *text = print_book_dup_text (self->book, page);

  gtk_drawing_area_set_draw_func (GTK_DRAWING_AREA (area), draw_page_cb, GUINT_TO_POINTER (page), NULL);
  gtk_widget_set_size_request (area, PAGE_WIDTH, (int) (PAGE_WIDTH * PRINT_PAGE_HEIGHT / PRINT_PAGE_WIDTH));
  gtk_accessible_update_property (GTK_ACCESSIBLE (area), GTK_ACCESSIBLE_PROPERTY_LABEL, label, GTK_ACCESSIBLE_PROPERTY_DESCRIPTION, text, -1);
  gtk_widget_add_css_class (area, "card");
  gtk_aspect_frame_set_child (GTK_ASPECT_FRAME (frame), area);

  return frame;
}

static void
show_pages (CabVaccineGive *self)
{
  GtkWidget *child;

  while ((child = gtk_widget_get_first_child (GTK_WIDGET (self->pages_box))) != NULL)
    gtk_box_remove (self->pages_box, child);
  for (guint i = 0; self->book != NULL && i < print_book_get_n_pages (self->book); i++)
    gtk_box_append (self->pages_box, page_new (self, i));
  gtk_stack_set_visible_child_name (self->preview_stack, self->book != NULL ? "pages" : "waiting");
}

static void
update_buttons (CabVaccineGive *self)
{
  gboolean ready = self->book != NULL;
  gboolean normal = record_patient_context_get_purpose (self->context) == RECORD_PURPOSE_NORMAL;

  gtk_widget_set_sensitive (self->print_record, ready);
  gtk_widget_set_sensitive (self->save_pdf, ready);
  gtk_widget_set_sensitive (self->deposit_copy, ready && normal); /* R-VAC-91 */
  gtk_widget_set_sensitive (GTK_WIDGET (self->restricted_switch), normal);
}

static void
laid_out_cb (GObject      *object,
             GAsyncResult *result,
             gpointer      user_data)
{
  g_autoptr(CabVaccineGive) self = user_data;
  g_autoptr(GError) error = NULL;
  PrintBook *book = print_vaccinations_finish (result, &error);

  if (book == NULL)
    return; /* another is on its way, or the window has gone */

  g_clear_object (&self->book);
  self->book = book;
  show_pages (self);
  update_buttons (self);
}

static void
lay_out (CabVaccineGive *self)
{
  g_autoptr(ModelActor) person = record_vaccination_dup_self (self->session);
  g_autofree char *name = person != NULL ? model_actor_dup_label (person) : NULL;
  g_autoptr(GDateTime) now = g_date_time_new_now_local ();
  const PrintVaccinationOrder order = {
    .record = self->record,
    .patient = record_patient_context_get_patient (self->context),
    .language = language_of (self),
    .second = g_str_equal (language_of (self), print_language_own ()) ? NULL : print_language_own (),
    .printed_by = name,
    .community = record_community_get_name (record_session_get_community (self->session)),
    .moment = now,
    .comments = self->comments,
  };

  if (self->laying_out != NULL)
    g_cancellable_cancel (self->laying_out);
  g_clear_object (&self->laying_out);
  g_clear_object (&self->book);
  update_buttons (self);
  self->laying_out = g_cancellable_new ();
  print_vaccinations_async (&order, self->laying_out, laid_out_cb, g_object_ref (self));
}

static void
language_cb (CabVaccineGive *self)
{
  if (self->record != NULL)
    lay_out (self);
}

static void
comment_cb (GtkCheckButton *button,
            CabVaccineGive *self)
{
  guint part = GPOINTER_TO_UINT (g_object_get_data (G_OBJECT (button), "part"));

  self->comments = gtk_check_button_get_active (button) ? self->comments | 1u << part : self->comments & ~(1u << part);
  lay_out (self);
}

/* Those of adverse events are always printed. */
static void
build_comments (CabVaccineGive *self)
{
  for (guint i = 0; i < PRINT_N_PARTS; i++)
    {
      GtkWidget *row = adw_action_row_new ();
      GtkWidget *check = gtk_check_button_new ();

      adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), _ (part_names[i]));
      gtk_widget_set_valign (check, GTK_ALIGN_CENTER);
      gtk_check_button_set_active (GTK_CHECK_BUTTON (check), TRUE);
      gtk_widget_set_sensitive (row, i != PRINT_PART_ALLERGIES);
      g_object_set_data (G_OBJECT (check), "part", GUINT_TO_POINTER (i));
      g_signal_connect_object (check, "toggled", G_CALLBACK (comment_cb), self, 0);
      adw_action_row_add_prefix (ADW_ACTION_ROW (row), check);
      adw_action_row_set_activatable_widget (ADW_ACTION_ROW (row), check);
      adw_preferences_group_add (ADW_PREFERENCES_GROUP (self->comments_group), row);
    }
  self->comments = PRINT_ALL_COMMENTS;
}

/* Out of the program. */

static void
draw_print_cb (GtkPrintOperation *operation,
               GtkPrintContext   *context,
               int                page,
               PrintBook         *book)
{
  print_book_draw_page (book, (guint) page, gtk_print_context_get_cairo_context (context));
}

static void
printed_cb (GtkPrintOperation      *operation,
            GtkPrintOperationResult result,
            CabVaccineGive         *self)
{
  if (result == GTK_PRINT_OPERATION_RESULT_ERROR)
    say (self, _("It could not be printed."));
  else if (result == GTK_PRINT_OPERATION_RESULT_APPLY)
    say (self, _("The vaccination record is being printed."));
}

/* Through the desktop's own dialog, which also knows printers that the program may not see. */
static void
print_cb (CabVaccineGive *self)
{
  g_autoptr(GtkPrintOperation) operation = gtk_print_operation_new ();
  g_autoptr(GtkPageSetup) setup = gtk_page_setup_new ();
  g_autoptr(GtkPaperSize) paper = gtk_paper_size_new (GTK_PAPER_NAME_A4);
  g_autoptr(GError) error = NULL;

  if (self->book == NULL)
    return;

  gtk_page_setup_set_paper_size_and_default_margins (setup, paper);
  gtk_print_operation_set_default_page_setup (operation, setup);
  gtk_print_operation_set_unit (operation, GTK_UNIT_POINTS);
  gtk_print_operation_set_use_full_page (operation, TRUE);
  gtk_print_operation_set_n_pages (operation, (int) print_book_get_n_pages (self->book));
  gtk_print_operation_set_job_name (operation, _("Vaccination record")); /* no name in a queue that others see */
  gtk_print_operation_set_allow_async (operation, TRUE);
  g_signal_connect_data (operation, "draw-page", G_CALLBACK (draw_print_cb), g_object_ref (self->book), (GClosureNotify) g_object_unref, 0);
  g_signal_connect_object (operation, "done", G_CALLBACK (printed_cb), self, 0);
  if (gtk_print_operation_run (operation, GTK_PRINT_OPERATION_ACTION_PRINT_DIALOG, GTK_WINDOW (self), &error) == GTK_PRINT_OPERATION_RESULT_ERROR)
    say (self, _("It could not be printed."));
}

static void
saved_cb (GObject      *object,
          GAsyncResult *result,
          gpointer      user_data)
{
  g_autoptr(CabVaccineGive) self = user_data;
  g_autoptr(GError) error = NULL;

  if (cab_save_finish (result, &error))
    say (self, _("The PDF was saved."));
  else if (!g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    say (self, _("The PDF could not be saved."));
}

typedef struct
{
  CabVaccineGive *self; /* (owned) */
  GFile          *file; /* (owned) */
} Saving;

static void
written_cb (GObject      *object,
            GAsyncResult *result,
            gpointer      user_data)
{
  Saving *saving = user_data;
  g_autoptr(CabVaccineGive) self = saving->self;
  g_autoptr(GFile) file = saving->file;
  g_autoptr(GError) error = NULL;
  g_autoptr(GBytes) pdf = print_book_write_finish (PRINT_BOOK (object), result, &error);

  g_free (saving);
  if (pdf != NULL)
    cab_save_async (file, pdf, self->working, saved_cb, g_object_ref (self));
  else
    say_error (self, error);
}

void
cab_vaccine_give_save_to (CabVaccineGive *self,
                          GFile          *file)
{
  Saving *saving;

  g_return_if_fail (CAB_IS_VACCINE_GIVE (self));

  if (self->book == NULL)
    return;

  saving = g_new0 (Saving, 1);
  saving->self = g_object_ref (self);
  saving->file = g_object_ref (file);
  print_book_write_async (self->book, self->working, written_cb, saving);
}

static void
save_cb (CabVaccineGive *self)
{
  g_autofree char *name = self->book != NULL ? cab_save_dup_name (print_book_get_title (self->book), "application/pdf") : NULL;

  if (name != NULL)
    vaccination_chooser_save (GTK_WINDOW (self), _("Save the Vaccination Record"), name, (VaccinationChosen) cab_vaccine_give_save_to, G_OBJECT (self));
}

static void
deposited_cb (GObject      *object,
              GAsyncResult *result,
              gpointer      user_data)
{
  g_autoptr(CabVaccineGive) self = user_data;
  g_autoptr(GError) error = NULL;
  g_autoptr(RecordDeposit) deposit = record_vaccination_give_finish (RECORD_SESSION (object), result, &error);

  if (deposit != NULL)
    say (self, _("The copy is on its way into the record."));
  else
    say_error (self, error);
}

static void
copied_cb (GObject      *object,
           GAsyncResult *result,
           gpointer      user_data)
{
  g_autoptr(CabVaccineGive) self = user_data;
  g_autoptr(GError) error = NULL;
  g_autoptr(GBytes) pdf = print_book_write_finish (PRINT_BOOK (object), result, &error);
  g_autofree char *language = g_str_equal (language_of (self), "en") ? g_strdup ("en-US") : g_strconcat (language_of (self), "-CH", NULL);

  if (pdf != NULL)
    record_vaccination_give_paper_async (self->session, record_patient_context_get_patient (self->context), pdf,
                                         print_word (language_of (self), PRINT_WORD_TITLE), language,
                                         gtk_switch_get_active (self->restricted_switch), self->working, deposited_cb, g_object_ref (self));
  else
    say_error (self, error);
}

static void
deposit_cb (CabVaccineGive *self)
{
  if (self->book == NULL)
    return;

  gtk_widget_set_sensitive (self->deposit_copy, FALSE); /* once is enough */
  print_book_write_async (self->book, self->working, copied_cb, g_object_ref (self));
}

static void
cab_vaccine_give_dispose (GObject *object)
{
  CabVaccineGive *self = CAB_VACCINE_GIVE (object);

  if (self->laying_out != NULL)
    g_cancellable_cancel (self->laying_out);
  if (self->working != NULL)
    g_cancellable_cancel (self->working);
  g_clear_object (&self->laying_out);
  g_clear_object (&self->book);
  g_clear_object (&self->record);
  g_clear_object (&self->session);

  G_OBJECT_CLASS (cab_vaccine_give_parent_class)->dispose (object);
}

static void
cab_vaccine_give_finalize (GObject *object)
{
  CabVaccineGive *self = CAB_VACCINE_GIVE (object);

  g_clear_object (&self->working);
  g_clear_object (&self->context);

  G_OBJECT_CLASS (cab_vaccine_give_parent_class)->finalize (object);
}

static void
cab_vaccine_give_class_init (CabVaccineGiveClass *klass)
{
  GObjectClass   *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = cab_vaccine_give_dispose;
  object_class->finalize = cab_vaccine_give_finalize;

  gtk_widget_class_set_template_from_resource (widget_class, "/org/cabinetdep/Cabinet/ui/cab-vaccine-give.ui");
  gtk_widget_class_bind_template_child (widget_class, CabVaccineGive, give_toasts);
  gtk_widget_class_bind_template_child (widget_class, CabVaccineGive, preview_stack);
  gtk_widget_class_bind_template_child (widget_class, CabVaccineGive, pages_box);
  gtk_widget_class_bind_template_child (widget_class, CabVaccineGive, language_row);
  gtk_widget_class_bind_template_child (widget_class, CabVaccineGive, comments_group);
  gtk_widget_class_bind_template_child (widget_class, CabVaccineGive, restricted_switch);
  gtk_widget_class_bind_template_child (widget_class, CabVaccineGive, deposit_copy);
  gtk_widget_class_bind_template_child (widget_class, CabVaccineGive, save_pdf);
  gtk_widget_class_bind_template_child (widget_class, CabVaccineGive, print_record);
  gtk_widget_class_bind_template_callback (widget_class, language_cb);
  gtk_widget_class_bind_template_callback (widget_class, print_cb);
  gtk_widget_class_bind_template_callback (widget_class, save_cb);
  gtk_widget_class_bind_template_callback (widget_class, deposit_cb);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Escape, 0, "window.close", NULL);
}

static void
cab_vaccine_give_init (CabVaccineGive *self)
{
  self->working = g_cancellable_new ();
  gtk_widget_init_template (GTK_WIDGET (self));
  build_comments (self);
}

GtkWidget *
cab_vaccine_give_new (GtkWindow          *parent,
                      RecordSession      *session,
                      RecordVaccinations *vaccinations)
{
  CabVaccineGive *self = g_object_new (CAB_TYPE_VACCINE_GIVE, "transient-for", parent, "modal", TRUE, NULL);

  for (guint i = 0; print_languages ()[i] != NULL; i++)
    if (g_str_equal (print_languages ()[i], print_language_own ()))
      adw_combo_row_set_selected (self->language_row, i);
  self->session = g_object_ref (session);
  self->context = g_object_ref (record_vaccinations_get_context (vaccinations));
  self->record = g_object_ref (record_vaccinations_get_record (vaccinations));
  g_signal_connect_object (self->context, "notify::closed", G_CALLBACK (gtk_window_destroy), self, G_CONNECT_SWAPPED);
  lay_out (self);

  return GTK_WIDGET (self);
}
