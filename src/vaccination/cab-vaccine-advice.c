/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "cab-vaccine-advice.h"

#include "cab-vaccine-parts.h"
#include "record-vaccine-labels.h"

#include <glib/gi18n-lib.h>

struct _CabVaccineAdvice
{
  AdwBin parent_instance;

  GtkLabel    *advice_heading;
  GtkLabel    *advice_state;
  GtkWidget   *stale_box;
  GtkLabel    *stale_label;
  GtkWidget   *problem_box;
  GtkLabel    *problem_title;
  GtkLabel    *problem_sentence;
  GtkLabel    *problem_details;
  GtkExpander *problem_expander;
  GtkExpander *all_expander;
  GtkBox      *all_box;
  GtkBox      *one_box;
  GtkLabel    *basis_label;
  GtkLabel    *notice_label;
  GtkButton   *ask_button;
  GtkButton   *cancel_button;
  GtkSpinner  *spinner;

  RecordRecommendations     *recommendations; /* (owned) (nullable) */
  ModelCoding               *disease;         /* (owned) (nullable) NULL: all of them */
  ModelRecommendationAnswer *shown;           /* (owned) (nullable) whose words stand in the box */
  gboolean                   asked_here;      /* … will be looked for here */
};

G_DEFINE_FINAL_TYPE (CabVaccineAdvice, cab_vaccine_advice, ADW_TYPE_BIN)

static void
add (GtkBox     *box,
     const char *text,
     const char *style)
{
  if (text != NULL && *text != '\0')
    gtk_box_append (box, cab_vaccine_text_new (text, style));
}

/* @words: (transfer full) */
static void
add_with_caption (GtkBox     *box,
                  const char *caption,
                  char       *words)
{
  g_autofree char *owned = words;
  g_autofree char *line = NULL;

  if (*owned == '\0')
    return;
  /* Translators: what it is, and what stands there: "Reason: basic vaccination" */
  line = g_strdup_printf (_("%s: %s"), caption, owned);
  add (box, line, "caption");
}

static char *
describe_dose (const ModelRecommendationFacts *facts)
{
  if (facts->dose == NULL)
    return g_strdup ("");
  if (facts->series_doses == NULL)
    return g_strdup (facts->dose);

  /* Translators: the dose of a series: second of three. */
  return g_strdup_printf (_("%s of %s"), facts->dose, facts->series_doses);
}

static char *
join_labels (GPtrArray *codings)
{
  g_autoptr(GPtrArray) words = g_ptr_array_new ();

  for (guint i = 0; i < codings->len; i++)
    g_ptr_array_add (words, (char *) record_vaccine_label (g_ptr_array_index (codings, i)));
  g_ptr_array_add (words, NULL);

  return g_strjoinv (", ", (char **) words->pdata);
}

/* One recommendation, in the order of what matters: state, days, dose, vaccines, reason, and the service's own words. */
static void
add_recommendation (CabVaccineAdvice    *self,
                    GtkBox              *into,
                    ModelRecommendation *recommendation)
{
  const ModelRecommendationFacts *facts = model_recommendation_get_facts (recommendation);
  GtkBox                         *box = GTK_BOX (gtk_box_new (GTK_ORIENTATION_VERTICAL, 0));

  if (self->disease == NULL)
    {
      g_autofree char *about = join_labels (facts->diseases->len > 0 ? facts->diseases : facts->vaccines);

      add (box, about, "heading");
    }
  add (box, record_vaccine_label (facts->status), NULL);
  for (guint i = 0; i < facts->n_dates; i++)
    add_with_caption (box, record_recommendation_label_date (&facts->dates[i]), model_date_format (&facts->dates[i].date));
  add_with_caption (box, _("Dose"), describe_dose (facts));
  add_with_caption (box, _("Series"), g_strdup (facts->series != NULL ? facts->series : ""));
  add_with_caption (box, _("Vaccines"), self->disease == NULL && facts->diseases->len == 0 ? g_strdup ("") : join_labels (facts->vaccines));
  add_with_caption (box, _("Not to be given"), join_labels (facts->contraindicated));
  add_with_caption (box, _("Reason"), join_labels (facts->reasons));
  if (facts->description != NULL)
    {
      /* Translators: in the quotation marks of the language. */
      g_autofree char *quoted = g_strdup_printf (_("“%s”"), facts->description);

      add (box, quoted, "caption");
    }
  gtk_widget_add_css_class (GTK_WIDGET (box), "advice");
  gtk_box_append (into, GTK_WIDGET (box));
}

/* The words of the answer, made once for each. */
static void
show_words (CabVaccineAdvice          *self,
            ModelRecommendationAnswer *answer)
{
  GtkBox *into = self->disease != NULL ? self->one_box : self->all_box;
  g_autoptr(GPtrArray) about = NULL;
  GPtrArray *shown;

  if (!g_set_object (&self->shown, answer))
    return;
  cab_vaccine_empty (self->all_box);
  cab_vaccine_empty (self->one_box);
  if (answer == NULL)
    return;

  if (self->asked_here)
    gtk_expander_set_expanded (self->all_expander, TRUE);
  self->asked_here = FALSE;

  about = self->disease != NULL ? model_recommendation_answer_find (answer, self->disease) : NULL;
  shown = about != NULL ? about : model_recommendation_answer_get_facts (answer)->recommendations;
  for (guint i = 0; i < shown->len; i++)
    add_recommendation (self, into, g_ptr_array_index (shown, i));
  if (shown->len == 0)
    add (into, _("The service says nothing about this disease."), NULL);
  for (guint i = 0; self->disease == NULL && i < model_recommendation_answer_get_facts (answer)->remarks->len; i++)
    add (into, g_ptr_array_index (model_recommendation_answer_get_facts (answer)->remarks, i), "caption");
}

static void
show_answer (CabVaccineAdvice *self)
{
  ModelRecommendationAnswer *answer = record_recommendations_get_answer (self->recommendations);
  g_autofree char           *basis = record_recommendations_dup_basis (self->recommendations);
  RecordStale                stale = record_recommendations_get_stale (self->recommendations);

  show_words (self, answer);
  gtk_widget_set_visible (GTK_WIDGET (self->all_expander), answer != NULL && self->disease == NULL);
  gtk_widget_set_visible (GTK_WIDGET (self->one_box), answer != NULL && self->disease != NULL);
  if (answer != NULL)
    {
      const ModelRecommendationAnswerFacts *facts = model_recommendation_answer_get_facts (answer);
      g_autofree char                      *title = g_strdup_printf (ngettext ("%u Recommendation of This Service",
                                                                               "%u Recommendations of This Service", facts->recommendations->len),
                                                                     facts->recommendations->len);

      gtk_expander_set_label (self->all_expander, title);
      if (facts->n_unread > 0)
        {
          g_autofree char *more = g_strdup_printf (ngettext ("%s %u recommendation could not be read.", "%s %u recommendations could not be read.",
                                                             facts->n_unread),
                                                   basis, facts->n_unread);

          g_free (basis);
          basis = g_steal_pointer (&more);
        }
    }
  gtk_label_set_text (self->basis_label, basis);
  gtk_widget_set_visible (GTK_WIDGET (self->basis_label), *basis != '\0');
  gtk_label_set_text (self->stale_label, stale == RECORD_STALE_CHANGED ? _("The record has changed since. This answer may be out of date.")
                                         : stale == RECORD_STALE_OLD   ? _("This answer is more than a day old and may be out of date.")
                                                                       : "");
  gtk_widget_set_visible (self->stale_box, stale != RECORD_STALE_NOT);
}

static void
show_problem (CabVaccineAdvice *self)
{
  ModelProblem *problem = record_recommendations_get_problem (self->recommendations);
  const char   *details = problem != NULL ? model_problem_get_details (problem) : NULL;

  gtk_label_set_text (self->problem_title, problem != NULL ? model_problem_get_title (problem) : "");
  gtk_label_set_text (self->problem_sentence, problem != NULL ? model_problem_get_sentence (problem) : "");
  gtk_label_set_text (self->problem_details, details != NULL ? details : "");
  gtk_widget_set_visible (GTK_WIDGET (self->problem_expander), details != NULL && *details != '\0');
  gtk_widget_set_visible (self->problem_box, problem != NULL);
}

/* Who says it, or who could. */
static void
show_state (CabVaccineAdvice *self)
{
  const char      *service = record_recommendations_get_service (self->recommendations);
  g_autofree char *source = record_recommendations_dup_source (self->recommendations);
  g_autofree char *text = NULL;

  if (record_recommendations_is_asking (self->recommendations))
    text = g_strdup_printf (_("%s is being asked…"), service);
  else if (*source != '\0')
    /* Translators: who says what follows: name of the service, version, date and time. */
    text = g_strdup_printf (_("%s says:"), source);
  else
    text = g_strdup_printf (_("%s can be asked what is due. It is part neither of this program nor of the record."), service);
  gtk_label_set_text (self->advice_state, text);
}

static void
show_buttons (CabVaccineAdvice *self)
{
  gboolean         asking = record_recommendations_is_asking (self->recommendations);
  const char      *service = record_recommendations_get_service (self->recommendations);
  g_autofree char *notice = record_recommendations_dup_notice (self->recommendations);
  GtkRoot         *root = gtk_widget_get_root (GTK_WIDGET (self));
  GtkWidget       *focus = root != NULL ? gtk_root_get_focus (root) : NULL;
  gboolean         had_focus = focus == GTK_WIDGET (self->ask_button) || focus == GTK_WIDGET (self->cancel_button);
  g_autofree char *label = NULL;

  if (record_recommendations_get_problem (self->recommendations) != NULL)
    label = g_strdup (_("Try Again"));
  else if (record_recommendations_get_answer (self->recommendations) != NULL)
    label = g_strdup_printf (_("Ask %s Again"), service);
  else
    label = g_strdup_printf (_("Ask %s"), service);
  gtk_button_set_label (self->ask_button, label);
  gtk_label_set_text (self->notice_label, notice);
  gtk_widget_set_visible (GTK_WIDGET (self->notice_label), !asking);
  gtk_widget_set_sensitive (GTK_WIDGET (self->ask_button), record_recommendations_can_ask (self->recommendations));
  gtk_widget_set_visible (GTK_WIDGET (self->cancel_button), asking);
  gtk_widget_set_visible (GTK_WIDGET (self->ask_button), !asking);
  gtk_widget_set_visible (GTK_WIDGET (self->spinner), asking);
  gtk_spinner_set_spinning (self->spinner, asking);
  if (had_focus)
    gtk_widget_grab_focus (GTK_WIDGET (asking ? self->cancel_button : self->ask_button));
}

static void
update (CabVaccineAdvice *self)
{
  gboolean visible = self->recommendations != NULL && record_recommendations_get_service (self->recommendations) != NULL;

  gtk_widget_set_visible (GTK_WIDGET (self), visible);
  if (!visible)
    {
      show_words (self, NULL);
      gtk_label_set_text (self->advice_state, "");
      gtk_label_set_text (self->notice_label, "");
      gtk_label_set_text (self->basis_label, "");
      gtk_label_set_text (self->problem_details, "");
      return;
    }

  show_answer (self);
  show_problem (self);
  show_state (self);
  show_buttons (self);
}

static void
ask_cb (CabVaccineAdvice *self)
{
  self->asked_here = TRUE;
  record_recommendations_ask (self->recommendations);
}

static void
cancel_cb (CabVaccineAdvice *self)
{
  record_recommendations_cancel (self->recommendations);
}

static void
drop_recommendations (CabVaccineAdvice *self)
{
  if (self->recommendations != NULL)
    g_signal_handlers_disconnect_by_data (self->recommendations, self);
  g_clear_object (&self->recommendations);
}

static void
cab_vaccine_advice_dispose (GObject *object)
{
  CabVaccineAdvice *self = CAB_VACCINE_ADVICE (object);

  drop_recommendations (self);
  g_clear_object (&self->disease);
  g_clear_object (&self->shown);
  adw_bin_set_child (ADW_BIN (self), NULL);

  G_OBJECT_CLASS (cab_vaccine_advice_parent_class)->dispose (object);
}

static void
cab_vaccine_advice_class_init (CabVaccineAdviceClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = cab_vaccine_advice_dispose;

  gtk_widget_class_set_template_from_resource (widget_class, "/org/cabinetdep/Cabinet/ui/cab-vaccine-advice.ui");
  gtk_widget_class_bind_template_child (widget_class, CabVaccineAdvice, advice_heading);
  gtk_widget_class_bind_template_child (widget_class, CabVaccineAdvice, advice_state);
  gtk_widget_class_bind_template_child (widget_class, CabVaccineAdvice, stale_box);
  gtk_widget_class_bind_template_child (widget_class, CabVaccineAdvice, stale_label);
  gtk_widget_class_bind_template_child (widget_class, CabVaccineAdvice, problem_box);
  gtk_widget_class_bind_template_child (widget_class, CabVaccineAdvice, problem_title);
  gtk_widget_class_bind_template_child (widget_class, CabVaccineAdvice, problem_sentence);
  gtk_widget_class_bind_template_child (widget_class, CabVaccineAdvice, problem_details);
  gtk_widget_class_bind_template_child (widget_class, CabVaccineAdvice, problem_expander);
  gtk_widget_class_bind_template_child (widget_class, CabVaccineAdvice, all_expander);
  gtk_widget_class_bind_template_child (widget_class, CabVaccineAdvice, all_box);
  gtk_widget_class_bind_template_child (widget_class, CabVaccineAdvice, one_box);
  gtk_widget_class_bind_template_child (widget_class, CabVaccineAdvice, basis_label);
  gtk_widget_class_bind_template_child (widget_class, CabVaccineAdvice, notice_label);
  gtk_widget_class_bind_template_child (widget_class, CabVaccineAdvice, ask_button);
  gtk_widget_class_bind_template_child (widget_class, CabVaccineAdvice, cancel_button);
  gtk_widget_class_bind_template_child (widget_class, CabVaccineAdvice, spinner);
  gtk_widget_class_bind_template_callback (widget_class, ask_cb);
  gtk_widget_class_bind_template_callback (widget_class, cancel_cb);
}

static void
cab_vaccine_advice_init (CabVaccineAdvice *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  update (self);
}

GtkWidget *
cab_vaccine_advice_new (RecordRecommendations *recommendations,
                        ModelCoding           *disease)
{
  CabVaccineAdvice *self = g_object_new (CAB_TYPE_VACCINE_ADVICE, NULL);

  g_set_object (&self->disease, disease);
  cab_vaccine_advice_set_recommendations (self, recommendations);

  return GTK_WIDGET (self);
}

void
cab_vaccine_advice_set_recommendations (CabVaccineAdvice      *self,
                                        RecordRecommendations *recommendations)
{
  g_return_if_fail (CAB_IS_VACCINE_ADVICE (self));

  if (self->recommendations == recommendations)
    return;

  drop_recommendations (self);
  gtk_expander_set_expanded (self->all_expander, FALSE);
  if (recommendations != NULL)
    {
      self->recommendations = g_object_ref (recommendations);
      g_signal_connect_object (recommendations, "changed", G_CALLBACK (update), self, G_CONNECT_SWAPPED);
    }
  update (self);
}
